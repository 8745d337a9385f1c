/* The key `format`: a word, a word with options, or classes. */
#include "base/nearest.h"
#include "read/spec/decode.h"

static void imply_serde(struct format *format, struct span span)
{
    format->serde = (struct text){class_name(formats[format->id].serde), span, TEXT_OTHER};
}

static void offer_nearest(struct decoder *decoder, struct diag *diag, struct text word,
                          const struct nearest *nearest)
{
    diag_help(decoder->diags, diag, "did you mean `%.*s`?", SLICE_ARG(nearest->best));
    text_fix_all(decoder->diags, diag, word, nearest->best, false);
}

/* Other words for formats. */
static const struct {
    struct slice word, write;
    const char *remark;
} format_hints[] = {
#define FORMAT_HINT(word, write, remark)                                                           \
    {{word, sizeof word - 1}, {write, sizeof write - 1}, remark},
#include "grammar/formats.def"
};

/* The word without the ending of a compression, which is not part of a format. */
static struct slice without_compression(struct slice word)
{
    static const struct slice ends[] = {SLICE(".gz"),  SLICE(".gzip"),   SLICE(".bz2"),
                                        SLICE(".zst"), SLICE(".snappy"), SLICE("_gz"),
                                        SLICE("_gzip")};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (slice_ends(word, ends[i]))
            return slice_cut(word, 0, word.len - ends[i].len);
    return word;
}

/* Says what to write for another word for a format. False: it is not known. */
static bool offer_format(struct decoder *decoder, struct diag *diag, struct text word)
{
    struct slice bare = without_compression(word.value), write = {0};
    const char *why = bare.len == word.value.len
                          ? ""
                          : ": Redshift tells the compression by the names of the files";

    for (enum format_id id = 0; id < FORMAT_COUNT; id++)
        if (slice_eq_folded(formats[id].word, bare))
            write = formats[id].word;
    for (size_t i = 0; i < sizeof format_hints / sizeof *format_hints; i++) {
        if (!slice_eq_folded(format_hints[i].word, bare))
            continue;
        write = format_hints[i].write;
        if (!write.len) {
            diag_help(decoder->diags, diag, "%s", format_hints[i].remark);
            return true;
        }
    }
    if (!write.len)
        return false;
    diag_help(decoder->diags, diag, "write `%.*s`%s", SLICE_ARG(write), why);
    text_fix_all(decoder->diags, diag, word, write, true);
    return true;
}

/* Finds the format of a word; FORMAT_COUNT after a diagnostic. */
static enum format_id format_of(struct decoder *decoder, struct text word)
{
    enum format_id id = format_named(word.value);
    struct nearest nearest = nearest_to(word.value);
    struct str list = {0};
    struct diag *diag;

    if (id != FORMAT_COUNT)
        return id;
    diag = diag_add(decoder->diags, SP0501, word.span, "`%.*s` is not a format",
                    SLICE_ARG(word.value));
    if (offer_format(decoder, diag, word))
        return FORMAT_COUNT;
    for (id = 0; id < FORMAT_COUNT; id++) {
        nearest_offer(&nearest, formats[id].word);
        str_printf(&list, "%s%.*s", id ? ", " : "", SLICE_ARG(formats[id].word));
    }
    if (nearest_found(&nearest))
        offer_nearest(decoder, diag, word, &nearest);
    else
        diag_help(decoder->diags, diag, "use one of the formats %.*s", SLICE_ARG(str_slice(&list)));
    str_release(&list);
    return FORMAT_COUNT;
}

static const struct format_option *option_named(enum format_id id, struct slice key)
{
    for (size_t i = 0; i < format_option_count; i++)
        if (format_options[i].format == id && slice_eq(format_options[i].key, key))
            return &format_options[i];
    return NULL;
}

