#include "read/glue.h"

#include "base/ascii.h"
#include "base/json.h"
#include "model/location.h"
#include "path/template.h"
#include "read/catalog_properties.h"
#include "read/ddl/parse.h"

struct glue {
    struct diags *diags;
    struct arena *arena;
    struct source *source;
    struct slice schema;
    struct model *model;
    size_t seen; /* where the previous value was found: the next one usually follows it */
};

enum { SEARCH_AGAIN_MAX = 1024 * 1024 }; /* bytes of a text also searched from its start */

/* Offset of `word` between double quotes, at or after `at`; text.len if there is none. */
static size_t find_quoted(struct slice text, struct slice word, size_t at)
{
    while (at < text.len) {
        size_t found = at + slice_find_slice(slice_from(text, at), word);

        if (found + word.len < text.len && found && text.at[found - 1] == '"' &&
            text.at[found + word.len] == '"')
            return found;
        at = found + 1;
    }
    return text.len;
}

/* Where `word` is in the text; the start of the text if it is not there, or only escaped. */
static struct span span_named(struct glue *glue, struct slice word)
{
    struct slice text = glue->source->text;
    size_t found = word.len ? find_quoted(text, word, glue->seen) : text.len;

    if (found == text.len && word.len && text.len <= SEARCH_AGAIN_MAX)
        found = find_quoted(text, word, 0);
    if (found == text.len)
        return span_of(glue->source, 0, 0);
    glue->seen = found;
    return span_of(glue->source, found - 1, found + word.len + 1);
}

static struct diag *malformed(struct glue *glue, struct span span, const char *what)
{
    return diag_help(glue->diags, diag_add(glue->diags, SP1113, span, "%s", what),
                     "provide the output of `aws glue get-table` or `aws glue get-partitions`");
}

/* The string under a key; not given if there is none. */
static struct text text_of(struct glue *glue, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    struct text text = {.style = TEXT_OTHER};

    if (!json_is_string(value))
        return (struct text){0};
    text.value = arena_copy(glue->arena,
                            (struct slice){json_string_value(value), json_string_length(value)});
    text.span = span_named(glue, text.value);
    return text;
}

static void read_properties(struct glue *glue, const json_t *object, struct property_list *list)
{
    const char *key;
    json_t *value;

    json_object_foreach((json_t *)object, key, value)
    {
        struct property property = {.key = {arena_copy(glue->arena, slice_of(key)),
                                            span_named(glue, slice_of(key)), TEXT_OTHER}};

        property.value = text_of(glue, object, key);
        if (text_is_given(property.value))
            *vec_push(&list->list, glue->arena) = property;
    }
}

static bool read_column(struct glue *glue, const json_t *object, struct column *column)
{
    struct slice foreign = {0};

    column->name = text_of(glue, object, "Name");
    column->type_text = text_of(glue, object, "Type");
    column->description = text_of(glue, object, "Comment");
    column->span = column->name.span;
    if (!text_is_given(column->name) || !text_is_given(column->type_text)) {
        malformed(glue, column->span, "a column without its Name or Type");
        return false;
    }
    column->type = type_parse_ddl(glue->diags, column->type_text, HIVE_DDL, &foreign);
    if (column->type && foreign.len)
        diag_help(
            glue->diags,
            diag_add(glue->diags, SP1108, column->name.span,
                     "`%.*s` is a %.*s, which has no length, but Redshift's type requires one",
                     SLICE_ARG(column->name.value), SLICE_ARG(foreign)),
            "write the length that the values need; the spec uses the maximum");
    return column->type != NULL;
}

static bool read_columns(struct glue *glue, const json_t *storage, struct table *table)
{
    const json_t *list = json_object_get(storage, "Columns"), *item;
    bool is_good = true;
    size_t i;

    json_array_foreach(list, i, item)
    {
        struct column column = {0};

        if (read_column(glue, item, &column))
            *vec_push(&table->columns, glue->arena) = column;
        else
            is_good = false;
    }
    return is_good;
}

