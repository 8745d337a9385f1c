#include "read/registered.h"

#include "base/ascii.h"
#include "base/json.h"
#include "path/encode.h"
#include "read/rows/rows.h"

/* Where a piece of the statements came from. */
struct piece {
    size_t at;       /* its offset in the statements */
    uint64_t lo, hi; /* in the source */
    bool is_exact;   /* byte for byte */
};

struct registered_cursor {
    struct diags *diags;
    struct source *source;
    const struct table *table;
    struct slice schema;
    struct registered *registered;
    struct slice text; /* statements */
    size_t at;
    VEC(struct piece) pieces;
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

/* The bytes of each item of a JSON array that is known to be valid, in turn. */
static struct slice next_item(struct slice *rest)
{
    bool is_quoted = false;
    size_t end = 1;
    int depth = 0;

    for (; end < rest->len; end++) {
        char byte = rest->at[end];

        if (is_quoted && byte == '\\')
            end++;
        else if (byte == '"')
            is_quoted = !is_quoted;
        else if (!is_quoted && depth == 0 && (byte == ',' || byte == ']'))
            break;
        else if (!is_quoted)
            depth += (byte == '[' || byte == '{') - (byte == ']' || byte == '}');
    }
    *rest = slice_from(*rest, end);
    return slice_trim(slice_cut((struct slice){rest->at - end, end}, 1, end));
}

/* The values of a JSON array, one per partition column; NULL after a finding. A number is what it is
   written as, and only null is the null partition. */
static const struct slice *array_values(struct registered_cursor *cursor, const json_t *array,
                                        struct slice text, size_t lo, size_t hi)
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
        struct slice value = next_item(&text);

        if (json_is_string(item))
            value = (struct slice){json_string_value(item), json_string_length(item)};
        else if (json_is_null(item))
            value = SLICE(PATH_NULL_PARTITION);
        values[i] = arena_copy(cursor->diags->arena, value);
    }
    return values;
}

enum { COLUMN_VALUES, COLUMN_LOCATION, COLUMN_TABLE, COLUMN_SCHEMA, COLUMN_COUNT };

static bool is_array(struct slice text)
{
    return slice_starts(text, SLICE("["));
}

static const struct rows_column columns[COLUMN_COUNT] = {
    [COLUMN_VALUES] = {"values", .fits = is_array},
    [COLUMN_LOCATION] = {"location", "StorageDescriptor.Location", .fits = location_is_in_s3},
    [COLUMN_TABLE] = {"tablename", .is_optional = true},
    [COLUMN_SCHEMA] = {"schemaname", .is_optional = true},
};

/* Whether the row is of this table, or does not tell. */
static bool is_of_table(const struct registered_cursor *cursor, const struct rows_field *fields)
{
    struct slice table = fields[COLUMN_TABLE].text, schema = fields[COLUMN_SCHEMA].text;

    return (!table.len || slice_eq_folded(table, cursor->table->name.value)) &&
           (!schema.len || !cursor->schema.len || slice_eq_folded(schema, cursor->schema));
}

static bool take_row(struct registered_cursor *cursor, const struct rows_field *fields)
{
    struct slice text = slice_trim(fields[COLUMN_VALUES].text);
    size_t lo = fields[COLUMN_VALUES].lo, hi = fields[COLUMN_VALUES].hi;
    json_t *array = json_loadb(text.len ? text.at : "", text.len, 0, NULL);
    const struct slice *values = NULL;

    if (!json_is_array(array))
        bad(cursor, lo, hi, "not a JSON array of values", how_to_make);
    else if (!fields[COLUMN_LOCATION].text.len)
        bad(cursor, lo, hi, "a partition without a location", how_to_make);
    else
        values = array_values(cursor, array, text, lo, hi);
    if (values)
        add(cursor, values, arena_copy(cursor->diags->arena, fields[COLUMN_LOCATION].text), lo, hi);
    json_decref(array);
    return values != NULL;
}

/* Whether a line is one of SHOW PARTITIONS: name=value/name=value. */
static bool is_shown(const struct registered_cursor *cursor, struct slice line)
{
    size_t equals = slice_find(line, '=');

    return equals < line.len &&
           table_key_named(cursor->table, slice_cut(line, 0, equals)) < cursor->table->keys.count;
}

/* Reports what is wrong with the rows; where they help themselves, by their own advice. */
static bool bad_rows(struct registered_cursor *cursor, const struct rows *rows)
{
    struct slice what = arena_copy(cursor->diags->arena, slice_of(rows->why));
    struct slice line = slice_cut(cursor->source->text, rows->lo, rows->hi);

    if (is_shown(cursor, line))
        return bad(cursor, rows->lo, rows->hi, "partitions of SHOW PARTITIONS, without locations",
                   how_to_make);
    return bad(cursor, rows->lo, rows->hi, what.at, rows->help ? rows->help : how_to_make);
}

/* What is left to say at the end of the rows: some may be missing, or all are of other tables. */
static bool finish_rows(struct registered_cursor *cursor, const struct rows *rows, size_t others)
{
    struct arena *arena = cursor->diags->arena;
    size_t end = cursor->source->text.len;

    if (!rows->is_complete)
        return bad(cursor, end, end, "not all rows are here: the output is cut off, or one page",
                   "give all rows: with the AWS CLI, leave out --max-items and --no-paginate");
    if (others && !cursor->registered->list.count)
        return bad(cursor, 0, 0,
                   arena_printf(arena, "no row is of the table `%.*s`, but %zu of others",
                                SLICE_ARG(cursor->table->name.value), others)
                       .at,
                   how_to_make);
    return true;
}

