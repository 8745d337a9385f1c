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
    struct arena *scratch;
    struct map words;  /* struct occurrences by the text between quotes */
    size_t seen;       /* where the previous value was found: the next one usually follows it */
    struct map tables; /* by name, and by database and name, of the first `table_count` documents */
    size_t mapped;
    struct table *only; /* the last of them */
    size_t table_count;
};

/* Where a text stands between double quotes, in the order of the source. */
struct occurrences {
    VEC(uint32_t) offsets;
};

static void index_words(struct glue *glue)
{
    struct slice text = glue->source->text;
    size_t at = slice_find(text, '"');

    map_init(&glue->words, glue->scratch);
    while (at < text.len) {
        size_t lo = at + 1, hi = lo;
        struct occurrences *new, *old;
        struct slice word;

        while (hi < text.len && text.at[hi] != '"')
            hi += text.at[hi] == '\\' ? 2 : 1;
        if (hi >= text.len)
            return;
        word = slice_cut(text, lo, hi);
        old = map_get(&glue->words, word);
        if (!old) {
            new = arena_new(glue->scratch, struct occurrences);
            map_add(&glue->words, word, new);
            old = new;
        }
        *vec_push(&old->offsets, glue->scratch) = (uint32_t)lo;
        at = hi + 1 + slice_find(slice_from(text, hi + 1), '"');
    }
}

/* The first occurrence at or after `at`, else the first of all. */
static size_t occurrence_after(const struct occurrences *found, size_t at)
{
    size_t lo = 0, hi = found->offsets.count;

    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;

        if (found->offsets.at[middle] < at)
            lo = middle + 1;
        else
            hi = middle;
    }
    return found->offsets.at[lo < found->offsets.count ? lo : 0];
}

/* Where `word` is in the text; the start of the text if it is not there, or only escaped. */
static struct span span_named(struct glue *glue, struct slice word)
{
    const struct occurrences *found = map_get(&glue->words, word);

    if (!found)
        return span_of(glue->source, 0, 0);
    glue->seen = occurrence_after(found, glue->seen);
    return span_of(glue->source, glue->seen - 1, glue->seen + word.len + 1);
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
    bool is_good = table_may_have_keys(glue->diags, table->name.span, json_array_size(list));
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

static struct slice full_name(struct glue *glue, struct slice database, struct slice name)
{
    return arena_printf(glue->scratch, "%.*s%c%.*s", SLICE_ARG(database), '\0', SLICE_ARG(name));
}

static void map_tables(struct glue *glue)
{
    for (; glue->mapped < glue->model->documents.count; glue->mapped++) {
        struct document *document = glue->model->documents.at[glue->mapped];

        if (document->kind != DOCUMENT_TABLE)
            continue;
        glue->only = &document->table;
        glue->table_count++;
        map_add(&glue->tables, glue->only->name.value, glue->only);
        map_add(&glue->tables, full_name(glue, glue->only->schema.value, glue->only->name.value),
                glue->only);
    }
}

/* The table that partitions belong to: by name, else the only one. */
static struct table *table_of(struct glue *glue, const json_t *object)
{
    struct text name = text_of(glue, object, "TableName");
    struct text database = text_of(glue, object, "DatabaseName");

    map_tables(glue);
    if (text_is_given(name) && text_is_given(database) && !glue->schema.len)
        return map_get(&glue->tables, full_name(glue, database.value, name.value));
    if (text_is_given(name))
        return map_get(&glue->tables, name.value);
    return glue->table_count == 1 ? glue->only : NULL;
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

/* Whether a value follows *at, past white space. */
static bool has_more(struct slice text, size_t *at)
{
    while (*at < text.len && ascii_is_space(text.at[*at]))
        ++*at;
    return *at < text.len;
}

/* Jansson hides the end of the value from callers that load from a buffer, but for `position`. */
static void read_answers(struct glue *glue)
{
    struct slice text = glue->source->text;
    size_t at = 0;

    while (has_more(text, &at)) {
        json_error_t error;
        json_t *root = json_loadb(text.at + at, text.len - at,
                                  JSON_DISABLE_EOF_CHECK | JSON_REJECT_DUPLICATES, &error);

        if (!root) {
            report_json(glue, at, &error);
            return;
        }
        read_answer(glue, root);
        json_decref(root);
        at += (size_t)error.position;
    }
}

void glue_read(struct diags *diags, struct source *source, struct slice schema, struct model *model)
{
    struct arena scratch = {0};
    struct glue glue = {.diags = diags,
                        .arena = diags->arena,
                        .source = source,
                        .schema = schema,
                        .model = model,
                        .scratch = &scratch};

    index_words(&glue);
    map_init_folded(&glue.tables, &scratch);
    read_answers(&glue);
    arena_release(&scratch);
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
