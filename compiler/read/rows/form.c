#include "read/rows/form.h"

#include <stdarg.h>

static const char run_again[] = "run the query again, and give what it returns";
static const char use_csv[] = "print the rows as CSV: with psql, use `psql --csv`";

/* What is no result set, by how its first line begins; an error message, by any line. */
static const struct refusal {
    struct slice start;
    const char *what;
    const char *help; /* run_again: an error message */
} refusals[] = {
    {SLICE("<"), "HTML or XML", use_csv},
    {SLICE("\\begin{"), "LaTeX", use_csv},
    {SLICE("[options="), "AsciiDoc", use_csv},
    {SLICE("|==="), "AsciiDoc", use_csv},
    {SLICE(".LP"), "troff", use_csv},
    {SLICE("psql: error:"), "an error message of psql, not rows", run_again},
    {SLICE("ERROR:"), "an error message, not rows", run_again},
    {SLICE("FATAL:"), "an error message, not rows", run_again},
    {SLICE("Error:"), "an error message, not rows", run_again},
    {SLICE("FAILED:"), "an error message of Hive, not rows", run_again},
    {SLICE("An error occurred ("), "an error message of AWS, not rows", run_again},
    {SLICE("Catalog Error:"), "an error message of DuckDB, not rows", run_again},
    {SLICE("Parser Error:"), "an error message of DuckDB, not rows", run_again},
    {SLICE("Binder Error:"), "an error message of DuckDB, not rows", run_again},
    {SLICE("SELECT"), "a query, not its result", "run the query, as in `psql --csv -f FILE`"},
    {SLICE("WITH "), "a query, not its result", "run the query, as in `psql --csv -f FILE`"},
    {SLICE("SHOW "), "a statement, not its result", "run it, as in `psql --csv -f FILE`"},
};

/* What psql and beeline print before, between and after rows, by how it begins. */
static const struct slice noise[] = {
    SLICE("Border style is "),
    SLICE("Default footer is "),
    SLICE("Expanded display is "),
    SLICE("Expanded display used"),
    SLICE("Field separator "),
    SLICE("Line style is "),
    SLICE("Null display is "),
    SLICE("Output format is "),
    SLICE("Pager "),
    SLICE("Record separator "),
    SLICE("SSL connection ("),
    SLICE("Time: "),
    SLICE("Timing is "),
    SLICE("Title is "),
    SLICE("Tuples only is "),
    SLICE("Type \"help\" for help."),
    SLICE("You are now connected to "),
    SLICE("psql ("),
    SLICE("Beeline version "),
    SLICE("Closing: "),
    SLICE("Connected to: "),
    SLICE("Connecting to jdbc:"),
    SLICE("Driver: "),
    SLICE("INFO  : "),
    SLICE("Transaction isolation: "),
    SLICE("No rows selected"),
};

enum {
    NOISE_COUNT = sizeof noise / sizeof *noise,
    REFUSAL_COUNT = sizeof refusals / sizeof *refusals
};

enum rows_result rows_bad(struct rows_parts *parts, const char *help, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    parts->why.len = 0;
    str_vprintf(&parts->why, format, args);
    str_putc(&parts->why, '\0');
    va_end(args);
    parts->rows->why = parts->why.at;
    parts->rows->help = help;
    if (parts->rows->hi < parts->offset)
        parts->rows->hi = parts->offset;
    return ROWS_BAD;
}

bool rows_peek(struct rows_parts *parts, struct slice *line)
{
    struct stream *stream = parts->stream;

    for (;;) {
        size_t len = (size_t)(stream->end - stream->at);
        const char *stop = len ? memchr(stream->at, '\n', len) : NULL;

        *line = (struct slice){stream->at, stop ? (size_t)(stop - stream->at) : len};
        if (!stop && len <= STREAM_KEEP && stream_fill(stream))
            continue;
        if (!stop && (!len || len > STREAM_KEEP || stream->why))
            return false;
        line->len -= line->len && line->at[line->len - 1] == '\r';
        return true;
    }
}

enum rows_result rows_ended(struct rows_parts *parts)
{
    struct stream *stream = parts->stream;

    parts->rows->lo = parts->rows->hi = parts->offset;
    parts->rows->line = parts->line;
    if (stream->is_unreadable)
        return ROWS_BAD;
    if (stream->why)
        return rows_bad(parts, NULL, "%s", stream->why);
    if (stream->end - stream->at > STREAM_KEEP)
        return rows_bad(parts, use_csv, "a line longer than 64 KiB");
    return ROWS_END;
}

void rows_take(struct rows_parts *parts)
{
    struct stream *stream = parts->stream;
    size_t len = (size_t)(stream->end - stream->at);
    const char *stop = memchr(stream->at, '\n', len);
    size_t used = stop ? (size_t)(stop - stream->at) + 1 : len;

    stream->at += used;
    parts->offset += used;
    parts->line++;
}

/* The number of rows that a line tells: "(3 rows)", or beeline's. */
static bool is_footer(struct slice line, long long *count)
{
    static const struct slice tails[] = {SLICE(" rows)"), SLICE(" row)"), SLICE(" rows selected"),
                                         SLICE(" row selected")};

    line = slice_trim(line);
    if (slice_find_slice(line, SLICE(" selected (")) < line.len && slice_ends(line, SLICE(")")))
        line = slice_cut(line, 0, slice_find_slice(line, SLICE(" (")));
    if (slice_starts(line, SLICE("(")))
        line = slice_from(line, 1);
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (slice_ends(line, tails[i]))
            return slice_to_int(slice_cut(line, 0, line.len - tails[i].len), count);
    return false;
}