static bool read_rows(struct registered_cursor *cursor)
{
    struct stream stream = {0};
    struct rows rows;
    enum rows_result result;
    size_t others = 0;
    bool is_good = true;

    stream_open_bytes(&stream, cursor->source->text);
    rows_open(&rows, &stream, columns, COLUMN_COUNT);
    while (is_good && (result = rows_next(&rows)) != ROWS_END) {
        if (result == ROWS_BAD)
            is_good = bad_rows(cursor, &rows);
        else if (is_of_table(cursor, rows.fields))
            is_good = take_row(cursor, rows.fields);
        else
            others++;
    }
    is_good = is_good && finish_rows(cursor, &rows, others);
    rows_close(&rows);
    stream_close(&stream);
    return is_good;
}

static void skip_spaces(struct registered_cursor *cursor)
{
    while (cursor->at < cursor->text.len && ascii_is_space(cursor->text.at[cursor->at]))
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

/* A name, bare or in double quotes. */
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

/* The place in the source of offset `at` of the statements: exactly, or its row. */
static void place(const struct registered_cursor *cursor, size_t at, size_t *lo, size_t *hi)
{
    size_t piece = 0, past = cursor->pieces.count;

    *lo = *hi = 0;
    if (!past)
        return;
    while (past - piece > 1) {
        size_t middle = piece + (past - piece) / 2;

        if (cursor->pieces.at[middle].at <= at)
            piece = middle;
        else
            past = middle;
    }
    *lo = cursor->pieces.at[piece].lo;
    *hi = cursor->pieces.at[piece].hi;
    if (cursor->pieces.at[piece].is_exact)
        *lo = *hi = *lo + (at - cursor->pieces.at[piece].at);
}

/* The span in the source of the statements from `lo` up to the cursor. */
static void where(const struct registered_cursor *cursor, size_t lo, size_t *from, size_t *to)
{
    size_t unused;

    place(cursor, lo, from, &unused);
    place(cursor, cursor->at, &unused, to);
    if (*to < *from)
        *to = *from;
}

static bool bad_statement(struct registered_cursor *cursor, size_t lo, const char *what,
                          const char *help)
{
    size_t from, to;

    where(cursor, lo, &from, &to);
    return bad(cursor, from, to, what, help);
}

/* The clause after the word PARTITION: (name='value', ...) LOCATION '...'. */
static bool take_clause(struct registered_cursor *cursor, size_t lo)
{
    size_t count = cursor->table->keys.count, given = 0;
    struct slice *values = arena_zalloc(cursor->diags->arena, count, sizeof *values);
    struct slice location;
    size_t from, to;

    do {
        struct slice name = take_name(cursor), value;
        size_t key = table_key_named(cursor->table, name);

        if (!take(cursor, '=') || !take_literal(cursor, &value))
            return bad_statement(cursor, lo, "a partition without its values", how_to_make);
        if (key == count)
            return bad_statement(cursor, lo, "a partition with another table's columns",
                                 "keep only the partitions of this table");
        given += !values[key].at;
        values[key] = value;
    } while (take(cursor, ','));
    if (given != count || !take(cursor, ')') || !take_word(cursor, SLICE("LOCATION")) ||
        !take_literal(cursor, &location))
        return bad_statement(
            cursor, lo, "an incomplete partition: expected all values and a location", how_to_make);
    where(cursor, lo, &from, &to);
    add(cursor, values, location, from, to);
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

/* Appends what the rows hold, a line for each, to the statements. */
static bool collect(struct registered_cursor *cursor, struct str *text)
{
    static const struct rows_column first = {0};
    struct stream stream = {0};
    struct rows rows;
    enum rows_result result;
    bool is_good;

    stream_open_bytes(&stream, cursor->source->text);
    rows_open(&rows, &stream, &first, 1);
    while ((result = rows_next(&rows)) == ROWS_ROW) {
        struct rows_field *field = &rows.fields[0];

        *vec_push(&cursor->pieces, cursor->diags->arena) = (struct piece){
            text->len, field->lo, field->hi, field->hi - field->lo == field->text.len};
        str_add(text, field->text);
        str_putc(text, '\n');
    }
    is_good = result == ROWS_END ? finish_rows(cursor, &rows, 0) : bad_rows(cursor, &rows);
    rows_close(&rows);
    stream_close(&stream);
    return is_good;
}

static bool read_statements(struct registered_cursor *cursor)
{
    struct str text = {0};
    bool is_good = collect(cursor, &text);
    size_t lo;

    cursor->text = arena_copy(cursor->diags->arena, str_slice(&text));
    str_release(&text);
    while (is_good && find_clause(cursor, &lo))
        is_good = take_clause(cursor, lo);
    return is_good;
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
                     struct slice schema, struct registered *registered)
{
    struct registered_cursor cursor = {.diags = diags,
                                       .source = source,
                                       .table = table,
                                       .schema = schema.len ? schema : table->schema.value,
                                       .registered = registered};

    return has_statements(source->text) ? read_statements(&cursor) : read_rows(&cursor);
}
