/* What makes queries slow, expensive or incomplete (facts: Query-time behaviour). */
#include "rules/rule.h"

enum {
    JSON_STRING_MAX = 16 * 1024, /* bytes of a string in a JSON or Ion file */
    ROW_COUNT_PLACES = 3,        /* tables without a number of rows that are shown */
    ROW_FORMAT_COLUMNS = 100     /* columns of a row format above which it is reported */
};

static bool has_property(const struct property_list *properties, const char *name)
{
    for (size_t i = 0; i < properties->list.count; i++)
        if (slice_is(properties->list.at[i].key.value, name))
            return true;
    return false;
}

/* A rule over all specs asks itself which documents allow its finding, which is reported in one
   of them. */
static bool allows(struct document *document, enum diag_code code)
{
    for (size_t i = 0; i < document->allowances.count; i++)
        if (document->allowances.at[i].code == code)
            return document->allowances.at[i].is_used = true;
    return false;
}

static bool lacks_row_count(struct document *document)
{
    return document->kind == DOCUMENT_TABLE &&
           !(document->broken & (FACET_NAMES | FACET_PROPERTIES)) &&
           !has_property(&document->table.properties, "numRows") && !allows(document, SP0802);
}

/* One finding per run: most tables lack the number, and one finding each would drown the rest. */
void rule_row_counts(struct rule_run *run, const struct document *none)
{
    const struct model *model = run->model;
    struct diag *diag = NULL;
    size_t count = 0;

    (void)none;
    for (size_t i = 0; i < model->documents.count; i++) {
        struct document *document = model->documents.at[i];

        if (!lacks_row_count(document))
            continue;
        if (!diag)
            diag = diag_add(run->diags, SP0802, document->table.name.span,
                            "no `numRows`: Redshift guesses the size of the table in joins");
        else if (count < ROW_COUNT_PLACES)
            diag_related(run->diags, diag, document->table.name.span, "this table too");
        count++;
    }
    if (!diag)
        return;
    if (count > ROW_COUNT_PLACES)
        diag_note(run->diags, diag, "%zu tables have no `numRows`", count);
    diag_help(run->diags, diag,
              "add `properties: {numRows: 170000}`, with an approximate number of rows");
}

void rule_long_strings(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct diag *diag = NULL;

    if (!(format_traits(&table->format) & JSON_KEYS))
        return;
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct column *column = &table->columns.at[i];

        if (!column->type || column->type->kind != TYPE_VARCHAR ||
            column->type->length <= JSON_STRING_MAX)
            continue;
        if (diag) {
            diag_related(run->diags, diag, column->type_text.span, "this column too");
            continue;
        }
        diag = diag_add(run->diags, SP0803, column->type_text.span,
                        "a string of more than 16 KB may be cut, however wide the column is");
        diag_related(run->diags, diag, table->format.span, "the files have this format");
        diag_help(run->diags, diag,
                  "write `varchar(%d)`, or say under `allow` that no string is longer",
                  JSON_STRING_MAX);
    }
}

void rule_wide_rows(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    unsigned traits = format_traits(&table->format);
    struct diag *diag;

    if (table->columns.count <= ROW_FORMAT_COLUMNS || traits & COLUMNAR ||
        (table->format.id == FORMAT_CUSTOM && !traits))
        return;
    diag = diag_add(run->diags, SP0804, table->format.span,
                    "every query reads all %zu columns: the format stores data by row",
                    table->columns.count);
    diag_help(run->diags, diag, "store the files as parquet or orc, which are read by column");
}
