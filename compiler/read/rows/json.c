/*
 * JSON: arrays of objects or of arrays, objects line by line, and the pages of AWS, several of which
 * may follow one another. One element of an array is held at a time; of AWS, one page.
 */
#include "base/json.h"
#include "base/ascii.h"
#include "base/die.h"

#include <stdlib.h>

#include "read/rows/forms.h"

enum { VALUE_MAX = 256 * 1024 * 1024 }; /* bytes of an element or a page */

struct rows_json {
    json_t *value;      /* the element or page */
    const json_t *list; /* the rows of a page; or NULL */
    const struct page *page;
    size_t next; /* in the list */
    bool is_in_array, needs_comma;
    uint64_t given;
    long long total; /* as a page tells; or 0 */
};

/* What AWS prints a page of. */
struct page {
    const char *key; /* that only such a page has */
    const json_t *(*list)(const json_t *page);
    enum rows_result (*bind)(struct rows_parts *parts, const json_t *page);
    const json_t *(*cells)(const json_t *row);
    bool (*is_null)(const json_t *cell);
    const char *(*key_of)(const json_t *cell);
};

static const char use_rows[] =
    "give rows: an array of objects, an object a line, or the output of `aws athena "
    "get-query-results` or `aws redshift-data get-statement-result`";

bool rows_is_json(struct rows_parts *parts, struct slice head)
{
    size_t at = 1;

    (void)parts;
    head = slice_trim(head);
    if (slice_starts(head, SLICE("{")))
        return true;
    while (at < head.len && ascii_is_space(head.at[at]))
        at++;
    return slice_starts(head, SLICE("[")) && at < head.len && strchr("{[]", head.at[at]) != NULL;
}

void rows_json_release(struct rows_json *json)
{
    if (json)
        json_decref(json->value);
    free(json);
}

static int look(struct rows_parts *parts)
{
    struct stream *stream = parts->stream;

    if (stream->at == stream->end && !stream_fill(stream))
        return -1;
    return (unsigned char)*stream->at;
}

static void take(struct rows_parts *parts)
{
    parts->line += *parts->stream->at == '\n';
    parts->stream->at++;
    parts->offset++;
}

static int look_past_space(struct rows_parts *parts)
{
    int byte;

    while ((byte = look(parts)) >= 0 && ascii_is_space((char)byte))
        take(parts);
    return byte;
}

/* Collects an array or an object, whose first byte is next, into the record. */
static enum rows_result collect(struct rows_parts *parts)
{
    bool is_quoted = false, is_escaped = false;
    int depth = 0, byte;

    parts->record.len = 0;
    do {
        byte = look(parts);
        if (byte < 0)
            return parts->stream->why ? rows_ended(parts)
                                      : rows_bad(parts, NULL, "the JSON is cut off");
        if (parts->record.len == VALUE_MAX)
            return rows_bad(parts, NULL, "a JSON value larger than 256 MiB");
        str_putc(&parts->record, (char)byte);
        take(parts);
        if (is_escaped)
            is_escaped = false;
        else if (byte == '\\')
            is_escaped = is_quoted;
        else if (byte == '"')
            is_quoted = !is_quoted;
        else if (!is_quoted)
            depth += (byte == '[' || byte == '{') - (byte == ']' || byte == '}');
    } while (depth > 0);
    parts->rows->hi = parts->offset;
    return ROWS_ROW;
}

/* Collects and parses the next value. */
static enum rows_result load(struct rows_parts *parts)
{
    enum rows_result result;
    json_error_t error;

    parts->rows->lo = parts->offset;
    parts->rows->line = parts->line;
    result = collect(parts);
    if (result != ROWS_ROW)
        return result;
    parts->json->value = json_loadb(parts->record.at, parts->record.len, JSON_ALLOW_NUL, &error);
    return parts->json->value ? ROWS_ROW : rows_bad(parts, NULL, "not valid JSON: %s", error.text);
}

static void put_value(struct str *out, const json_t *value)
{
    char *text;

    if (json_is_string(value)) {
        str_add(out, (struct slice){json_string_value(value), json_string_length(value)});
        return;
    }
    text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(15));
    if (text)
        str_puts(out, text);
    free(text);
}

/* Sets the field of a column; NULL and JSON null are null. */
static void put_field(struct rows_parts *parts, size_t column, const json_t *value)
{
    struct str *text = &parts->values[column];

    text->len = 0;
    if (value && !json_is_null(value))
        put_value(text, value);
    parts->rows->fields[column] = (struct rows_field){.text = str_slice(text),
                                                      .is_null = !value || json_is_null(value),
                                                      .lo = parts->rows->lo,
                                                      .hi = parts->rows->hi};
}

