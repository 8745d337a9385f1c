/* Keys that a mapping does not have: misspelt, of another tool, or of another block. */
#include "base/nearest.h"
#include "base/str.h"
#include "read/spec/decode.h"

/* Another tool's word for a key. */
static const struct key_alias {
    enum context_id context;
    struct slice word;
    enum key_id key;
} aliases[] = {
#define KEY_ALIAS(context, word, key)                                                              \
    {CONTEXT_##context, {word, sizeof word - 1}, KEY_##context##_##key},
#include "grammar/keys.def"
};

/* What to do with a word that stands for no key. */
static const struct key_hint {
    enum context_id context;
    struct slice word;
    const char *advice;
} hints[] = {
#define KEY_HINT(context, word, advice) {CONTEXT_##context, {word, sizeof word - 1}, advice},
#include "grammar/keys.def"
};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

void list_keys(struct decoder *decoder, struct diag *diag, enum context_id context)
{
    struct str names = {0};

    for (enum key_id id = contexts[context].first; id < contexts[context].end; id++)
        str_printf(&names, "%s%.*s", names.len ? ", " : "", SLICE_ARG(keys[id].name));
    diag_help(decoder->diags, diag, "use one of the keys %.*s", SLICE_ARG(str_slice(&names)));
    str_release(&names);
}

/* Whether two words differ only in letter case, and in `_` or `-` between words: not at all for
   who reads them. */
static bool is_same_word(struct slice a, struct slice b)
{
    size_t i = 0, j = 0;

    for (;;) {
        while (i < a.len && (a.at[i] == '_' || a.at[i] == '-'))
            i++;
        while (j < b.len && (b.at[j] == '_' || b.at[j] == '-'))
            j++;
        if (i == a.len || j == b.len)
            return i == a.len && j == b.len;
        if (!slice_eq_folded(slice_cut(a, i, i + 1), slice_cut(b, j, j + 1)))
            return false;
        i++;
        j++;
    }
}

enum key_id key_alias(enum context_id context, struct slice word)
{
    for (size_t i = 0; i < COUNT_OF(aliases); i++)
        if (aliases[i].context == context && is_same_word(aliases[i].word, word))
            return aliases[i].key;
    return contexts[context].end;
}

static const char *advice_on(enum context_id context, struct slice word)
{
    for (size_t i = 0; i < COUNT_OF(hints); i++)
        if (hints[i].context == context && is_same_word(hints[i].word, word))
            return hints[i].advice;
    return NULL;
}

/* The block that has a key of this name, of those that a document has at most once; or the context
   itself. */
static enum context_id home_of(enum context_id context, struct slice word)
{
    static const enum context_id homes[] = {CONTEXT_document, CONTEXT_external_table,
                                            CONTEXT_external_schema, CONTEXT_column,
                                            CONTEXT_partition_column};

    for (size_t i = 0; i < COUNT_OF(homes); i++)
        if (homes[i] != context && key_named(homes[i], word) != contexts[homes[i]].end)
            return homes[i];
    return context;
}

static bool has_key(const struct node *mapping, struct slice key)
{
    for (size_t i = 0; i < mapping->pairs.count; i++)
        if (!mapping->pairs.at[i].is_merged && slice_eq(mapping->pairs.at[i].key->value, key))
            return true;
    return false;
}

/* The line that a key starts, with its value's lines: from its indentation to its line end. */
static struct span lines_of(const struct node_pair *pair)
{
    struct span span = pair->key->span;
    struct slice text = span.source->text;

    while (span.lo && text.at[span.lo - 1] != '\n')
        span.lo--;
    if (pair->value->span.hi > span.hi)
        span.hi = pair->value->span.hi;
    while (span.hi < text.len && text.at[span.hi++] != '\n')
        continue;
    return span;
}

void fix_remove(struct decoder *decoder, struct diag *diag, const struct node *mapping,
                const struct node_pair *pair)
{
    size_t at = (size_t)(pair - mapping->pairs.at);
    struct span span = pair->key->span;

    if (pair->is_merged || mapping->pairs.count < 2)
        return;
    if (!mapping->is_flow) {
        if (at) /* the first may follow a dash */
            diag_fix(decoder->diags, diag, lines_of(pair), SLICE(""), false);
        return;
    }
    if (pair->value->span.hi > span.hi)
        span.hi = pair->value->span.hi;
    if (at) {
        const struct node_pair *before = &mapping->pairs.at[at - 1];

        span.lo = before->value->span.hi > before->key->span.hi ? before->value->span.hi
                                                                : before->key->span.hi;
    } else {
        span.hi = mapping->pairs.at[1].key->span.lo;
    }
    diag_fix(decoder->diags, diag, span, SLICE(""), false);
}

/* Offers to move a key of one line to the start of its document, where `vars` and `allow` are. */
static void fix_move_out(struct decoder *decoder, struct diag *diag, const struct node *mapping,
                         const struct node_pair *pair)
{
    struct span lines = lines_of(pair), head = decoder->document->head;
    struct slice text = lines.source->text;
    struct slice line = slice_trim(slice_cut(text, pair->key->span.lo, lines.hi));

    if (mapping->is_flow || pair->is_merged || mapping->pairs.count < 2 ||
        slice_find(line, '\n') < line.len || (head.lo && text.at[head.lo - 1] != '\n'))
        return;
    diag_fix(decoder->diags, diag, lines, SLICE(""), false);
    diag_fix(decoder->diags, diag, span_of(head.source, head.lo, head.lo),
             arena_printf(decoder->arena, "%.*s\n", SLICE_ARG(line)), false);
}

/* Says in which block a key of the spec language belongs. */
static void misplaced(struct decoder *decoder, struct diag *diag, const struct node *mapping,
                      const struct node_pair *pair, enum context_id context, enum context_id home)
{
    struct slice name = pair->key->value;

    if (home == CONTEXT_document) {
        diag_help(decoder->diags, diag,
                  "move `%.*s:` out of `%s`, to the start of a line of its own", SLICE_ARG(name),
                  contexts[context].name);
        fix_move_out(decoder, diag, mapping, pair);
    } else if (home == CONTEXT_column || home == CONTEXT_partition_column) {
        diag_help(decoder->diags, diag, "move it into an item of `%s`, such as `- %s`",
                  home == CONTEXT_column ? "columns" : "partitioned_by", contexts[home].example);
    } else {
        diag_help(decoder->diags, diag, "move it: `%.*s` belongs in `%s`", SLICE_ARG(name),
                  contexts[home].name);
        if (context != CONTEXT_document)
            fix_remove(decoder, diag, mapping, pair);
    }
}

/* The key that the word stands for: in another tool's words (*is_word), or misspelt; or the
   context's end. */
static enum key_id meant_by(enum context_id context, struct slice name, bool *is_word,
                            bool *is_sure)
{
    enum key_id id = key_alias(context, name);
    struct nearest nearest = nearest_to(name);

    *is_word = *is_sure = true;
    if (id != contexts[context].end || advice_on(context, name))
        return id;
    for (id = contexts[context].first; id < contexts[context].end; id++) {
        if (is_same_word(name, keys[id].name))
            return id;
        nearest_offer(&nearest, keys[id].name);
    }
    if (!nearest_found(&nearest) || home_of(context, name) != context)
        return contexts[context].end;
    *is_word = false;
    *is_sure = nearest_is_sure(&nearest);
    return key_named(context, nearest.best);
}

/* Says what to do with another tool's word, and offers that as a fix where it is text to write.
   Returns the absent key that the text writes, or the context's end. */
static enum key_id take_advice(struct decoder *decoder, struct diag *diag,
                               const struct node *mapping, const struct node_pair *pair,
                               enum context_id context, struct slice advice)
{
    struct slice text = pair->value->span.source->text;
    struct slice value = slice_cut(text, pair->value->span.lo, pair->value->span.hi);
    size_t at = slice_find_slice(advice, SLICE("VALUE"));
    struct slice said = advice, key, fix;
    enum key_id id;

    if (at < advice.len)
        said = arena_printf(decoder->arena, "%.*s%.*s%.*s", SLICE_ARG(slice_cut(advice, 0, at)),
                            SLICE_ARG(value), SLICE_ARG(slice_from(advice, at + 5)));
    diag_help(decoder->diags, diag, "%.*s", SLICE_ARG(said));
    if (slice_starts(advice, SLICE("remove it")))
        fix_remove(decoder, diag, mapping, pair);
    if (at == advice.len || pair->value->kind != NODE_SCALAR || pair->is_merged)
        return contexts[context].end;
    fix = slice_from(said, slice_find(said, '`') + 1);
    fix = slice_cut(fix, 0, slice_find(fix, '`'));
    key = slice_cut(fix, 0, slice_find(fix, ':'));
    id = key_named(context, key);
    if (has_key(mapping, key))
        return contexts[context].end;
    diag_fix(decoder->diags, diag,
             span_of(pair->key->span.source, pair->key->span.lo, pair->value->span.hi), fix, false);
    return id;
}

enum key_id unknown_key(struct decoder *decoder, const struct node *mapping,
                        const struct node_pair *pair, enum context_id context, bool *is_told)
{
    struct slice name = pair->key->value;
    struct diag *diag = diag_add(decoder->diags, SP0111, pair->key->span,
                                 "unknown key `%.*s` in `%s`", SLICE_ARG(name),
                                 contexts[context].name);
    enum context_id home = home_of(context, name);
    const char *advice = advice_on(context, name);
    bool is_word, is_sure;
    enum key_id id = meant_by(context, name, &is_word, &is_sure);

    if (id != contexts[context].end) {
        diag_help(decoder->diags, diag, is_word ? "write `%.*s`" : "did you mean `%.*s`?",
                  SLICE_ARG(keys[id].name));
        if (has_key(mapping, keys[id].name))
            return contexts[context].end;
        text_fix_all(decoder->diags, diag, node_text(pair->key), keys[id].name, is_sure);
        return id;
    }
    if (advice) {
        id = take_advice(decoder, diag, mapping, pair, context, slice_of(advice));
        *is_told = true;
    } else if (home != context) {
        misplaced(decoder, diag, mapping, pair, context, home);
    } else {
        list_keys(decoder, diag, context);
    }
    return id;
}
