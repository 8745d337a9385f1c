/* The AWS Glue catalog: complete requests for `aws glue ... --cli-input-json` (facts: Glue JSON).
   */
#include "plan/partitions.h"
#include "write/json.h"
#include "write/review.h"
#include "write/sql/hive.h"

/* In the catalog, fields of a struct are not quoted. */
static void write_field(struct str *out, struct slice name)
{
    str_add(out, name);
}

static const struct type_style types = {WORDS_HIVE, ",", write_field, NULL};

/* The name as the catalog stores it: ASCII letters in lower case. */
static json_t *name_of(struct slice name)
{
    struct str folded = {0};
    json_t *text;

    str_add_lower(&folded, name);
    text = json_text(str_slice(&folded));
    str_release(&folded);
    return text;
}

static void set_description(json_t *object, const char *key, struct text text, bool is_column)
{
    struct str description = {0};

    hive_write_description(&description, text.value, is_column);
    json_put_given(object, key, str_slice(&description));
    str_release(&description);
}

static json_t *column_of(const struct column *column)
{
    json_t *object = json_object();
    struct str type = {0};

    type_print(&type, column->type, &types);
    json_put(object, "Name", name_of(column->name.value));
    json_put(object, "Type", json_text(str_slice(&type)));
    set_description(object, "Comment", column->description, true);
    str_release(&type);
    return object;
}

static json_t *columns_of(const struct table *table)
{
    json_t *list = json_array();

    for (size_t i = 0; i < table->columns.count; i++)
        json_push(list, column_of(&table->columns.at[i]));
    return list;
}

static json_t *keys_of(const struct table *table)
{
    json_t *list = json_array();

    for (size_t i = 0; i < table->keys.count; i++)
        json_push(list, column_of(&table->keys.at[i].column));
    return list;
}

static void add_properties(json_t *object, const struct property_list *properties)
{
    for (size_t i = 0; i < properties->list.count; i++)
        json_put_slice(object, properties->list.at[i].key.value,
                       properties->list.at[i].value.value);
}

/* The catalog's form of ROW FORMAT DELIMITED. */
static void add_delimiters(json_t *object, const struct format *format)
{
    struct slice fields = format->fields_by.value;

    if (format->id == FORMAT_CUSTOM || !(formats[format->id].traits & DELIMITED))
        return;
    if (!text_is_given(format->fields_by) && formats[format->id].traits & TAB_FIELDS)
        fields = SLICE("\t");
    json_put_given(object, "field.delim", fields);
    json_put(object, "serialization.format", json_text(fields.len ? fields : SLICE("1")));
    json_put_given(object, "line.delim", format->lines_by.value);
}

static json_t *serde_parameters(const struct table *table)
{
    json_t *object = json_object();
    struct str key = {0};

    add_delimiters(object, &table->format);
    add_properties(object, &table->format.serde_properties);
    for (size_t i = 0; i < table->columns.count; i++) {
        if (!text_is_given(table->columns.at[i].source))
            continue;
        key.len = 0;
        mapping_key(&key, &table->columns.at[i]);
        json_put_slice(object, str_slice(&key), table->columns.at[i].source.value);
    }
    str_release(&key);
    return object;
}

/* The classes that read and write the files. */
struct classes {
    struct slice serde, input, output;
};

static struct classes classes_of(const struct format *format)
{
    struct classes classes = {format->serde.value, format->input.value, format->output.value};
    enum format_id id = format->id != FORMAT_CUSTOM ? format->id : format->stored_as;

    if (id == FORMAT_CUSTOM)
        return classes;
    classes.input = class_name(formats[id].input);
    classes.output = class_name(formats[id].output);
    if (!classes.serde.len)
        classes.serde = class_name(formats[id].serde);
    return classes;
}

static json_t *storage_of(const struct table *table, struct slice location)
{
    struct classes classes = classes_of(&table->format);
    json_t *storage = json_object(), *serde = json_object();

    json_put_given(serde, "SerializationLibrary", classes.serde);
    json_put(serde, "Parameters", serde_parameters(table));
    json_put(storage, "Columns", columns_of(table));
    json_put_given(storage, "Location", location);
    json_put_given(storage, "InputFormat", classes.input);
    json_put_given(storage, "OutputFormat", classes.output);
    json_put(storage, "Compressed", json_false());
    json_put(storage, "NumberOfBuckets", json_integer(-1));
    json_put(storage, "SerdeInfo", serde);
    json_put(storage, "StoredAsSubDirectories", json_false());
    return storage;
}

static json_t *table_parameters(const struct table *table)
{
    const char *classification = hive_classification(&table->format);
    json_t *object = json_object();

    json_put(object, "EXTERNAL", json_word("TRUE"));
    if (classification)
        json_put(object, "classification", json_word(classification));
    add_properties(object, &table->format.table_properties);
    add_properties(object, &table->properties);
    return object;
}

/* What every request begins with: the catalog's ID, if it belongs to another account, and the
   database. */
