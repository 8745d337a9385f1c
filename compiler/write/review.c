/* Shared checks of targets: catalog, descriptions, types, partitions that are equal when compared.
   */
#include "write/review.h"

#include "base/map.h"
#include "base/str.h"
#include "base/utf8.h"
#include "model/same_value.h"

/* Limits of the Glue catalog, in characters. */
enum { COLUMN_DESCRIPTION_MAX = 255, TABLE_DESCRIPTION_MAX = 2048 };

static void report_metastore(struct diags *diags, const char *target, struct span span,
                             const struct document *declaration)
{
    struct diag *diag = diag_add(diags, SP1004, span, "the target `%s` reads only the Glue catalog",
                                 target);

    diag_label(diags, diag, "in a Hive metastore");
    if (span_cmp(span, declaration->schema.from.span) != 0)
        diag_related(diags, diag, declaration->schema.from.span, "its schema is declared here");
    diag_help(diags, diag, "leave this spec out for `%s`", target);
}

void review_catalog(struct diags *diags, const char *target, const struct statement *statement)
{
    const struct document *document = statement->document;
    bool is_table = document->kind == DOCUMENT_TABLE;
    const struct document *declaration = is_table ? statement->deployment->declaration : document;
    struct diag *diag;

    if (declaration && declaration->schema.catalog == CATALOG_HIVE) {
        report_metastore(diags, target,
                         is_table ? document->table.schema.span : document->schema.from.span,
                         declaration);
    } else if (!declaration && !statement->deployment->database.len) {
        diag = diag_add(diags, SP1003, document->table.schema.span,
                        "no spec says which database the schema `%.*s` refers to",
                        SLICE_ARG(document->table.schema.value));
        diag_label(diags, diag, "`%s` names tables by their database", target);
        diag_help(diags, diag,
                  "compile it together with the spec that declares the schema, or add "
                  "`--database NAME`");
    }
}

static void report_namesake(struct diags *diags, const char *target,
                            const struct statement *statement, const struct statement *first)
{
    const struct table *table = &statement->document->table;
    struct diag *diag = diag_add(diags, SP1013, table->name.span,
                                 "the target `%s` names this table `%.*s.%.*s`, like another one",
                                 target, SLICE_ARG(statement->deployment->database),
                                 SLICE_ARG(table->name.value));

    diag_related(diags, diag, first->document->table.name.span, "the other is defined here");
    diag_note(diags, diag, "their schemas differ in the account or the region");
    diag_help(diags, diag, "compile the specs of each account and region in a run of their own");
}

/* Whether one definition serves both: an identical one, unless they are known to be apart. */
static bool is_one_table(const struct statement *a, const struct statement *b, struct arena *arena)
{
    struct catalog one = catalog_of(a->deployment->catalogs, a->document->table.schema.value),
                   other = catalog_of(b->deployment->catalogs, b->document->table.schema.value);
    const char *unknown;
    enum sameness sameness = catalog_compare(&one, &other, &unknown);

    return sameness == TABLES_SAME ||
           (sameness == TABLES_MAY_BE_SAME &&
            tables_define_same(arena, &a->document->table, &b->document->table));
}

void review_namesakes(struct diags *diags, const char *target,
                      const struct statement_list *statements, bool names_account)
{
    struct map seen;

    map_init(&seen, diags->arena);
    for (size_t i = 0; i < statements->list.count; i++) {
        struct statement *statement = &statements->list.at[i], *first;
        const struct document *declaration = statement->deployment->declaration;
        struct catalog catalog = {.database = statement->deployment->database};

        if (statement->kind != STATEMENT_CREATE_TABLE)
            continue;
        if (names_account && declaration)
            catalog.database = arena_printf(diags->arena, "%.*s/%.*s",
                                            SLICE_ARG(declaration->schema.catalog_id.value),
                                            SLICE_ARG(catalog.database));
        first = map_add(&seen,
                        table_key(diags->arena, &catalog, statement->document->table.name.value),
                        statement);
        if (first && !is_one_table(first, statement, diags->arena))
            report_namesake(diags, target, statement, first);
    }
}

