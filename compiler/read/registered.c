#include "read/registered.h"

#include "base/ascii.h"
#include "base/json.h"
#include "path/encode.h"

struct reader {
    struct diags *diags;
    struct source *source;
    struct slice text;
    size_t at;
    const struct table *table;
    struct registered *registered;
};

static bool bad(struct reader *reader, size_t lo, size_t hi, const char *what, const char *help)
{
    struct diag *diag = diag_add(reader->diags, SP0921, span_of(reader->source, lo, hi), "%s",
                                 what);

    diag_help(reader->diags, diag, "%s", help);
    return false;
}

static const char *const how_to_make =
    "make the file by `spectrumc partitions SPEC --registered-query | psql --csv`, or by SHOW "
    "EXTERNAL TABLE ... PARTITION";

static void add(struct reader *reader, const struct slice *values, struct slice location, size_t lo,
                size_t hi)
{
    *vec_push(&reader->registered->list, reader->diags->arena) =
        (struct registered_partition){.values = values,
                                      .location = location_open(location),
                                      .span = span_of(reader->source, lo, hi)};
}

/* The values of a JSON array of strings, one for each partition column; NULL after a finding. */
static const struct slice *array_values(struct reader *reader, const json_t *array, size_t lo,
                                        size_t hi)
{
    size_t count = reader->table->keys.count;
    struct slice *values = arena_zalloc(reader->diags->arena, count, sizeof *values);

    if (json_array_size(array) != count) {
        struct slice what =
            arena_printf(reader->diags->arena,
                         "a partition of %zu values, but the table has %zu partition column%s",
                         json_array_size(array), count, count == 1 ? "" : "s");

        bad(reader, lo, hi, what.at, "take the rows of this table alone");
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_array_get(array, i);
        struct slice text = SLICE(PATH_NULL_PARTITION);

        if (json_is_string(item))
            text = (struct slice){json_string_value(item), json_string_length(item)};
        values[i] = arena_copy(reader->diags->arena, text);
    }
    return values;
}

/* Undoubles the quotes of a CSV field that begins at *at, after its quote. False: it has no end. */
static bool take_csv_field(struct slice line, size_t *at, struct str *field)
{
    field->len = 0;
    for (size_t i = *at; i < line.len; i++) {
        if (line.at[i] == '"' && i + 1 < line.len && line.at[i + 1] == '"')
            i++;
        else if (line.at[i] == '"') {
            *at = i + 1;
            return true;
        }
        str_putc(field, line.at[i]);
    }
    return false;
}

/* The location after the values: what follows a comma, a bar or a tab. */
static struct slice location_of(struct arena *arena, struct slice rest)
{
    struct str field = {0};
    size_t at = 1;

    rest = slice_trim(rest);
    if (rest.len && (rest.at[0] == ',' || rest.at[0] == '|'))
        rest = slice_trim(slice_from(rest, 1));
    if (rest.len && rest.at[0] == '"' && take_csv_field(rest, &at, &field))
        rest = str_slice(&field);
    rest = arena_copy(arena, rest);
    str_release(&field);
    return rest;
}

/* A row whose values are JSON, as they are or in a quoted field of CSV. */
static bool take_row(struct reader *reader, struct slice line, size_t lo)
{
    struct str field = {0};
    size_t used = 1;
    bool is_csv = line.at[0] == '"';
    json_error_t error;
    json_t *array;
    const struct slice *values = NULL;

    if (is_csv && !take_csv_field(line, &used, &field))
        used = line.len;
    array = json_loadb(is_csv ? (field.at ? field.at : "") : line.at, is_csv ? field.len : line.len,
                       JSON_DISABLE_EOF_CHECK, &error);
    if (!is_csv && array)
        used = (size_t)error.position;
    if (!json_is_array(array))
        bad(reader, lo, lo + line.len, "not a JSON array of values and a location", how_to_make);
    else
        values = array_values(reader, array, lo, lo + used);
    if (values)
        add(reader, values, location_of(reader->diags->arena, slice_from(line, used)), lo,
            lo + used);
    json_decref(array);
    str_release(&field);
    return values != NULL;
}

/* A header, a ruler, or the count of rows, that psql prints around the rows. */
static bool is_frame(struct slice line)
{
    return slice_starts(line, SLICE("values")) || slice_starts(line, SLICE("\"values\"")) ||
           slice_starts(line, SLICE("--")) || slice_starts(line, SLICE("("));
}

static bool read_rows(struct reader *reader)
{
    bool is_good = true;

    while (reader->at < reader->text.len && is_good) {
        size_t end = reader->at + slice_find(slice_from(reader->text, reader->at), '\n');
        struct slice line = slice_trim(slice_cut(reader->text, reader->at, end));
        size_t lo = line.len ? (size_t)(line.at - reader->text.at) : reader->at;

        if (line.len && !is_frame(line)) {
            if (line.at[0] == '[' || line.at[0] == '"')
                is_good = take_row(reader, line, lo);
            else
                is_good = bad(reader, lo, lo + line.len, "not a row of registered partitions",
                              how_to_make);
        }
        reader->at = end + 1;
    }
    return is_good;
}