bool rows_is_noise(struct slice line)
{
    long long count;

    if (!slice_trim(line).len || slice_is(line, "SET") || is_footer(line, &count))
        return true;
    for (size_t i = 0; i < NOISE_COUNT; i++)
        if (slice_starts(line, noise[i]))
            return true;
    return false;
}

/* Learns what noise tells: how a null is printed, how many rows there are. */
static void heed(struct rows_parts *parts, struct slice line)
{
    static const struct slice null = SLICE("Null display is \"");
    long long count;

    if (slice_starts(line, null) && slice_ends(line, SLICE("\"."))) {
        parts->null.len = 0;
        str_add(&parts->null, slice_cut(line, null.len, line.len - 2));
    } else if (is_footer(line, &count)) {
        if ((uint64_t)count != parts->row_count)
            parts->rows->is_complete = false;
        parts->row_count = 0;
        parts->has_footer = true;
    }
}

static const struct refusal *refusal_of(struct slice line, bool is_first)
{
    for (size_t i = 0; i < REFUSAL_COUNT; i++)
        if (slice_starts(line, refusals[i].start) && (is_first || refusals[i].help == run_again))
            return &refusals[i];
    return NULL;
}

enum rows_result rows_content(struct rows_parts *parts, struct slice *line)
{
    struct rows *rows = parts->rows;
    const struct refusal *refusal;

    for (; rows_peek(parts, line) && rows_is_noise(*line); rows_take(parts))
        heed(parts, *line);
    if (!rows_peek(parts, line))
        return rows_ended(parts);
    rows->lo = parts->offset;
    rows->hi = parts->offset + line->len;
    rows->line = parts->line;
    refusal = refusal_of(*line, !parts->form);
    return refusal ? rows_bad(parts, refusal->help, "%s", refusal->what) : ROWS_ROW;
}

/* Whether the input's name is the one asked for; beeline puts the table before it. */
static bool is_named(struct slice name, const char *asked)
{
    size_t len = strlen(asked);

    if (name.len > len && name.at[name.len - len - 1] == '.')
        name = slice_from(name, name.len - len);
    return slice_eq_folded(name, slice_of(asked));
}

static size_t find_column(const struct rows_column *column, const struct rows_field *names,
                          size_t count)
{
    if (!column->name)
        return count ? 0 : NO_COLUMN;
    for (size_t i = 0; i < count; i++)
        if (is_named(names[i].text, column->name))
            return i;
    return NO_COLUMN;
}

bool rows_find_columns(struct rows_parts *parts, const struct rows_field *names, size_t count)
{
    size_t at[ROWS_COLUMNS_MAX] = {0};

    for (size_t i = 0; i < parts->count; i++) {
        at[i] = find_column(&parts->columns[i], names, count);
        if (at[i] == NO_COLUMN && !parts->columns[i].is_optional)
            return false;
    }
    memcpy(parts->at, at, sizeof at);
    parts->width = count;
    parts->row_count = 0;
    parts->is_begun = parts->has_header = true;
    return true;
}

void rows_take_order(struct rows_parts *parts)
{
    parts->width = 0;
    for (size_t i = 0; i < parts->count; i++)
        parts->at[i] = parts->columns[i].is_optional ? NO_COLUMN : parts->width++;
}

void rows_put_names(struct str *out, const struct rows_field *names, size_t count)
{
    for (size_t i = 0; i < count && i < 8; i++) {
        str_puts(out, !i ? "`" : i + 1 == count ? " and `" : ", `");
        str_add(out, names[i].text);
        str_putc(out, '`');
    }
    if (count > 8)
        str_puts(out, " and others");
}

enum rows_result rows_bind(struct rows_parts *parts, const struct rows_field *names, size_t count)
{
    struct str has = {0};
    enum rows_result result = ROWS_ROW;

    for (size_t i = 0; i < parts->count && result == ROWS_ROW; i++) {
        const struct rows_column *column = &parts->columns[i];

        if (column->is_optional || find_column(column, names, count) != NO_COLUMN)
            continue;
        rows_put_names(&has, names, count);
        result =
            rows_bad(parts, NULL, "no column `%s`: the %s %.*s", column->name ? column->name : "",
                     count == 1 ? "only column is" : "columns are", SLICE_ARG(str_slice(&has)));
    }
    str_release(&has);
    if (result == ROWS_ROW)
        rows_find_columns(parts, names, count);
    return result;
}

enum rows_result rows_give(struct rows_parts *parts)
{
    for (size_t i = 0; i < parts->count; i++) {
        struct rows_field *field = &parts->rows->fields[i];

        *field = (struct rows_field){.is_null = true, .lo = parts->rows->lo, .hi = parts->rows->hi};
        if (parts->at[i] != NO_COLUMN && parts->at[i] < parts->cells.count)
            *field = parts->cells.at[parts->at[i]];
        if (parts->null.len && slice_eq(field->text, str_slice(&parts->null)))
            *field = (struct rows_field){.is_null = true, .lo = field->lo, .hi = field->hi};
    }
    parts->row_count++;
    return ROWS_ROW;
}

struct slice rows_until(struct slice text, struct slice bar, struct slice *rest)
{
    size_t end = slice_find_slice(text, bar);

    *rest = end < text.len ? slice_from(text, end + bar.len) : (struct slice){0};
    return slice_cut(text, 0, end);
}