/* Other words for options. */
static const struct {
    enum format_id format;
    struct slice word, key;
} option_aliases[] = {
#define OPTION_ALIAS(format, word, key)                                                            \
    {FORMAT_##format, {word, sizeof word - 1}, {key, sizeof key - 1}},
#include "grammar/formats.def"
};

/* The option that is another word for; or NULL. */
static const struct format_option *option_alias(enum format_id id, struct slice word)
{
    for (size_t i = 0; i < sizeof option_aliases / sizeof *option_aliases; i++)
        if (option_aliases[i].format == id && slice_eq_folded(option_aliases[i].word, word))
            return option_named(id, option_aliases[i].key);
    return NULL;
}

/* The option that a key of `options` stands for: the one with its name, or an absent one that it
   probably misspells; or NULL. */
static const struct format_option *option_meant(enum format_id id, const struct node *options,
                                                const struct node *key)
{
    struct nearest nearest = nearest_to(key->value);

    if (option_named(id, key->value))
        return option_named(id, key->value);
    if (option_alias(id, key->value))
        return option_alias(id, key->value);
    for (size_t i = 0; i < format_option_count; i++)
        if (format_options[i].format == id)
            nearest_offer(&nearest, format_options[i].key);
    for (size_t i = 0; i < options->pairs.count; i++)
        if (slice_eq(options->pairs.at[i].key->value, nearest.best))
            return NULL;
    return nearest_is_sure(&nearest) ? option_named(id, nearest.best) : NULL;
}

static struct diag *unknown_option(struct decoder *decoder, enum format_id id,
                                   const struct node *key)
{
    struct nearest nearest = nearest_to(key->value);
    struct diag *diag = diag_add(decoder->diags, SP0111, key->span,
                                 "`%.*s` is not an option of the format `%.*s`",
                                 SLICE_ARG(key->value), SLICE_ARG(formats[id].word));
    struct str list = {0};

    for (size_t i = 0; i < format_option_count; i++) {
        if (format_options[i].format != id)
            continue;
        nearest_offer(&nearest, format_options[i].key);
        str_printf(&list, "%.*s, ", SLICE_ARG(format_options[i].key));
    }
    nearest_offer(&nearest, keys[KEY_custom_format_serde_properties].name);
    if (option_alias(id, key->value))
        diag_help(decoder->diags, diag, "write `%.*s`",
                  SLICE_ARG(option_alias(id, key->value)->key));
    else if (nearest_found(&nearest))
        diag_help(decoder->diags, diag, "did you mean `%.*s`?", SLICE_ARG(nearest.best));
    else
        diag_help(decoder->diags, diag, "use one of its options: %.*sserde_properties",
                  SLICE_ARG(str_slice(&list)));
    str_release(&list);
    return diag;
}

static const char *expected_of(enum value_kind kind)
{
    switch (kind) {
    case ONE_CHARACTER: return "one character";
    case COUNT: return "a whole number, 0 or more";
    case BOOLEAN: return "true or false";
    case ONE_OF: return "one of its words";
    case ANY_TEXT: break;
    }
    return "text";
}

/* Puts an option's value where the grammar says it belongs. */
static void put_option(struct decoder *decoder, struct format *format,
                       const struct format_option *option, const struct node *key,
                       struct text value)
{
    struct property property = {{option->property, key->span, TEXT_OTHER}, value};

    switch (option->goes_to) {
    case SERDE_PROPERTY:
        *vec_push(&format->serde_properties.list, decoder->arena) = property;
        break;
    case TABLE_PROPERTY:
        *vec_push(&format->table_properties.list, decoder->arena) = property;
        break;
    case FIELDS: format->fields_by = value; break;
    case LINES: format->lines_by = value; break;
    }
}

/* `header: true`, as pandas and Spark have it: one line to skip. */
static bool has_header(struct decoder *decoder, struct diag *diag,
                       const struct format_option *option, const struct node_pair *pair)
{
    bool is_true = slice_eq_folded(pair->value->value, SLICE("true"));
    struct slice written;

    if (pair->value->kind != NODE_SCALAR || option->kind != COUNT ||
        (!is_true && !slice_eq_folded(pair->value->value, SLICE("false"))))
        return false;
    written = arena_printf(decoder->arena, "%.*s: %d", SLICE_ARG(option->key), is_true);
    diag->helps.count = 0;
    diag_help(decoder->diags, diag, "write `%.*s`", SLICE_ARG(written));
    diag_fix(decoder->diags, diag,
             span_of(pair->key->span.source, pair->key->span.lo, pair->value->span.hi), written,
             true);
    return true;
}

static void read_option(struct decoder *decoder, struct format *format, const struct node *options,
                        const struct node_pair *pair)
{
    const struct format_option *option = option_named(format->id, pair->key->value);
    struct property_list properties = {0};
    struct text value;

    if (!option && slice_eq(pair->key->value, keys[KEY_custom_format_serde_properties].name)) {
        read_properties(decoder, pair->value, &properties);
        for (size_t i = 0; i < properties.list.count; i++)
            *vec_push(&format->serde_properties.list, decoder->arena) = properties.list.at[i];
        format->serde_properties.span = pair->key->span;
        return;
    }
    if (!option) {
        struct diag *diag = unknown_option(decoder, format->id, pair->key);

        option = option_meant(format->id, options, pair->key);
        if (!option)
            return;
        if (has_header(decoder, diag, option, pair))
            return;
        text_fix_all(decoder->diags, diag, node_text(pair->key), option->key, true);
    }
    if (!read_text(decoder, pair->value, &value))
        return;
    if (!value_is_of(option->kind, "", value.value)) {
        struct diag *diag = diag_add(decoder->diags, SP0116, value.span,
                                     "`%.*s` takes %s, not `%.*s`", SLICE_ARG(pair->key->value),
                                     expected_of(option->kind), SLICE_ARG(value.value));

        if (option->kind == ONE_CHARACTER && slice_is(value.value, "\\t"))
            diag_help(decoder->diags, diag, "write a tab as \"\\t\", in double quotes");
        return;
    }
    put_option(decoder, format, option, pair->key, value);
}

static void report_missing_options(struct decoder *decoder, enum format_id id,
                                   const struct node *options, struct span span)
{
    for (size_t i = 0; i < format_option_count; i++) {
        const struct format_option *option = &format_options[i];
        bool is_there = option->format != id || !option->is_required;

        for (size_t j = 0; options && j < options->pairs.count; j++)
            is_there = is_there || option_meant(id, options, options->pairs.at[j].key) == option ||
                       slice_eq(options->pairs.at[j].key->value,
                                keys[KEY_custom_format_serde_properties].name);
        if (!is_there)
            diag_help(decoder->diags,
                      diag_add(decoder->diags, SP0508, span, "the format `%.*s` requires `%.*s`",
                               SLICE_ARG(formats[id].word), SLICE_ARG(option->key)),
                      "write `format: {%.*s: {%.*s: '...'}}`", SLICE_ARG(formats[id].word),
                      SLICE_ARG(option->key));
    }
}

static void report_repeated_options(struct decoder *decoder, const struct node *options)
{
    struct map seen;

    map_init(&seen, decoder->arena);
    for (size_t i = 0; i < options->pairs.count; i++) {
        struct node *key = options->pairs.at[i].key, *first = map_add(&seen, key->value, key);

        if (first && !options->pairs.at[i].is_merged)
            diag_related(decoder->diags,
                         diag_add(decoder->diags, SP0113, key->span, "the key `%.*s` is repeated",
                                  SLICE_ARG(key->value)),
                         first->span, "first used here");
    }
}

/* `word`, with its options if `options` is not NULL. */
static void read_word(struct decoder *decoder, struct format *format, struct text word,
                      const struct node *options)
{
    format->id = format->stored_as = format_of(decoder, word);
    if (format->id == FORMAT_COUNT)
        return;
    imply_serde(format, word.span);
    if (options && node_is_null(options))
        options = NULL;
    if (options && options->kind != NODE_MAPPING) {
        diag_help(decoder->diags,
                  wrong_shape(decoder, options, "a mapping of the format's options"),
                  "write `format: %.*s` for a format without options", SLICE_ARG(word.value));
        return;
    }
    if (options)
        report_repeated_options(decoder, options);
    for (size_t i = 0; options && i < options->pairs.count; i++)
        read_option(decoder, format, options, &options->pairs.at[i]);
    report_missing_options(decoder, format->id, options, word.span);
}

void read_custom_format_serde(struct decoder *decoder, const struct node *node, void *into)
{
    read_text(decoder, node, &((struct format *)into)->serde);
}

void read_custom_format_serde_properties(struct decoder *decoder, const struct node *node,
                                         void *into)
{
    read_properties(decoder, node, &((struct format *)into)->serde_properties);
}

void read_custom_format_stored_as(struct decoder *decoder, const struct node *node, void *into)
{
    struct format *format = into;
    struct text word;

    if (node->kind == NODE_MAPPING)
        read_mapping(decoder, node, CONTEXT_stored_as, node->span, format);
    else if (read_text(decoder, node, &word))
        format->stored_as = slice_is(word.value, "textfile") ? FORMAT_TEXT
                                                             : format_of(decoder, word);
}

void read_stored_as_input_format(struct decoder *decoder, const struct node *node, void *into)
{
    read_text(decoder, node, &((struct format *)into)->input);
}

void read_stored_as_output_format(struct decoder *decoder, const struct node *node, void *into)
{
    read_text(decoder, node, &((struct format *)into)->output);
}

static bool is_custom(const struct node *node)
{
    for (size_t i = 0; i < node->pairs.count; i++)
        for (enum key_id id = FIRST_custom_format; id < END_custom_format; id++)
            if (slice_eq(node->pairs.at[i].key->value, keys[id].name))
                return true;
    return false;
}

static void read_classes(struct decoder *decoder, struct format *format, const struct node *node)
{
    struct diag *diag;

    format->id = format->stored_as = FORMAT_CUSTOM;
    if (!read_mapping(decoder, node, CONTEXT_custom_format, node->span, format))
        return;
    if (format->stored_as == FORMAT_CUSTOM && !text_is_given(format->input)) {
        diag = diag_add(decoder->diags, SP0508, node->span,
                        "the format does not say how files are stored");
        diag_help(decoder->diags, diag,
                  "add `stored_as: textfile`, another format word, or "
                  "{input_format, output_format}");
    } else if (format->serde_properties.list.count && !text_is_given(format->serde)) {
        diag = diag_add(decoder->diags, SP0508, format->serde_properties.span,
                        "SerDe properties without a SerDe");
        diag_help(decoder->diags, diag, "add `serde:` with its class");
    }
}

void read_external_table_format(struct decoder *decoder, const struct node *node, void *into)
{
    struct format *format = &((struct table *)into)->format;
    struct text word;

    format->span = node->span;
    if (node->kind != NODE_MAPPING) {
        if (read_text(decoder, node, &word))
            read_word(decoder, format, word, NULL);
    } else if (is_custom(node)) {
        read_classes(decoder, format, node);
    } else if (node->pairs.count == 1) {
        read_word(decoder, format, node_text(node->pairs.at[0].key), node->pairs.at[0].value);
    } else {
        struct diag *diag = diag_add(decoder->diags, SP0502, node->span,
                                     "a format is a single word, but this mapping has %zu keys",
                                     node->pairs.count);

        diag_help(decoder->diags, diag,
                  "write the format's options under its word: `{csv: {separator: \";\", "
                  "skip_header: 1}}`");
    }
}