static bool read_keys(struct glue *glue, const json_t *object, struct table *table)
{
    const json_t *list = json_object_get(object, "PartitionKeys"), *item;
    bool is_good = true;
    size_t i;

    json_array_foreach(list, i, item)
    {
        struct key_column key = {0};

        if (read_column(glue, item, &key.column)) {
            key_imply_domain(&key);
            *vec_push(&table->keys, glue->arena) = key;
        } else {
            is_good = false;
        }
    }
    table->keys_span = table->name.span;
    return is_good;
}

static void read_format(struct glue *glue, const json_t *storage, struct format *format)
{
    const json_t *serde = json_object_get(storage, "SerdeInfo");

    format->id = format->stored_as = FORMAT_CUSTOM;
    format->input = text_of(glue, storage, "InputFormat");
    format->output = text_of(glue, storage, "OutputFormat");
    format->serde = text_of(glue, serde, "SerializationLibrary");
    format->span = text_is_given(format->serde) ? format->serde.span : format->input.span;
    read_properties(glue, json_object_get(serde, "Parameters"), &format->serde_properties);
}

/* The external schema's name: as given, else the database's. */
static struct text schema_of(struct glue *glue, const json_t *object)
{
    struct text schema = text_of(glue, object, "DatabaseName");

    if (glue->schema.len || !text_is_given(schema))
        schema = (struct text){glue->schema.len ? glue->schema : SLICE("spectrum"),
                               span_of(glue->source, 0, 0), TEXT_OTHER};
    return schema;
}

static bool is_view(const json_t *object)
{
    const char *type = json_string_value(json_object_get(object, "TableType"));

    return type && strcmp(type, "VIRTUAL_VIEW") == 0;
}

static void read_table(struct glue *glue, const json_t *object)
{
    struct document *document = arena_new(glue->arena, struct document);
    const json_t *storage = json_object_get(object, "StorageDescriptor");
    struct table *table = &document->table;

    table->name = text_of(glue, object, "Name");
    table->schema = schema_of(glue, object);
    document->kind = DOCUMENT_TABLE;
    document->source = glue->source;
    document->span = document->head = table->name.span;
    if (is_view(object)) {
        diag_add(glue->diags, SP1102, table->name.span, "the view `%.*s` is left out",
                 SLICE_ARG(table->name.value));
        return;
    }
    if (!text_is_given(table->name) || !json_is_object(storage)) {
        malformed(glue, table->name.span, "a table without its Name or StorageDescriptor");
        return;
    }
    table->description = text_of(glue, object, "Description");
    table->location = text_of(glue, storage, "Location");
    if (!text_is_given(table->location) || !table->location.value.len) {
        malformed(glue, table->name.span, "a table without its Location");
        return;
    }
    read_format(glue, storage, &table->format);
    if (!read_keys(glue, object, table) || !read_columns(glue, storage, table))
        return;
    location_close(glue->arena, &table->location, !table->keys.count);
    read_properties(glue, json_object_get(object, "Parameters"), &table->properties);
    catalog_properties_clean(glue->diags, &table->properties);
    path_make_default(glue->arena, table);
    *vec_push(&glue->model->documents, glue->arena) = document;
}

/* The table that partitions belong to: by name, else the only one. */
static struct table *table_of(struct glue *glue, const json_t *object)
{
    struct text name = text_of(glue, object, "TableName");
    struct table *only = NULL;
    size_t count = 0;

    for (size_t i = 0; i < glue->model->documents.count; i++) {
        struct document *document = glue->model->documents.at[i];

        if (document->kind != DOCUMENT_TABLE)
            continue;
        only = &document->table;
        count++;
        if (text_is_given(name) && slice_eq_folded(only->name.value, name.value))
            return only;
    }
    return count == 1 && !text_is_given(name) ? only : NULL;
}

