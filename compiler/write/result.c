#include "write/result.h"

bool result_is_asked(const struct statement *statement)
{
    const struct document *document = statement->document;

    return document->kind == DOCUMENT_TABLE && conversion_is_asked(&document->table) &&
           format_in_force(&document->table.format) != FORMAT_PARQUET;
}

static void make_parquet(struct arena *arena, struct table *table)
{
    const struct property *rows = property_of(&table->properties, SLICE("numRows"));
    struct column *columns = arena_alloc(arena, table->columns.count * sizeof *columns);

    for (size_t i = 0; i < table->columns.count; i++) {
        columns[i] = table->columns.at[i];
        columns[i].source = (struct text){0};
    }
    table->columns.at = columns;
    table->format = (struct format){.id = FORMAT_PARQUET, .stored_as = FORMAT_PARQUET};
    table->format.serde.value = class_name(formats[FORMAT_PARQUET].serde);
    table->properties = (struct property_list){0};
    if (rows)
        *vec_push(&table->properties.list, arena) = *rows;
    table->entries.count = 0;
    table->path = (struct path){0};
    path_make_default(arena, table);
}

/* The schema that the result's table goes into, where it is another than the source's. */
static void find_schema(struct deployment *deployment, struct text schema)
{
    const struct model *model = deployment->model;

    if (!text_is_given(schema))
        return;
    deployment->schema = schema.value;
    deployment->declaration = NULL;
    deployment->database = deployment->default_database;
    for (size_t i = 0; i < model->documents.count; i++)
        if (model->documents.at[i]->kind == DOCUMENT_SCHEMA &&
            slice_eq_folded(model->documents.at[i]->schema.name.value, schema.value))
            deployment->declaration = model->documents.at[i];
    if (deployment->declaration)
        deployment->database = deployment->declaration->schema.database.value;
}

/* A partition of the source may have a location of its own; in the result, the path says it. */
static void copy_partitions(struct result *result)
{
    struct partition_list *list = &result->statement.batch.partitions;
    struct partition *copy = arena_alloc(&result->arena, (list->count + 1) * sizeof *copy);

    for (size_t i = 0; i < list->count; i++) {
        copy[i] = list->at[i];
        copy[i].location = NULL;
    }
    list->at = copy;
    result->path = path_renderer_new(&result->arena, &result->document.table);
    result->statement.batch.path = &result->path;
}

void result_init(struct result *result, const struct statement *statement)
{
    struct table *table = &result->document.table;
    struct conversion conversion;

    arena_init(&result->arena);
    result->document = *statement->document;
    conversion = conversion_of(&result->arena, table);
    result->statement = *statement;
    result->statement.document = &result->document;
    result->deployment = *statement->deployment;
    result->statement.deployment = &result->deployment;
    find_schema(&result->deployment, table->parquet.schema);
    table->schema = conversion.schema;
    table->name = conversion.name;
    table->location = conversion.location;
    make_parquet(&result->arena, table);
    if (statement_batch(&result->statement)->partitions.count)
        copy_partitions(result);
}

void result_release(struct result *result)
{
    arena_release(&result->arena);
}

void result_review(struct diags *diags, const struct statement *statement,
                   void (*review)(struct diags *diags, const struct statement *statement))
{
    const struct table *table = &statement->document->table;
    struct result result;

    review(diags, statement);
    if (!result_is_asked(statement) || !text_is_given(table->parquet.schema) ||
        slice_eq_folded(table->parquet.schema.value, table->schema.value))
        return;
    result_init(&result, statement);
    review(diags, &result.statement);
    result_release(&result);
}
