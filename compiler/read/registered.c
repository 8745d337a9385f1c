#include "read/registered.h"

#include "base/ascii.h"
#include "base/csv.h"
#include "base/json.h"
#include "path/encode.h"

struct registered_cursor {
    struct diags *diags;
    struct source *source;
    struct slice text;
    size_t at;
    const struct table *table;
    struct registered *registered;
};

static bool bad(struct registered_cursor *cursor, size_t lo, size_t hi, const char *what,
                const char *help)
{
    struct diag *diag = diag_add(cursor->diags, SP0921, span_of(cursor->source, lo, hi), "%s",
                                 what);

    diag_help(cursor->diags, diag, "%s", help);
    return false;
}

static const char *const how_to_make =
    "create the file with `spectrumc partitions SPEC --registered-query | psql --csv`, or with "
    "SHOW EXTERNAL TABLE ... PARTITION";

static void add(struct registered_cursor *cursor, const struct slice *values, struct slice location,
                size_t lo, size_t hi)
{
    *vec_push(&cursor->registered->list, cursor->diags->arena) =
        (struct registered_partition){.values = values,
                                      .location = location_open(location),
                                      .span = span_of(cursor->source, lo, hi)};
}

/* The values of a JSON array of strings, one per partition column; NULL after a finding. */
static const struct slice *array_values(struct registered_cursor *cursor, const json_t *array,
                                        size_t lo, size_t hi)
{
    size_t count = cursor->table->keys.count;
    struct slice *values = arena_zalloc(cursor->diags->arena, count, sizeof *values);

    if (json_array_size(array) != count) {
        struct slice what =
            arena_printf(cursor->diags->arena,
                         "a partition with %zu values, but the table has %zu partition column%s",
                         json_array_size(array), count, count == 1 ? "" : "s");

        bad(cursor, lo, hi, what.at, "keep only the rows of this table");
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_array_get(array, i);
        struct slice text = SLICE(PATH_NULL_PARTITION);

        if (json_is_string(item))
            text = (struct slice){json_string_value(item), json_string_length(item)};
        values[i] = arena_copy(cursor->diags->arena, text);
    }
    return values;
}

/* The location, which follows the values after a comma, a bar or a tab. */
static struct slice location_of(struct arena *arena, struct slice rest)
{
    struct slice location;
    struct str text = {0};

    rest = slice_trim(rest);
    if (rest.len && (rest.at[0] == ',' || rest.at[0] == '|'))
        rest = slice_trim(slice_from(rest, 1));
    str_reserve(&text, rest.len);
    if (!rest.len || rest.at[0] != '"' || !csv_take_quoted(&rest, &location, &text))
        location = rest;
    location = arena_copy(arena, location);
    str_release(&text);
    return location;
}

/* A row whose values are JSON, plain or in a quoted CSV field. */
static bool take_row(struct registered_cursor *cursor, struct slice line, size_t lo)
{
    struct slice rest = line, field = line;
    struct str text = {0};
    size_t used = line.len;
    bool is_csv = line.at[0] == '"';
    json_error_t error;
    json_t *array = NULL;
    const struct slice *values = NULL;

    str_reserve(&text, line.len);
    if (!is_csv || csv_take_quoted(&rest, &field, &text))
        array = json_loadb(field.at, field.len, JSON_DISABLE_EOF_CHECK, &error);
    if (array)
        used = is_csv ? line.len - rest.len : (size_t)error.position;
    if (!json_is_array(array))
        bad(cursor, lo, lo + line.len, "not a JSON array of values and a location", how_to_make);
    else
        values = array_values(cursor, array, lo, lo + used);
    if (values)
        add(cursor, values, location_of(cursor->diags->arena, slice_from(line, used)), lo,
            lo + used);
    json_decref(array);
    str_release(&text);
    return values != NULL;
}

/* Whether psql prints this line around the rows: a header, a ruler or the row count. */
static bool is_frame(struct slice line)
{
    return slice_starts(line, SLICE("values")) || slice_starts(line, SLICE("\"values\"")) ||
           slice_starts(line, SLICE("--")) || slice_starts(line, SLICE("("));
}

static bool read_rows(struct registered_cursor *cursor)
{
    bool is_good = true;

    while (cursor->at < cursor->text.len && is_good) {
        size_t end = cursor->at + slice_find(slice_from(cursor->text, cursor->at), '\n');
        struct slice line = slice_trim(slice_cut(cursor->text, cursor->at, end));
        size_t lo = line.len ? (size_t)(line.at - cursor->text.at) : cursor->at;

        if (line.len && !is_frame(line)) {
            if (line.at[0] == '[' || line.at[0] == '"')
                is_good = take_row(cursor, line, lo);
            else
                is_good = bad(cursor, lo, lo + line.len, "not a row of registered partitions",
                              how_to_make);
        }
        cursor->at = end + 1;
    }
    return is_good;
}

