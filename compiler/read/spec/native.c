/* The block `native` of a table: the native table that is loaded from the files. */
#include "base/nearest.h"
#include "base/str.h"
#include "read/spec/decode.h"

TEXT_KEY(native, schema, native)
TEXT_KEY(native, name, native)
TEXT_KEY(native, distkey, native)
TEXT_KEY(native, jsonpaths, native)

static void unknown_choice(struct decoder *decoder, const struct text *text,
                           const char *const *words)
{
    struct nearest nearest = nearest_to(text->value);
    struct str list = {0};
    struct diag *diag = diag_add(decoder->diags, SP0116, text->span,
                                 "`%.*s` does not accept `%.*s`", SLICE_ARG(decoder->key),
                                 SLICE_ARG(text->value));

    for (size_t i = 0; words[i]; i++) {
        nearest_offer(&nearest, slice_of(words[i]));
        str_printf(&list, "%s%s", !i ? "" : words[i + 1] ? ", " : " or ", words[i]);
    }
    diag_help(decoder->diags, diag, "write %.*s", SLICE_ARG(str_slice(&list)));
    if (nearest_is_sure(&nearest))
        text_fix_all(decoder->diags, diag, *text, nearest.best, true);
    str_release(&list);
}

/* The position, from 1, in `words`, which end in NULL; 0 after a finding. */
static unsigned read_choice(struct decoder *decoder, const struct node *node,
                            const char *const *words, struct text *text)
{
    if (!read_text(decoder, node, text))
        return 0;
    for (unsigned i = 0; words[i]; i++)
        if (slice_is(text->value, words[i]))
            return i + 1;
    unknown_choice(decoder, text, words);
    return 0;
}

void read_native_diststyle(struct decoder *decoder, const struct node *node, void *into)
{
    static const char *const words[] = {"auto", "even", "all", "key", NULL};
    struct native *native = into;

    native->dist_style = (enum dist_style)read_choice(decoder, node, words, &native->dist_text);
}

void read_native_sortstyle(struct decoder *decoder, const struct node *node, void *into)
{
    static const char *const words[] = {"auto", "compound", "interleaved", NULL};
    struct native *native = into;

    native->sort_style = (enum sort_style)read_choice(decoder, node, words, &native->sort_text);
}

void read_native_load(struct decoder *decoder, const struct node *node, void *into)
{
    static const char *const words[] = {"copy", "select", NULL};
    struct native *native = into;

    native->load = (enum load_by)read_choice(decoder, node, words, &native->load_text);
}

void read_native_compression(struct decoder *decoder, const struct node *node, void *into)
{
    static const char *const words[] = {"gzip", "bzip2", "lzop", "zstd", NULL};
    struct native *native = into;

    native->compression = (enum compression)read_choice(decoder, node, words,
                                                        &native->compression_text);
}

static void take_sortkey(struct decoder *decoder, struct text word, void *into)
{
    *vec_push(&((struct native *)into)->sortkey, decoder->arena) = word;
}

void read_native_sortkey(struct decoder *decoder, const struct node *node, void *into)
{
    read_words(decoder, node, into, take_sortkey);
}

void read_native_iam_role(struct decoder *decoder, const struct node *node, void *into)
{
    read_roles(decoder, node, &((struct native *)into)->iam_role);
}

void read_external_table_native(struct decoder *decoder, const struct node *node, void *into)
{
    struct native *native = &((struct table *)into)->native;

    native->span = node->span;
    read_mapping(decoder, node, CONTEXT_native, node->span, native);
}