/* False once `vet` has reported something. */
static bool review_type(struct diags *diags, const struct column *column, const struct type *type,
                        bool (*vet)(struct diags *diags, const struct column *column,
                                    const struct type *type))
{
    if (!vet(diags, column, type))
        return false;
    for (size_t i = 0; i < type->fields.count; i++)
        if (!review_type(diags, column, type->fields.at[i].type, vet))
            return false;
    return (!type->key || review_type(diags, column, type->key, vet)) &&
           (!type->element || review_type(diags, column, type->element, vet));
}

void review_types(struct diags *diags, const struct table *table,
                  bool (*vet)(struct diags *diags, const struct column *column,
                              const struct type *type))
{
    for (size_t i = 0; i < table->columns.count; i++)
        review_type(diags, &table->columns.at[i], table->columns.at[i].type, vet);
    for (size_t i = 0; i < table->keys.count; i++)
        review_type(diags, &table->keys.at[i].column, table->keys.at[i].column.type, vet);
}

static void review_description(struct diags *diags, struct text text, size_t most)
{
    size_t count = utf8_count(slice_trim(text.value));
    struct diag *diag;

    if (count <= most)
        return;
    diag = diag_add(diags, SP1009, text.span,
                    "the description has %zu characters; the Glue catalog holds %zu", count, most);
    diag_help(diags, diag, "shorten it");
}

void review_descriptions(struct diags *diags, const struct table *table)
{
    review_description(diags, table->description, TABLE_DESCRIPTION_MAX);
    for (size_t i = 0; i < table->columns.count; i++)
        review_description(diags, table->columns.at[i].description, COLUMN_DESCRIPTION_MAX);
    for (size_t i = 0; i < table->keys.count; i++)
        review_description(diags, table->keys.at[i].column.description, COLUMN_DESCRIPTION_MAX);
}

static void report_same(struct diags *diags, const struct table *table, const struct slice *one,
                        const struct slice *other, const struct apart *apart)
{
    size_t key = values_difference(table, one, other);
    const struct column *column = &table->keys.at[key].column;
    struct diag *diag =
        diag_add(diags, SP1065, column->type_text.span,
                 "two partitions differ only in `%.*s` and `%.*s`, which %s considers equal",
                 SLICE_ARG(one[key]), SLICE_ARG(other[key]), apart->engine);

    diag_label(diags, diag, "compared as this type");
    diag_note(diags, diag, "%s", apart->consequence);
    diag_help(diags, diag, "%s", apart->help);
}

/* Reports a partition whose first `count` values are read like those of another, but are spelt
   otherwise. */
static bool vet_apart(struct diags *diags, const struct table *table, struct map *seen,
                      const struct slice *values, size_t count, const struct apart *apart)
{
    struct str read = {0};
    const struct slice *same;
    bool is_apart;

    for (size_t key = 0; key < count; key++) {
        const struct key_column *column = &table->keys.at[key];

        if (apart->keeps_blanks && column->column.type->kind == TYPE_VARCHAR)
            str_printf(&read, "%.*s%c", SLICE_ARG(values[key]), '\0');
        else
            value_put_as_read(&read, column, values[key]);
    }
    same = map_add(seen, arena_copy(diags->arena, str_slice(&read)), (void *)values);
    str_release(&read);
    is_apart = !same || values_difference(table, same, values) >= count;
    if (!is_apart)
        report_same(diags, table, same, values, apart);
    return is_apart;
}

void review_partitions_apart(struct diags *diags, const struct statement *statement,
                             const struct apart *apart)
{
    const struct table *table = &statement->document->table;
    const struct partition_batch *batch = statement_batch(statement);
    size_t first = apart->each_level ? 1 : table->keys.count;

    for (size_t count = first; !batch->first && count <= table->keys.count; count++) {
        const struct slice *before = NULL;
        struct map seen;

        map_init(&seen, diags->arena);
        for (size_t i = 0; i < batch->total; i++) {
            const struct slice *values = batch->partitions.at[i].values;

            if (before && values_difference(table, before, values) >= count)
                continue;
            if (!vet_apart(diags, table, &seen, values, count, apart))
                return;
            before = values;
        }
    }
}