static json_t *request_for(const struct statement *statement, bool names_database)
{
    const struct document *declaration = statement->document->kind == DOCUMENT_SCHEMA
                                             ? statement->document
                                             : statement->deployment->declaration;
    json_t *request = json_object();

    if (declaration)
        json_put_given(request, "CatalogId", declaration->schema.catalog_id.value);
    if (names_database)
        json_put(request, "DatabaseName", name_of(statement->deployment->database));
    return request;
}

static void create_database(struct artifacts *artifacts, const struct statement *statement)
{
    const struct external_schema *schema = &statement->document->schema;
    json_t *request, *input;

    if (!schema->creates_database)
        return;
    request = request_for(statement, false);
    input = json_object();
    json_put(input, "Name", name_of(schema->database.value));
    set_description(input, "Description", schema->description, false);
    json_put(request, "DatabaseInput", input);
    json_artifact(artifacts, "create-database", request);
}

static void create_table(struct artifacts *artifacts, const struct statement *statement)
{
    const struct table *table = &statement->document->table;
    json_t *request = request_for(statement, true), *input = json_object();

    json_put(input, "Name", name_of(table->name.value));
    set_description(input, "Description", table->description, false);
    json_put(input, "StorageDescriptor", storage_of(table, table->location.value));
    json_put(input, "PartitionKeys", keys_of(table));
    json_put(input, "TableType", json_word("EXTERNAL_TABLE"));
    json_put(input, "Parameters", table_parameters(table));
    json_put(request, "TableInput", input);
    json_artifact(artifacts, "create-table", request);
}

static json_t *partition_of(const struct statement *statement, const struct partition *partition)
{
    const struct table *table = &statement->document->table;
    json_t *object = json_object(), *values = json_array();
    struct str folder = {0};

    for (size_t key = 0; key < table->keys.count; key++)
        json_push(values, json_text(partition->values[key]));
    partition_location(&folder, statement->batch.path, partition);
    json_put(object, "Values", values);
    json_put(object, "StorageDescriptor", storage_of(table, str_slice(&folder)));
    str_release(&folder);
    return object;
}

static void create_partitions(struct artifacts *artifacts, const struct statement *statement)
{
    json_t *request = request_for(statement, true), *list = json_array();

    json_put(request, "TableName", name_of(statement->document->table.name.value));
    for (size_t i = 0; i < statement->batch.partitions.count; i++)
        json_push(list, partition_of(statement, &statement->batch.partitions.at[i]));
    json_put(request, "PartitionInputList", list);
    json_artifact(artifacts, "batch-create-partition", request);
}

static void render(struct artifacts *artifacts, const struct statement_list *statements,
                   const struct write_options *options)
{
    (void)options;
    for (size_t i = 0; i < statements->list.count; i++) {
        const struct statement *statement = &statements->list.at[i];

        if (statement->kind == STATEMENT_CREATE_SCHEMA)
            create_database(artifacts, statement);
        else if (statement->kind == STATEMENT_CREATE_TABLE)
            create_table(artifacts, statement);
        else if (statement->kind == STATEMENT_ADD_PARTITIONS)
            create_partitions(artifacts, statement);
    }
}

static bool vet_fields(struct diags *diags, const struct column *column, const struct type *type)
{
    (void)column;
    for (size_t i = 0; i < type->fields.count; i++) {
        struct diag *diag;

        if (!field_is_lost(&type->fields.at[i]))
            continue;
        diag = diag_add(diags, SP1012, type->fields.at[i].span,
                        "the request cannot hold the field name `%.*s`",
                        SLICE_ARG(type->fields.at[i].name));
        diag_note(diags, diag, "in a type of the catalog, names of fields have no quotes");
        diag_help(diags, diag, "rename it, without any of `: , < >` and blanks");
    }
    return true;
}

static void review(struct diags *diags, const struct statement *statement)
{
    review_catalog(diags, "glue", statement);
    if (statement->kind != STATEMENT_CREATE_TABLE)
        return;
    review_descriptions(diags, &statement->document->table);
    review_types(diags, &statement->document->table, vet_fields);
}

static void review_all(struct diags *diags, const struct statement_list *statements,
                       const struct write_options *options)
{
    (void)options;
    review_namesakes(diags, "glue", statements, true);
}

const struct target target_glue = {
    .name = "glue",
    .title = "AWS Glue catalog: requests in JSON for `aws glue ... --cli-input-json`",
    .extension = ".json",
    .parts = PART_SCHEMA | PART_TABLE | PART_PARTITIONS,
    .default_parts = PART_SCHEMA | PART_TABLE | PART_PARTITIONS,
    .option_bits = OPTION_DATABASE,
    .features = 1u << FEATURE_SCHEMAS | 1u << FEATURE_TABLES | 1u << FEATURE_PARTITIONS |
                1u << FEATURE_NESTED | 1u << FEATURE_DESCRIPTIONS | 1u << FEATURE_SOURCES,
    .formats = EVERY_FORMAT,
    .review = review,
    .review_all = review_all,
    .render = render,
    .join = json_join,
};
