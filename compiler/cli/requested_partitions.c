#include "cli/requested_partitions.h"

#include "base/nearest.h"

struct amendment {
    const struct options *options;
    struct session *session;
    struct arena *arena;
    struct document *document;
    struct table *table;
    struct source *source; /* the options, one after the other */
    struct entry common;   /* the values, which all entries share */
    size_t at;             /* the offset of the current option's text in the source */
};

static struct text text_here(const struct amendment *amendment, size_t lo, size_t hi)
{
    struct slice text = slice_cut(amendment->source->text, amendment->at + lo, amendment->at + hi);

    return (struct text){
        .value = text, .span = span_of(amendment->source, amendment->at + lo, amendment->at + hi)};
}

static struct source *source_of(struct arena *arena, const struct options *options)
{
    struct str text = {0};
    struct source *source;

    for (size_t i = 0; i < options->requested_partitions.count; i++)
        str_printf(&text, "%s%s %.*s", i ? " " : "", options->requested_partitions.at[i].option,
                   SLICE_ARG(options->requested_partitions.at[i].text));
    source = source_new(arena, "the command line", arena_copy(arena, str_slice(&text)));
    str_release(&text);
    return source;
}

static void unknown_column(struct amendment *amendment, struct text name)
{
    struct diags *diags = &amendment->session->diags;
    struct diag *diag = diag_add(diags, SP0111, name.span, "`%.*s` is not a partition column",
                                 SLICE_ARG(name.value));
    struct nearest nearest = nearest_to(name.value);

    amendment->document->broken |= FACET_PARTITIONS;
    for (size_t i = 0; i < amendment->table->keys.count; i++)
        nearest_offer(&nearest, amendment->table->keys.at[i].column.name.value);
    if (nearest_found(&nearest))
        diag_help(diags, diag, "did you mean `%.*s`?", SLICE_ARG(nearest.best));
    if (amendment->table->keys.count)
        diag_related(diags, diag, amendment->table->keys_span, "the partition columns are here");
}

static void add_value(struct amendment *amendment, struct slice argument)
{
    size_t equals = slice_find(argument, '=');
    struct text name = text_here(amendment, 0, equals);
    size_t key = table_key_named(amendment->table, name.value), i = 0;
    struct entry_value *value;

    if (key == amendment->table->keys.count) {
        unknown_column(amendment, name);
        return;
    }
    while (i < amendment->common.values.count && amendment->common.values.at[i].key != key)
        i++;
    value = i < amendment->common.values.count
                ? &amendment->common.values.at[i]
                : vec_push(&amendment->common.values, amendment->arena);
    value->key = key;
    value->name = name;
    *vec_push(&value->values, amendment->arena) = text_here(amendment, equals + 1, argument.len);
}

static struct bound bound_of(const struct amendment *amendment, struct slice argument)
{
    struct bound bound = {.text = text_here(amendment, 0, argument.len)};

    date_parse(argument, &bound.when, &bound.unit);
    return bound;
}

/* Adds an entry for --on or --from, or ends its range for --to. */
static void add_dates(struct amendment *amendment, const struct requested_partitions *given,
                      size_t *open)
{
    struct bound bound = bound_of(amendment, given->text);
    bool is_end = strcmp(given->option, "--to") == 0;
    struct entry *entry;

    if (is_end && *open < amendment->table->entries.count) {
        entry = &amendment->table->entries.at[(*open)++];
    } else {
        entry = vec_push(&amendment->table->entries, amendment->arena);
        entry->is_range = true;
        entry->span = bound.text.span;
    }
    if (!is_end)
        entry->from = bound;
    if (is_end || strcmp(given->option, "--on") == 0)
        entry->to = bound;
    *open += strcmp(given->option, "--on") == 0;
}

/* Visits the options of one kind: values, or dates. */
static void walk(struct amendment *amendment, bool of_values)
{
    const struct options *options = amendment->options;
    size_t at = 0, open = 0;

    for (size_t i = 0; i < options->requested_partitions.count; i++) {
        const struct requested_partitions *given = &options->requested_partitions.at[i];
        bool is_value = strcmp(given->option, "--value") == 0;

        amendment->at = at + strlen(given->option) + 1;
        at = amendment->at + given->text.len + 1;
        if (is_value && of_values)
            add_value(amendment, given->text);
        else if (!is_value && !of_values)
            add_dates(amendment, given, &open);
    }
}

void requested_partitions_amend(const struct options *options, struct session *session,
                                struct document *document)
{
    struct table *table = &document->table;
    struct amendment amendment = {.options = options,
                                  .session = session,
                                  .arena = &session->arena,
                                  .document = document,
                                  .table = table};

    if (!options->requested_partitions.count)
        return;
    amendment.source = source_of(&session->arena, options);
    table->entries.count = 0;
    table->takes_all = false;
    table->partitions_span = span_of(amendment.source, 0, amendment.source->text.len);
    walk(&amendment, true);
    walk(&amendment, false);
    if (!table->entries.count)
        vec_push(&table->entries, &session->arena)->span = table->partitions_span;
    for (size_t i = 0; i < table->entries.count; i++) {
        struct entry *entry = &table->entries.at[i];

        entry->is_requested = true;
        entry->values.at = amendment.common.values.at;
        entry->values.count = amendment.common.values.count;
    }
}