/* White space, and the + that psql ends a line of a long value with. */
static void skip_spaces(struct reader *reader)
{
    while (reader->at < reader->text.len &&
           (ascii_is_space(reader->text.at[reader->at]) || reader->text.at[reader->at] == '+'))
        reader->at++;
}

static bool take(struct reader *reader, char byte)
{
    skip_spaces(reader);
    if (reader->at == reader->text.len || reader->text.at[reader->at] != byte)
        return false;
    reader->at++;
    return true;
}

/* A name: bare, or in double quotes, which a CSV field has doubled. */
static struct slice take_name(struct reader *reader)
{
    struct slice name;
    size_t lo;

    skip_spaces(reader);
    while (reader->at < reader->text.len && reader->text.at[reader->at] == '"')
        reader->at++;
    lo = reader->at;
    while (reader->at < reader->text.len && !strchr("\"=(), \n", reader->text.at[reader->at]))
        reader->at++;
    name = slice_cut(reader->text, lo, reader->at);
    while (reader->at < reader->text.len && reader->text.at[reader->at] == '"')
        reader->at++;
    return name;
}

/* A literal, or a bare word; quotes are doubled or behind a backslash. */
static bool take_literal(struct reader *reader, struct slice *value)
{
    struct slice text = reader->text;
    struct str made = {0};
    bool is_closed = false;

    if (!take(reader, '\'')) {
        *value = take_name(reader);
        return value->len > 0;
    }
    while (reader->at < text.len && !is_closed) {
        char byte = text.at[reader->at++];
        char next = reader->at < text.len ? text.at[reader->at] : '\0';

        is_closed = byte == '\'' && next != '\'';
        if (is_closed)
            break;
        if ((byte == '\'' || byte == '\\') && reader->at < text.len) {
            byte = next;
            reader->at++;
        }
        str_putc(&made, byte);
    }
    *value = arena_copy(reader->diags->arena, str_slice(&made));
    str_release(&made);
    return is_closed;
}

static bool take_word(struct reader *reader, struct slice word)
{
    struct slice rest;

    skip_spaces(reader);
    rest = slice_from(reader->text, reader->at);
    if (rest.len < word.len || !slice_eq_folded(slice_cut(rest, 0, word.len), word))
        return false;
    reader->at += word.len;
    return true;
}

/* The clause after the word PARTITION: (name='value', ...) LOCATION '...'. */
static bool take_clause(struct reader *reader, size_t lo)
{
    size_t count = reader->table->keys.count, given = 0;
    struct slice *values = arena_zalloc(reader->diags->arena, count, sizeof *values);
    struct slice location;

    do {
        struct slice name = take_name(reader), value;
        size_t key = table_key_named(reader->table, name);

        if (!take(reader, '=') || !take_literal(reader, &value))
            return bad(reader, lo, reader->at, "a partition without its values", how_to_make);
        if (key == count)
            return bad(reader, lo, reader->at, "a partition of another table's columns",
                       "take the partitions of this table alone");
        given += !values[key].at;
        values[key] = value;
    } while (take(reader, ','));
    if (given != count || !take(reader, ')') || !take_word(reader, SLICE("LOCATION")) ||
        !take_literal(reader, &location))
        return bad(reader, lo, reader->at, "a partition without all its values and its location",
                   how_to_make);
    add(reader, values, location, lo, reader->at);
    return true;
}

/* The next PARTITION ( of the text; false where there is none. */
static bool find_clause(struct reader *reader, size_t *lo)
{
    for (; reader->at < reader->text.len; reader->at++) {
        if (ascii_lower(reader->text.at[reader->at]) != 'p')
            continue;
        *lo = reader->at;
        if (take_word(reader, SLICE("PARTITION")) && take(reader, '('))
            return true;
        reader->at = *lo;
    }
    return false;
}

static bool read_statements(struct reader *reader)
{
    size_t lo;

    while (find_clause(reader, &lo))
        if (!take_clause(reader, lo))
            return false;
    return true;
}

/* Whether the text is of SHOW EXTERNAL TABLE: it makes the table or its partitions. */
static bool has_statements(struct slice text)
{
    struct slice head = slice_cut(text, 0, text.len < 64 * 1024 ? text.len : 64 * 1024);

    return slice_find_slice(head, SLICE("CREATE EXTERNAL TABLE")) < head.len ||
           slice_find_slice(head, SLICE("ALTER TABLE")) < head.len;
}

bool registered_read(struct diags *diags, struct source *source, const struct table *table,
                     struct registered *registered)
{
    struct reader reader = {.diags = diags,
                            .source = source,
                            .text = source->text,
                            .table = table,
                            .registered = registered};

    return has_statements(source->text) ? read_statements(&reader) : read_rows(&reader);
}
