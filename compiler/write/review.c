/* Shared checks of targets: catalog, descriptions, types, partitions that are equal when compared.
   */
#include "write/review.h"

#include "base/map.h"
#include "base/str.h"
#include "base/utf8.h"

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

static struct diag *report_same(struct diags *diags, const struct table *table,
                                const struct partition *one, const struct partition *other)
{
    size_t key = 0;
    struct diag *diag;

    while (slice_eq(one->values[key], other->values[key]))
        key++;
    diag =
        diag_add(diags, SP1065, table->keys.at[key].column.type_text.span,
                 "two partitions differ only in `%.*s` and `%.*s`, which Redshift considers equal",
                 SLICE_ARG(one->values[key]), SLICE_ARG(other->values[key]));
    diag_label(diags, diag, "compared as this type");
    return diag;
}

void review_partitions_apart(struct diags *diags, const struct statement *statement,
                             const char *consequence, const char *help)
{
    const struct table *table = &statement->document->table;
    const struct partition_batch *batch = statement_batch(statement);
    struct partition *same = NULL;
    struct str compared = {0};
    struct map seen;

    map_init(&seen, diags->arena);
    for (size_t i = 0; !batch->first && !same && i < batch->total; i++) {
        struct partition *partition = &batch->partitions.at[i];

        compared.len = 0;
        for (size_t key = 0; key < table->keys.count; key++) {
            type_put_value(&compared, table->keys.at[key].column.type, partition->values[key]);
            str_putc(&compared, '\0');
        }
        same = map_add(&seen, arena_copy(diags->arena, str_slice(&compared)), partition);
        if (same) {
            struct diag *diag = report_same(diags, table, same, partition);

            diag_note(diags, diag, "%s", consequence);
            diag_help(diags, diag, "%s", help);
        }
    }
    str_release(&compared);
}