static const json_t *member_named(const json_t *object, struct slice name)
{
    const char *key;
    json_t *value;

    json_object_foreach((json_t *)object, key,
                        value) if (slice_eq_folded(slice_of(key), name)) return value;
    return NULL;
}

/* The value of a column in an object; NULL if it is not there. */
static const json_t *value_in(const json_t *object, const struct rows_column *column)
{
    const json_t *value = NULL;
    struct slice rest, key;

    if (!column->name)
        return json_object_iter_value(json_object_iter((json_t *)object));
    value = member_named(object, slice_of(column->name));
    if (value || !column->path)
        return value;
    value = object;
    for (rest = slice_of(column->path); rest.at && value;) {
        key = rows_until(rest, SLICE("."), &rest);
        value = member_named(value, key);
    }
    return value;
}

/* Says which columns an object has, and which it has not. */
static enum rows_result lacks(struct rows_parts *parts, const json_t *object)
{
    const char *key;
    json_t *value;

    parts->cells.count = 0;
    json_object_foreach((json_t *)object, key, value) *
        vec_push(&parts->cells, &parts->arena) = (struct rows_field){.text = slice_of(key)};
    if (rows_bind(parts, parts->cells.at, parts->cells.count) == ROWS_BAD)
        return ROWS_BAD;
    return rows_bad(parts, use_rows, "an object that is not a row");
}

static enum rows_result give_object(struct rows_parts *parts, const json_t *object)
{
    for (size_t i = 0; i < parts->count; i++) {
        const json_t *value = value_in(object, &parts->columns[i]);

        if (!value && !parts->columns[i].is_optional)
            return lacks(parts, object);
        put_field(parts, i, value);
    }
    return ROWS_ROW;
}

static const json_t *cell_in(const struct page *page, const json_t *cell)
{
    if (!page || !json_is_object(cell))
        return page && page->key_of ? NULL : cell;
    return page->is_null(cell) ? NULL : json_object_get(cell, page->key_of(cell));
}

/* Gives a row whose columns are known, or in the order asked for. */
static enum rows_result give_cells(struct rows_parts *parts, const json_t *cells)
{
    const struct page *page = parts->json->page;

    if (json_array_size(cells) != parts->width)
        return rows_bad(parts, use_rows, "a row of %zu, where %zu %s expected",
                        json_array_size(cells), parts->width, parts->width == 1 ? "was" : "were");
    for (size_t i = 0; i < parts->count; i++)
        put_field(parts, i,
                  parts->at[i] == NO_COLUMN ? NULL
                                            : cell_in(page, json_array_get(cells, parts->at[i])));
    return ROWS_ROW;
}

static const char *text_in(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text ? text : "";
}

/* Takes the columns that a page names under `key`; the order asked for if it names none. */
static enum rows_result bind_names(struct rows_parts *parts, const json_t *columns, const char *key)
{
    parts->cells.count = 0;
    for (size_t i = 0; i < json_array_size(columns); i++)
        *vec_push(&parts->cells, &parts->arena) =
            (struct rows_field){.text = slice_of(text_in(json_array_get(columns, i), key))};
    if (parts->cells.count)
        return rows_bind(parts, parts->cells.at, parts->cells.count);
    rows_take_order(parts);
    return ROWS_ROW;
}

static const json_t *athena_list(const json_t *page)
{
    return json_object_get(json_object_get(page, "ResultSet"), "Rows");
}

static const json_t *athena_cells(const json_t *row)
{
    return json_object_get(row, "Data");
}

static bool athena_is_null(const json_t *cell)
{
    return json_object_size(cell) == 0;
}

static const char *athena_key(const json_t *cell)
{
    (void)cell;
    return "VarCharValue";
}

/* A query's first page has its names as the first row, too (facts: Result sets as tools print them). */
static bool athena_has_names_first(const json_t *page, const json_t *columns)
{
    const json_t *cells = athena_cells(json_array_get(athena_list(page), 0));

    for (size_t i = 0; i < json_array_size(cells); i++)
        if (strcmp(text_in(json_array_get(cells, i), "VarCharValue"),
                   text_in(json_array_get(columns, i), "Name")) != 0)
            return false;
    return json_array_size(cells) > 0;
}

static enum rows_result athena_bind(struct rows_parts *parts, const json_t *page)
{
    const json_t *about = json_object_get(json_object_get(page, "ResultSet"), "ResultSetMetadata");
    const json_t *columns = json_object_get(about, "ColumnInfo");

    if (!json_array_size(columns))
        return rows_bad(parts, use_rows, "a page without the names of its columns");
    parts->json->next = athena_has_names_first(page, columns);
    return bind_names(parts, columns, "Name");
}

