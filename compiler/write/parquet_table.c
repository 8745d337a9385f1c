/* Copies the source's table and replaces what differs: name, schema, location, format, path. */
#include "write/parquet_table.h"

bool parquet_table_is_requested(const struct statement *statement)
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

/* Moves the table to the schema that the block names, if any. */
static void find_schema(struct deployment *deployment, struct text schema)
{
    if (!text_is_given(schema))
        return;
    deployment->schema = schema.value;
    deployment->declaration = catalogs_declaration(deployment->catalogs, schema.value);
    deployment->database = catalog_of(deployment->catalogs, schema.value).database;
}

/* A partition of the source may have its own location; here the path always gives it. */
static void copy_partitions(struct parquet_table *parquet)
{
    struct partition_list *list = &parquet->statement.batch.partitions;
    struct partition *copy = arena_alloc(&parquet->arena, (list->count + 1) * sizeof *copy);

    for (size_t i = 0; i < list->count; i++) {
        copy[i] = list->at[i];
        copy[i].location = NULL;
    }
    list->at = copy;
    parquet->path = path_renderer_new(&parquet->arena, &parquet->document.table);
    parquet->statement.batch.path = &parquet->path;
}

void parquet_table_init(struct parquet_table *parquet, const struct statement *statement)
{
    struct table *table = &parquet->document.table;
    struct conversion conversion;

    arena_init(&parquet->arena);
    parquet->document = *statement->document;
    conversion = conversion_of(&parquet->arena, table);
    parquet->statement = *statement;
    parquet->statement.document = &parquet->document;
    parquet->deployment = *statement->deployment;
    parquet->statement.deployment = &parquet->deployment;
    find_schema(&parquet->deployment, table->parquet.schema);
    table->schema = conversion.schema;
    table->name = conversion.name;
    table->location = conversion.location;
    make_parquet(&parquet->arena, table);
    if (statement_batch(&parquet->statement)->partitions.count)
        copy_partitions(parquet);
}

void parquet_table_release(struct parquet_table *parquet)
{
    arena_release(&parquet->arena);
}

void parquet_table_review(struct diags *diags, const struct statement *statement,
                          void (*review)(struct diags *diags, const struct statement *statement))
{
    const struct table *table = &statement->document->table;
    struct parquet_table parquet;

    review(diags, statement);
    if (!parquet_table_is_requested(statement) || !text_is_given(table->parquet.schema) ||
        slice_eq_folded(table->parquet.schema.value, table->schema.value))
        return;
    parquet_table_init(&parquet, statement);
    review(diags, &parquet.statement);
    parquet_table_release(&parquet);
}
