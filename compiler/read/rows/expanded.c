/* psql's expanded format: a line for each field, with its column's name before it. */
#include "base/ascii.h"
#include "read/rows/forms.h"

static bool is_record(struct slice line)
{
    return slice_starts(line, SLICE("* Record ")) ||
           (slice_find_slice(line, SLICE("[ RECORD ")) < 8 && line.len > 8 &&
            (line.at[0] == '-' || line.at[0] == '+' || line.at[0] == '\xe2'));
}

bool rows_is_expanded(struct rows_parts *parts, struct slice head)
{
    struct slice rest;

    (void)parts;
    return is_record(rows_until(head, SLICE("\n"), &rest));
}

static struct slice trim_end(struct slice text)
{
    while (text.len && text.at[text.len - 1] == ' ')
        text.len--;
    return text;
}

/* Cuts a line into a name, which is blank where a value goes on, and a piece of its value. An
   empty bar is a blank. */
static bool cut(struct slice line, struct slice bar, struct slice *name, struct slice *value)
{
    struct slice rest;

    if (!bar.len) {
        size_t end = 0;

        while (end < line.len && line.at[end] != ' ')
            end++;
        *name = slice_cut(line, 0, end);
        *value = slice_trim(slice_from(line, end));
        return true;
    }
    if (slice_starts(line, bar)) {
        line = slice_from(line, bar.len);
        if (!slice_ends(line, bar))
            return false;
        line.len -= bar.len;
    }
    *name = slice_trim(rows_until(line, bar, &rest));
    *value = trim_end(slice_starts(rest, SLICE(" ")) ? slice_from(rest, 1) : rest);
    return rest.at != NULL;
}

/* Takes off the mark that says that the value goes on in the next line. */
static void take_mark(struct str *value)
{
    static const struct slice marks[] = {SLICE("+"), SLICE("\xe2\x86\xb5")};

    for (size_t i = 0; i < 2; i++)
        if (slice_ends(str_slice(value), marks[i])) {
            value->len -= marks[i].len;
            value->len = trim_end(str_slice(value)).len;
            return;
        }
}

static struct str *value_named(struct rows_parts *parts, struct slice name, bool is_first)
{
    for (size_t i = 0; i < parts->count; i++) {
        const char *asked = parts->columns[i].name;

        if (asked ? !slice_eq_folded(name, slice_of(asked)) : !is_first)
            continue;
        parts->at[i] = i;
        return &parts->values[i];
    }
    return NULL;
}

/* Reads the lines up to the next record, a ruler, or noise. */
static enum rows_result take_lines(struct rows_parts *parts, struct slice bar)
{
    struct slice line, name, piece;
    struct str *value = NULL;
    bool is_first = true;

    while (rows_peek(parts, &line) && line.len && !is_record(line) &&
           !slice_starts(line, SLICE("+-")) && !slice_starts(line, SLICE("\xe2\x94\x94")) &&
           (!bar.len || !rows_is_noise(line))) {
        if (!cut(line, bar, &name, &piece))
            return rows_bad(parts, NULL, "a line without a bar after its column's name");
        if (name.len) {
            value = value_named(parts, name, is_first);
            if (value)
                value->len = 0;
        } else if (value) {
            take_mark(value);
            str_putc(value, '\n');
        }
        if (value)
            str_add(value, piece);
        is_first = false;
        parts->rows->hi = parts->offset + line.len;
        rows_take(parts);
    }
    return ROWS_ROW;
}

/* Gives the values as a row, if those that must be there are. */
static enum rows_result give(struct rows_parts *parts)
{
    parts->cells.count = 0;
    for (size_t i = 0; i < parts->count; i++) {
        if (parts->at[i] == NO_COLUMN && !parts->columns[i].is_optional)
            return rows_bad(parts, NULL, "a record without `%s`",
                            parts->columns[i].name ? parts->columns[i].name : "");
        *vec_push(&parts->cells, &parts->arena) = (struct rows_field){
            .text = str_slice(&parts->values[i]), .lo = parts->rows->lo, .hi = parts->rows->hi};
    }
    return rows_give(parts);
}

/* The frame is open until the ruler that closes it. */
static enum rows_result next_record(struct rows_parts *parts, struct slice *line)
{
    enum rows_result result;

    while ((result = rows_content(parts, line)) == ROWS_ROW && !is_record(*line)) {
        if (!slice_starts(*line, SLICE("+-")) && !slice_starts(*line, SLICE("\xe2\x94\x94")))
            return rows_bad(parts, NULL, "not a record of psql's expanded format");
        parts->grid.is_open = false;
        rows_take(parts);
    }
    return result;
}

enum rows_result rows_next_expanded(struct rows_parts *parts)
{
    struct slice line;
    enum rows_result result = next_record(parts, &line);
    struct slice bar;

    if (result != ROWS_ROW)
        return result;
    bar = line.at[0] == '*'      ? (struct slice){0}
          : line.at[0] == '\xe2' ? SLICE("\xe2\x94\x82")
                                 : SLICE("|");
    parts->grid.is_open = line.at[0] == '+' || slice_starts(line, SLICE("\xe2\x94\x8c")) ||
                          slice_starts(line, SLICE("\xe2\x94\x9c"));
    rows_take(parts);
    for (size_t i = 0; i < parts->count; i++)
        parts->at[i] = NO_COLUMN;
    result = take_lines(parts, bar);
    return result == ROWS_ROW ? give(parts) : result;
}
