#include "cli/asked.h"

#include "base/nearest.h"

struct asking {
    struct session *session;
    struct arena *arena;
    struct document *document;
    struct table *table;
    struct source *source; /* the options, one behind the other */
    struct entry common;   /* the values, which all entries share */
    size_t at;             /* where the present option's text stands in the source */
};

static struct text text_here(const struct asking *asking, size_t lo, size_t hi)
{
    struct slice text = slice_cut(asking->source->text, asking->at + lo, asking->at + hi);

    return (struct text){.value = text,
                         .span = span_of(asking->source, asking->at + lo, asking->at + hi)};
}

static struct source *source_of(struct arena *arena, const struct options *options)
{
    struct str text = {0};
    struct source *source;

    for (size_t i = 0; i < options->asked.count; i++)
        str_printf(&text, "%s%s %.*s", i ? " " : "", options->asked.at[i].option,
                   SLICE_ARG(options->asked.at[i].text));
    source = source_new(arena, "the command line", arena_copy(arena, str_slice(&text)));
    str_release(&text);
    return source;
}

static void unknown_column(struct asking *asking, struct text name)
{
    struct diags *diags = &asking->session->diags;
    struct diag *diag = diag_add(diags, SP0111, name.span, "`%.*s` is no partition column",
                                 SLICE_ARG(name.value));
    struct nearest nearest = nearest_to(name.value);

    asking->document->broken |= FACET_PARTITIONS;
    for (size_t i = 0; i < asking->table->keys.count; i++)
        nearest_offer(&nearest, asking->table->keys.at[i].column.name.value);
    if (nearest_found(&nearest))
        diag_help(diags, diag, "did you mean `%.*s`?", SLICE_ARG(nearest.best));
    if (asking->table->keys.count)
        diag_related(diags, diag, asking->table->keys_span, "the partition columns are here");
}

static void add_value(struct asking *asking, struct slice argument)
{
    size_t equals = slice_find(argument, '=');
    struct text name = text_here(asking, 0, equals);
    size_t key = table_key_named(asking->table, name.value), i = 0;
    struct entry_value *value;

    if (key == asking->table->keys.count) {
        unknown_column(asking, name);
        return;
    }
    while (i < asking->common.values.count && asking->common.values.at[i].key != key)
        i++;
    value = i < asking->common.values.count ? &asking->common.values.at[i]
                                            : vec_push(&asking->common.values, asking->arena);
    value->key = key;
    value->name = name;
    *vec_push(&value->values, asking->arena) = text_here(asking, equals + 1, argument.len);
}

static struct bound bound_of(const struct asking *asking, struct slice argument)
{
    struct bound bound = {.text = text_here(asking, 0, argument.len)};

    date_parse(argument, &bound.when, &bound.unit);
    return bound;
}

/* Adds what one option of dates begins or ends. */
static void add_dates(struct asking *asking, const struct asked *asked, size_t *open)
{
    struct bound bound = bound_of(asking, asked->text);
    bool is_end = strcmp(asked->option, "--to") == 0;
    struct entry *entry;

    if (is_end && *open < asking->table->entries.count) {
        entry = &asking->table->entries.at[(*open)++];
    } else {
        entry = vec_push(&asking->table->entries, asking->arena);
        entry->is_range = true;
        entry->span = bound.text.span;
    }
    if (!is_end)
        entry->from = bound;
    if (is_end || strcmp(asked->option, "--on") == 0)
        entry->to = bound;
    *open += strcmp(asked->option, "--on") == 0;
}

/* Walks the options of one kind: values, or dates. */
static void walk(struct asking *asking, bool of_values)
{
    const struct options *options = asking->session->options;
    size_t at = 0, open = 0;

    for (size_t i = 0; i < options->asked.count; i++) {
        const struct asked *asked = &options->asked.at[i];
        bool is_value = strcmp(asked->option, "--value") == 0;

        asking->at = at + strlen(asked->option) + 1;
        at = asking->at + asked->text.len + 1;
        if (is_value && of_values)
            add_value(asking, asked->text);
        else if (!is_value && !of_values)
            add_dates(asking, asked, &open);
    }
}

void asked_amend(struct session *session, struct document *document)
{
    struct table *table = &document->table;
    struct asking asking = {
        .session = session, .arena = &session->arena, .document = document, .table = table};

    if (!session->options->asked.count)
        return;
    asking.source = source_of(&session->arena, session->options);
    table->entries.count = 0;
    table->takes_all = false;
    table->partitions_span = span_of(asking.source, 0, asking.source->text.len);
    walk(&asking, true);
    walk(&asking, false);
    if (!table->entries.count)
        vec_push(&table->entries, &session->arena)->span = table->partitions_span;
    for (size_t i = 0; i < table->entries.count; i++) {
        struct entry *entry = &table->entries.at[i];

        entry->is_asked = true;
        entry->values.at = asking.common.values.at;
        entry->values.count = asking.common.values.count;
    }
}
