/* Names of schemas, tables and columns (facts: Identifiers). */
#include "base/limits.h"
#include "base/utf8.h"
#include "model/reserved.h"
#include "rules/rule.h"

enum { GLUE_NAME_MAX_BYTES = 255 };

static void vet_printable(struct rule_run *run, struct text name, const char *what)
{
    const char *at = name.value.at, *end = name.value.len ? at + name.value.len : at;

    while (at < end) {
        const char *from = at;
        uint32_t code_point;

        if (*at >= ' ' && *at <= '~') {
            at++;
            continue;
        }
        code_point = utf8_next(&at, end);

        if (utf8_is_visible(code_point))
            continue;
        diag_help(
            run->diags,
            diag_add(run->diags, SP0215,
                     text_span(name, (size_t)(from - name.value.at), (size_t)(at - name.value.at)),
                     "the name of the %s contains U+%04X, which is not printable", what,
                     code_point),
            "retype the name: the character is invisible");
        return;
    }
}

static void vet_database(struct rule_run *run, struct text name)
{
    if (name.value.len > GLUE_NAME_MAX_BYTES)
        diag_help(run->diags,
                  diag_add(run->diags, SP0214, name.span,
                           "the name of the database has %zu bytes; Glue allows %d", name.value.len,
                           GLUE_NAME_MAX_BYTES),
                  "use a shorter name");
    else
        vet_printable(run, name, "database");
}

static void vet_given_name(struct rule_run *run, struct text name, const char *what)
{
    if (name.value.len > NAME_MAX_BYTES) {
        struct diag *diag = diag_add(run->diags, SP0214, name.span,
                                     "the name of the %s has %zu bytes; Redshift keeps %d", what,
                                     name.value.len, NAME_MAX_BYTES);

        diag_note(run->diags, diag, "Redshift silently truncates a longer name");
        diag_help(run->diags, diag, "use a shorter name");
        return;
    }
    vet_printable(run, name, what);
}

static void vet_name(struct rule_run *run, struct text name, const char *what)
{
    if (!text_is_given(name))
        return;
    if (name.value.len)
        vet_given_name(run, name, what);
    else
        diag_help(run->diags,
                  diag_add(run->diags, SP0213, name.span, "the name of the %s is empty", what),
                  "write a name of 1 to %d bytes", NAME_MAX_BYTES);
}

static void vet_column_name(struct rule_run *run, struct text name, const char *what)
{
    vet_name(run, name, what);
    if (name_is_kept(name.value))
        diag_help(run->diags,
                  diag_add(run->diags, SP0216, name.span,
                           "`%.*s` is a column that Redshift adds itself", SLICE_ARG(name.value)),
                  "choose another name; if the format is JSON, map it with `source`");
}

void rule_names(struct rule_run *run, const struct document *document)
{
    vet_name(run, document->table.schema, "schema");
    vet_name(run, document->table.name, "table");
    vet_name(run, document->table.parquet.schema, "schema");
    vet_name(run, document->table.parquet.name, "table");
}

void rule_native_names(struct rule_run *run, const struct document *document)
{
    vet_name(run, document->table.native.schema, "native schema");
    vet_name(run, document->table.native.name, "native table");
}

/* An empty database or grantee has a finding of its own. */
void rule_schema_name(struct rule_run *run, const struct document *document)
{
    const struct external_schema *schema = &document->schema;

    vet_name(run, schema->name, "schema");
    vet_database(run, schema->database);
    for (size_t i = 0; i < schema->grants.count; i++)
        vet_given_name(run, schema->grants.at[i].name, "grantee");
}

void rule_column_names(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;

    for (size_t i = 0; i < table->columns.count; i++)
        vet_column_name(run, table->columns.at[i].name, "column");
    for (size_t i = 0; i < table->keys.count; i++)
        vet_column_name(run, table->keys.at[i].column.name, "partition column");
}

static void note_folding(struct rule_run *run, struct diag *diag, struct text a, struct text b)
{
    if (!slice_eq(a.value, b.value))
        diag_note(run->diags, diag,
                  "Redshift folds names to lower case: `%.*s` and `%.*s` are the same",
                  SLICE_ARG(a.value), SLICE_ARG(b.value));
}

void rule_columns_repeat(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct map seen;

    map_init_folded(&seen, run->arena);
    for (size_t i = 0; i < table->columns.count; i++) {
        struct column *column = &table->columns.at[i], *first;
        struct diag *diag;

        if (!text_is_given(column->name) || !column->name.value.len)
            continue;
        first = map_add(&seen, column->name.value, column);
        if (!first)
            continue;
        diag = diag_add(run->diags, SP0211, column->name.span, "the column `%.*s` is defined twice",
                        SLICE_ARG(column->name.value));
        diag_related(run->diags, diag, first->name.span, "first defined here");
        note_folding(run, diag, column->name, first->name);
        diag_help(run->diags, diag, "rename one of the two");
    }
}

static struct diag *repeated_key(struct rule_run *run, const struct column *key,
                                 const struct column *other)
{
    struct diag *diag = diag_add(run->diags, SP0212, key->name.span,
                                 "the partition column `%.*s` is already defined",
                                 SLICE_ARG(key->name.value));

    diag_related(run->diags, diag, other->name.span, "the other is defined here");
    note_folding(run, diag, key->name, other->name);
    return diag;
}

void rule_key_repeats_column(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct map keys, columns;

    map_init_folded(&keys, run->arena);
    map_init_folded(&columns, run->arena);
    for (size_t i = 0; i < table->columns.count; i++)
        map_add(&columns, table->columns.at[i].name.value, &table->columns.at[i]);
    for (size_t i = 0; i < table->keys.count; i++) {
        struct column *key = &table->keys.at[i].column, *first;

        if (!text_is_given(key->name) || !key->name.value.len)
            continue;
        first = map_add(&keys, key->name.value, key);
        if (first)
            diag_help(run->diags, repeated_key(run, key, first), "remove one of the two");
        first = map_get(&columns, key->name.value);
        if (first)
            diag_help(run->diags, repeated_key(run, key, first),
                      "remove it from `columns`, or rename one of the two: a partition "
                      "column's value comes from the folder");
    }
}

void rule_column_count(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    size_t count = table->columns.count + table->keys.count;
    struct diag *diag;

    if (count <= LIMIT_GLUE_COLUMNS)
        return;
    if (count > LIMIT_COLUMNS)
        diag = diag_add(run->diags, SP0217, document->head,
                        "the table has %zu columns; Redshift allows %d", count, LIMIT_COLUMNS);
    else
        diag = diag_add(run->diags, SP0221, document->head,
                        "the table has %zu columns; the Glue catalog allows %d", count,
                        LIMIT_GLUE_COLUMNS);
    diag_label(run->diags, diag, "counting columns and partition columns");
    diag_help(run->diags, diag, "remove columns, or combine related ones into a struct");
}
