/* The block `native` of a table: the table of Redshift's own that is loaded from the files. */
#include "base/nearest.h"
#include "base/str.h"
#include "read/spec/reader.h"

#define TEXT_KEY(key)                                                                              \
    void read_native_##key(struct reader *reader, const struct node *node, void *into)             \
    {                                                                                              \
        read_text(reader, node, &((struct native *)into)->key);                                    \
    }

TEXT_KEY(schema)
TEXT_KEY(name)
TEXT_KEY(distkey)
TEXT_KEY(jsonpaths)

static void unknown_choice(struct reader *reader, const struct text *text, const char *const *words)
{
    struct nearest nearest = nearest_to(text->value);
    struct str list = {0};
    struct diag *diag = diag_add(reader->diags, SP0116, text->span, "`%.*s` does not take `%.*s`",
                                 SLICE_ARG(reader->key), SLICE_ARG(text->value));

    for (size_t i = 0; words[i]; i++) {
        nearest_offer(&nearest, slice_of(words[i]));
        str_printf(&list, "%s%s", !i ? "" : words[i + 1] ? ", " : " or ", words[i]);
    }
    diag_help(reader->diags, diag, "write %.*s", SLICE_ARG(str_slice(&list)));
    if (nearest_is_sure(&nearest))
        text_fix_all(reader->diags, diag, *text, nearest.best, true);
    str_release(&list);
}

/* One of `words`, which end in NULL: its place, from 1; 0 after a finding. */
static unsigned read_choice(struct reader *reader, const struct node *node,
                            const char *const *words, struct text *text)
{
    if (!read_text(reader, node, text))
        return 0;
    for (unsigned i = 0; words[i]; i++)
        if (slice_is(text->value, words[i]))
            return i + 1;
    unknown_choice(reader, text, words);
    return 0;
}

void read_native_diststyle(struct reader *reader, const struct node *node, void *into)
{
    static const char *const words[] = {"auto", "even", "all", "key", NULL};
    struct native *native = into;

    native->dist_style = (enum dist_style)read_choice(reader, node, words, &native->dist_text);
}

void read_native_sortstyle(struct reader *reader, const struct node *node, void *into)
{
    static const char *const words[] = {"auto", "compound", "interleaved", NULL};
    struct native *native = into;

    native->sort_style = (enum sort_style)read_choice(reader, node, words, &native->sort_text);
}

void read_native_load(struct reader *reader, const struct node *node, void *into)
{
    static const char *const words[] = {"copy", "select", NULL};
    struct native *native = into;

    native->load = (enum load_by)read_choice(reader, node, words, &native->load_text);
}

void read_native_compression(struct reader *reader, const struct node *node, void *into)
{
    static const char *const words[] = {"gzip", "bzip2", "lzop", "zstd", NULL};
    struct native *native = into;

    native->compression = (enum compression)read_choice(reader, node, words,
                                                        &native->compression_text);
}

static void take_sortkey(struct reader *reader, struct text word, void *into)
{
    *vec_push(&((struct native *)into)->sortkey, reader->arena) = word;
}

void read_native_sortkey(struct reader *reader, const struct node *node, void *into)
{
    read_words(reader, node, into, take_sortkey);
}

void read_native_iam_role(struct reader *reader, const struct node *node, void *into)
{
    read_roles(reader, node, &((struct native *)into)->iam_role);
}

void read_external_table_native(struct reader *reader, const struct node *node, void *into)
{
    struct native *native = &((struct table *)into)->native;

    native->span = node->span;
    read_mapping(reader, node, CONTEXT_native, node->span, native);
}