static void read_partition(struct glue *glue, const json_t *object)
{
    struct table *table = table_of(glue, object);
    const json_t *values = json_object_get(object, "Values"), *value;
    struct entry entry = {0};
    size_t i;

    if (!table) {
        diag_help(glue->diags,
                  diag_add(glue->diags, SP1107, span_of(glue->source, 0, 0),
                           "partitions of a table that is not defined above"),
                  "put the output of get-table before that of get-partitions: `cat table.json "
                  "partitions.json`");
        return;
    }
    if (json_array_size(values) != table->keys.count) {
        malformed(glue, table->name.span,
                  "a partition with more or fewer Values than the table has PartitionKeys");
        return;
    }
    json_array_foreach(values, i, value)
    {
        struct entry_value *added = vec_push(&entry.values, glue->arena);
        struct slice text = {json_string_value(value), json_string_length(value)};

        added->name = table->keys.at[i].column.name;
        added->key = i;
        *vec_push(&added->values, glue->arena) = (struct text){
            arena_copy(glue->arena, text.at ? text : SLICE("")), table->name.span, TEXT_OTHER};
    }
    entry.location = text_of(glue, json_object_get(object, "StorageDescriptor"), "Location");
    entry.span = entry.location.span;
    if (text_is_given(entry.location))
        location_close(glue->arena, &entry.location, false);
    table->partitions_span = table->name.span;
    *vec_push(&table->entries, glue->arena) = entry;
}

static void read_each(struct glue *glue, const json_t *list,
                      void (*read)(struct glue *glue, const json_t *object))
{
    const json_t *item;
    size_t i;

    json_array_foreach(list, i, item) read(glue, item);
}

/* One response of the service. */
static void read_answer(struct glue *glue, const json_t *root)
{
    const json_t *table = json_object_get(root, "Table");
    const json_t *tables = json_object_get(root, "TableList");
    const json_t *partitions = json_object_get(root, "Partitions");

    if (table)
        read_table(glue, table);
    else if (json_object_get(root, "StorageDescriptor") && json_object_get(root, "Name"))
        read_table(glue, root);
    else if (!tables && !partitions)
        malformed(glue, span_of(glue->source, 0, 0),
                  "the JSON has none of Table, TableList and Partitions");
    read_each(glue, tables, read_table);
    read_each(glue, partitions, read_partition);
}

static void report_json(struct glue *glue, size_t from, const json_error_t *error)
{
    size_t at = from + (error->position > 0 ? (size_t)error->position : 0);

    if (at > glue->source->text.len)
        at = glue->source->text.len;
    diag_add(glue->diags, SP1113, span_of(glue->source, at, at), "malformed JSON: %s", error->text);
}

/* Jansson hides the end of the value from callers that load from a buffer, but for `position`. */
void glue_read(struct diags *diags, struct source *source, struct slice schema, struct model *model)
{
    struct glue glue = {diags, diags->arena, source, schema, model, 0};
    size_t at = 0;

    while (slice_trim(slice_from(source->text, at)).len) {
        json_error_t error;
        json_t *root = json_loadb(source->text.at + at, source->text.len - at,
                                  JSON_DISABLE_EOF_CHECK | JSON_REJECT_DUPLICATES, &error);

        if (!root) {
            report_json(&glue, at, &error);
            return;
        }
        read_answer(&glue, root);
        json_decref(root);
        at += (size_t)error.position;
    }
}

bool glue_is_likely(struct slice text)
{
    static const struct slice keys[] = {SLICE("\"StorageDescriptor\""), SLICE("\"Table\""),
                                        SLICE("\"TableList\""), SLICE("\"Partitions\"")};

    text = slice_trim(text);
    if (!slice_starts(text, SLICE("{")))
        return false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (slice_find_slice(text, keys[i]) < text.len)
            return true;
    return false;
}