static const json_t *data_api_list(const json_t *page)
{
    return json_object_get(page, "Records");
}

static enum rows_result data_api_bind(struct rows_parts *parts, const json_t *page)
{
    const json_t *first = json_array_get(data_api_list(page), 0);

    if (json_object_get(first, "CSVRecords"))
        return rows_bad(parts, "give the output of `aws redshift-data get-statement-result`",
                        "records in CSV, from get-statement-result-v2");
    parts->json->total = json_integer_value(json_object_get(page, "TotalNumRows"));
    return bind_names(parts, json_object_get(page, "ColumnMetadata"), "name");
}

static const json_t *itself(const json_t *row)
{
    return row;
}

static bool data_api_is_null(const json_t *cell)
{
    return json_is_true(json_object_get(cell, "isNull"));
}

static const char *data_api_key(const json_t *cell)
{
    return json_object_iter_key(json_object_iter((json_t *)cell));
}

static const json_t *glue_list(const json_t *page)
{
    return json_object_get(page, "Partitions");
}

static const struct page pages[] = {
    {"ResultSet", athena_list, athena_bind, athena_cells, athena_is_null, athena_key},
    {"Records", data_api_list, data_api_bind, itself, data_api_is_null, data_api_key},
    {"Partitions", glue_list, NULL, itself, NULL, NULL},
};

static const struct page *page_of(const json_t *value)
{
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (json_object_get(value, pages[i].key))
            return &pages[i];
    return NULL;
}

static enum rows_result begin_page(struct rows_parts *parts, const struct page *page)
{
    struct rows_json *json = parts->json;
    const char *token = text_in(json->value, "NextToken");

    json->page = page;
    json->list = page->list(json->value);
    json->next = 0;
    parts->is_last = !*token;
    if (!json_is_array(json->list))
        return rows_bad(parts, use_rows, "a page without rows");
    return page->bind ? page->bind(parts, json->value) : ROWS_ROW;
}

/* Gives a row: an object, or the cells of an array. */
static enum rows_result give(struct rows_parts *parts, const json_t *row)
{
    const struct page *page = parts->json->page;
    const json_t *cells = page ? page->cells(row) : row;

    parts->json->given++;
    if (json_is_array(cells))
        return give_cells(parts, cells);
    if (json_is_object(row) && !(page && page->bind))
        return give_object(parts, row);
    return rows_bad(parts, use_rows, "JSON that is not a row");
}

/* Takes the next value, which must be an array or an object. */
static enum rows_result next_value(struct rows_parts *parts)
{
    struct rows_json *json = parts->json;
    const struct page *page;
    enum rows_result result;

    json_decref(json->value);
    json->value = NULL;
    json->list = NULL;
    result = load(parts);
    if (result != ROWS_ROW)
        return result;
    json->needs_comma = json->is_in_array;
    json->page = NULL;
    page = page_of(json->value);
    if (page)
        return begin_page(parts, page);
    if (json_is_array(json->value))
        rows_take_order(parts);
    return give(parts, json->value);
}

static enum rows_result ended(struct rows_parts *parts)
{
    struct rows_json *json = parts->json;

    if (!parts->stream->why && json->is_in_array)
        return rows_bad(parts, NULL, "the JSON is cut off");
    if ((uint64_t)json->total > json->given)
        parts->rows->is_complete = false;
    return rows_ended(parts);
}

/* Enters or leaves the array at the top, or passes its comma. False at anything else. */
static bool pass(struct rows_json *json, int byte)
{
    if (byte == '[' && !json->is_in_array)
        json->is_in_array = true;
    else if (byte == ']' && json->is_in_array)
        json->is_in_array = false;
    else if (byte != ',' || !json->needs_comma)
        return false;
    json->needs_comma = false;
    return true;
}

enum rows_result rows_next_json(struct rows_parts *parts)
{
    struct rows_json *json = parts->json;

    if (!json) {
        json = parts->json = must_alloc(sizeof *json);
        *json = (struct rows_json){0};
    }
    for (;;) {
        enum rows_result result;
        int byte;

        if (json->list && json->next < json_array_size(json->list))
            return give(parts, json_array_get(json->list, json->next++));
        byte = look_past_space(parts);
        if (byte < 0)
            return ended(parts);
        if (pass(json, byte)) {
            take(parts);
            continue;
        }
        parts->rows->lo = parts->rows->hi = parts->offset;
        parts->rows->line = parts->line;
        if ((byte != '{' && byte != '[') || json->needs_comma)
            return rows_bad(parts, use_rows, "JSON that is not rows");
        result = next_value(parts);
        if (result != ROWS_ROW || !json->list)
            return result;
    }
}