/* White space, and the + with which psql ends a line of a long value. */
static void skip_spaces(struct registered_cursor *cursor)
{
    while (cursor->at < cursor->text.len &&
           (ascii_is_space(cursor->text.at[cursor->at]) || cursor->text.at[cursor->at] == '+'))
        cursor->at++;
}

static bool take(struct registered_cursor *cursor, char byte)
{
    skip_spaces(cursor);
    if (cursor->at == cursor->text.len || cursor->text.at[cursor->at] != byte)
        return false;
    cursor->at++;
    return true;
}

/* A name, bare or in double quotes, which are doubled in a CSV field. */
static struct slice take_name(struct registered_cursor *cursor)
{
    struct slice name;
    size_t lo;

    skip_spaces(cursor);
    while (cursor->at < cursor->text.len && cursor->text.at[cursor->at] == '"')
        cursor->at++;
    lo = cursor->at;
    while (cursor->at < cursor->text.len && !strchr("\"=(), \n", cursor->text.at[cursor->at]))
        cursor->at++;
    name = slice_cut(cursor->text, lo, cursor->at);
    while (cursor->at < cursor->text.len && cursor->text.at[cursor->at] == '"')
        cursor->at++;
    return name;
}

/* A literal or a bare word; quotes are doubled or escaped with a backslash. */
static bool take_literal(struct registered_cursor *cursor, struct slice *value)
{
    struct slice text = cursor->text;
    struct str made = {0};
    bool is_closed = false;

    if (!take(cursor, '\'')) {
        *value = take_name(cursor);
        return value->len > 0;
    }
    while (cursor->at < text.len && !is_closed) {
        char byte = text.at[cursor->at++];
        char next = cursor->at < text.len ? text.at[cursor->at] : '\0';

        is_closed = byte == '\'' && next != '\'';
        if (is_closed)
            break;
        if ((byte == '\'' || byte == '\\') && cursor->at < text.len) {
            byte = next;
            cursor->at++;
        }
        str_putc(&made, byte);
    }
    *value = arena_copy(cursor->diags->arena, str_slice(&made));
    str_release(&made);
    return is_closed;
}

static bool take_word(struct registered_cursor *cursor, struct slice word)
{
    struct slice rest;

    skip_spaces(cursor);
    rest = slice_from(cursor->text, cursor->at);
    if (rest.len < word.len || !slice_eq_folded(slice_cut(rest, 0, word.len), word))
        return false;
    cursor->at += word.len;
    return true;
}

/* The clause after the word PARTITION: (name='value', ...) LOCATION '...'. */
static bool take_clause(struct registered_cursor *cursor, size_t lo)
{
    size_t count = cursor->table->keys.count, given = 0;
    struct slice *values = arena_zalloc(cursor->diags->arena, count, sizeof *values);
    struct slice location;

    do {
        struct slice name = take_name(cursor), value;
        size_t key = table_key_named(cursor->table, name);

        if (!take(cursor, '=') || !take_literal(cursor, &value))
            return bad(cursor, lo, cursor->at, "a partition without its values", how_to_make);
        if (key == count)
            return bad(cursor, lo, cursor->at, "a partition with another table's columns",
                       "keep only the partitions of this table");
        given += !values[key].at;
        values[key] = value;
    } while (take(cursor, ','));
    if (given != count || !take(cursor, ')') || !take_word(cursor, SLICE("LOCATION")) ||
        !take_literal(cursor, &location))
        return bad(cursor, lo, cursor->at,
                   "an incomplete partition: expected all values and a location", how_to_make);
    add(cursor, values, location, lo, cursor->at);
    return true;
}

/* Moves past the next PARTITION ( of the text; false if there is none. */
static bool find_clause(struct registered_cursor *cursor, size_t *lo)
{
    for (; cursor->at < cursor->text.len; cursor->at++) {
        if (ascii_lower(cursor->text.at[cursor->at]) != 'p')
            continue;
        *lo = cursor->at;
        if (take_word(cursor, SLICE("PARTITION")) && take(cursor, '('))
            return true;
        cursor->at = *lo;
    }
    return false;
}

static bool read_statements(struct registered_cursor *cursor)
{
    size_t lo;

    while (find_clause(cursor, &lo))
        if (!take_clause(cursor, lo))
            return false;
    return true;
}

/* Whether the text is the output of SHOW EXTERNAL TABLE, which creates the table or its
   partitions. */
static bool has_statements(struct slice text)
{
    struct slice head = slice_cut(text, 0, text.len < 64 * 1024 ? text.len : 64 * 1024);

    return slice_find_slice(head, SLICE("CREATE EXTERNAL TABLE")) < head.len ||
           slice_find_slice(head, SLICE("ALTER TABLE")) < head.len;
}

bool registered_read(struct diags *diags, struct source *source, const struct table *table,
                     struct registered *registered)
{
    struct registered_cursor cursor = {.diags = diags,
                                       .source = source,
                                       .text = source->text,
                                       .table = table,
                                       .registered = registered};

    return has_statements(source->text) ? read_statements(&cursor) : read_rows(&cursor);
}
