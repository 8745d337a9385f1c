/* Values of partition columns that are escaped in folder names (facts: Hive's escaping). */
#include "path/encode.h"
#include "rules/path/path.h"

/* Whether every folder of the column contains its value, not a pattern of the path. */
static bool is_written_plain(const struct table *table, size_t key)
{
    for (size_t i = 0; i < table->path.pieces.count; i++) {
        const struct path_piece *piece = &table->path.pieces.at[i];

        if (!piece->is_literal && piece->date && table_key_named(table, piece->name) == key)
            return false;
    }
    return true;
}

static void report_encoding(struct rule_run *run, const struct table *table, size_t key,
                            struct span span, struct slice value)
{
    const struct key_column *column = &table->keys.at[key];
    struct str folder = {0};
    struct diag *diag;

    path_encode(&folder, value);
    diag = diag_add(run->diags, SP0337, span, "the folder of `%.*s` is written `%.*s`",
                    SLICE_ARG(value), SLICE_ARG(str_slice(&folder)));
    str_release(&folder);
    diag_note(run->diags, diag, "Hive, Spark and Glue escape such characters in folder names");
    if (key_date(column) && help_date_folders(run, diag, table, column))
        return;
    if (key_date(column))
        diag_help(run->diags, diag, "if your folders do not, write `{%.*s:%.*s}` in the path",
                  SLICE_ARG(column->column.name.value), SLICE_ARG(column->domain.date->text.value));
    else
        diag_help(run->diags, diag,
                  "if your folders do not, give the partition its own `location`");
}

static void report_null(struct rule_run *run, struct span span, struct slice value)
{
    struct diag *diag;

    if (value.len)
        diag = diag_add(run->diags, SP0338, span,
                        "the null partition: Redshift may read its name as text");
    else
        diag = diag_add(run->diags, SP0338, span, "an empty value: its folder is `%s`",
                        PATH_NULL_PARTITION);
    diag_note(run->diags, diag, "Hive and UNLOAD write rows with a NULL value there");
    diag_help(run->diags, diag, "remove it, or say under `allow` that the rows are needed");
}

/* Reports a value; true once the column's escaping has been reported. */
static bool vet_value(struct rule_run *run, const struct table *table, size_t key,
                      struct text value)
{
    if (!value.value.len || slice_is(value.value, PATH_NULL_PARTITION)) {
        report_null(run, value.span, value.value);
        return false;
    }
    if (!path_needs_encoding(value.value))
        return false;
    report_encoding(run, table, key, value.span, value.value);
    return true;
}

static void vet_entries(struct rule_run *run, const struct table *table, size_t key)
{
    for (size_t i = 0; i < table->entries.count; i++) {
        const struct entry *entry = &table->entries.at[i];

        for (size_t j = 0; j < entry->values.count; j++)
            for (size_t k = 0; k < entry->values.at[j].values.count; k++)
                if (entry->values.at[j].key == key && !text_is_given(entry->location) &&
                    vet_value(run, table, key, entry->values.at[j].values.at[k]))
                    return;
    }
}

static void vet_dates(struct rule_run *run, const struct table *table, size_t key)
{
    const struct date_pattern *date = table->keys.at[key].domain.date;
    const struct civil example = {2026, 4, 30, 13, 45};
    struct str text = {0};

    date_pattern_print(&text, date, example);
    if (path_needs_encoding(str_slice(&text)) && is_written_plain(table, key))
        report_encoding(run, table, key, table->keys.at[key].domain.span, str_slice(&text));
    str_release(&text);
}

/* At most one finding per column, except for null partitions. */
void rule_values_encoded(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;

    for (size_t key = 0; key < table->keys.count; key++) {
        const struct domain *domain = &table->keys.at[key].domain;

        switch (domain->kind) {
        case DOMAIN_DATE: vet_dates(run, table, key); break;
        case DOMAIN_NONE: vet_entries(run, table, key); break;
        case DOMAIN_RANGE: break;
        case DOMAIN_VALUES:
            for (size_t i = 0; i < domain->values.count; i++)
                if (vet_value(run, table, key, domain->values.at[i]))
                    break;
            break;
        }
    }
}
