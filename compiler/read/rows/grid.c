/*
 * Columns of one width: psql's aligned and wrapped formats with any border and line style, and the
 * boxes of DuckDB, beeline and Trino. A ruler below the names tells where columns end; rows are cut
 * at their bars if they have as many as the ruler, else where the ruler says, since a value may
 * have a bar (facts: Result sets as tools print them).
 */
#include "base/utf8.h"
#include "read/rows/forms.h"

static const char whole[] =
    "print the rows as CSV, which cuts nothing: with DuckDB, use `.mode csv`";

/* A character of a ruler: ' ' between columns, '-' along one, '+' where lines meet; else 0. */
static char ruler_sign(struct slice *rest)
{
    static const struct slice box = SLICE("\xe2\x94");
    struct slice at = *rest;

    if (slice_starts(at, box) && at.len > box.len) {
        *rest = slice_from(at, 3);
        return at.at[2] == '\x80' ? '-' : at.at[2] == '\x82' ? '\0' : '+';
    }
    *rest = slice_from(at, 1);
    return at.at[0] == '-' || at.at[0] == '+' || at.at[0] == ' ' ? at.at[0] : '\0';
}

static bool is_ruler(struct slice line)
{
    bool has_dash = false;

    while (line.len) {
        char sign = ruler_sign(&line);

        if (!sign)
            return false;
        has_dash |= sign == '-';
    }
    return has_dash;
}

static bool is_frame(struct slice line)
{
    struct slice rest = line;

    return line.len && line.at[0] != ' ' && is_ruler(line) && ruler_sign(&rest) == '+';
}

static struct slice without_cr(struct slice line)
{
    line.len -= line.len && line.at[line.len - 1] == '\r';
    return line;
}

bool rows_is_grid(struct rows_parts *parts, struct slice head)
{
    struct slice rest, line = without_cr(rows_until(head, SLICE("\n"), &rest));

    (void)parts;
    return is_frame(line) || is_ruler(without_cr(rows_until(rest, SLICE("\n"), &rest)));
}

/* Learns the columns from a ruler. */
static void take_ruler(struct rows_parts *parts, struct slice line)
{
    struct rows_grid *grid = &parts->grid;
    bool is_box = slice_find_slice(line, SLICE("\xe2\x94")) < line.len;
    size_t column = 0;
    char sign = '\0';

    grid->is_framed = is_frame(line);
    grid->is_bare = slice_find(slice_trim(line), ' ') < slice_trim(line).len;
    grid->bar = is_box ? SLICE("\xe2\x94\x82") : SLICE("|");
    grid->ruler.len = 0;
    str_add(&grid->ruler, line);
    grid->ends.count = 0;
    for (; line.len; column++) {
        sign = ruler_sign(&line);
        if (sign != '-' && column)
            *vec_push(&grid->ends, &parts->arena) = column + grid->is_bare;
    }
    if (sign == '-')
        *vec_push(&grid->ends, &parts->arena) = column + grid->is_bare;
}

/* The bytes of the text that take `columns` display columns, or all. */
static size_t bytes_of(struct slice text, size_t columns)
{
    const char *at = text.at, *end = text.at + text.len;
    size_t column = 0;

    while (at < end) {
        const char *next = at;

        column += (size_t)utf8_width(utf8_next(&next, end));
        if (column > columns)
            break;
        at = next;
    }
    return text.len ? (size_t)(at - text.at) : 0;
}

static size_t width_of(struct slice text)
{
    const char *at = text.at, *end = text.at + text.len;
    size_t column = 0;

    while (at < end)
        column += (size_t)utf8_width(utf8_next(&at, end));
    return column;
}

static void add_cell(struct rows_parts *parts, struct slice text)
{
    *vec_push(&parts->cells, &parts->arena) = (struct rows_field){.text = text};
}

static bool cut_at_bars(struct rows_parts *parts, struct slice line)
{
    struct slice rest = line;

    parts->cells.count = 0;
    if (parts->grid.ends.count == 1) {
        add_cell(parts, line);
        return true;
    }
    do
        add_cell(parts, rows_until(rest, parts->grid.bar, &rest));
    while (rest.at);
    return parts->cells.count == parts->grid.ends.count;
}

/* False unless there is a bar wherever the ruler has one. */
static bool cut_at_columns(struct rows_parts *parts, struct slice line)
{
    const struct rows_grid *grid = &parts->grid;
    size_t start = grid->is_framed;

    parts->cells.count = 0;
    for (size_t i = 0; i < grid->ends.count; i++) {
        size_t end = grid->ends.at[i], len = bytes_of(line, end - start);
        bool is_last = i + 1 == grid->ends.count;

        if (is_last && !grid->is_framed)
            len = line.len;
        add_cell(parts, slice_cut(line, 0, len));
        line = slice_from(line, len);
        start = end + !grid->is_bare;
        if (grid->is_bare || is_last)
            continue;
        if (!slice_starts(line, grid->bar))
            return false;
        line = slice_from(line, grid->bar.len);
    }
    return !line.len;
}

/* Cuts a line into raw cells, with their margins. */
static bool cut(struct rows_parts *parts, struct slice line)
{
    const struct rows_grid *grid = &parts->grid;

    if (grid->is_framed) {
        if (!slice_starts(line, grid->bar) || !slice_ends(line, grid->bar) ||
            line.len < 2 * grid->bar.len)
            return false;
        line = slice_cut(line, grid->bar.len, line.len - grid->bar.len);
    }
    return (!grid->is_bare && cut_at_bars(parts, line)) || cut_at_columns(parts, line);
}

static size_t grid_width(const struct rows_grid *grid, size_t cell)
{
    return cell ? grid->ends.at[cell] - grid->ends.at[cell - 1] - !grid->is_bare
                : grid->ends.at[0] - grid->is_framed;
}

/* Takes off the mark in the right margin that says that the value goes on in the next line: '+' in a
   new line of it, '.' in the same; 0: no mark. */
static char take_mark(const struct rows_grid *grid, size_t cell, struct slice *text)
{
    static const struct {
        struct slice text;
        char mark;
    } marks[] = {{SLICE("+"), '+'},
                 {SLICE("\xe2\x86\xb5"), '+'},
                 {SLICE("."), '.'},
                 {SLICE("\xe2\x80\xa6"), '.'}};

    /* The ruler of one column does not tell whether there are margins. */
    bool is_alone = grid->ends.count == 1 && !grid->is_framed;
    size_t width = grid_width(grid, cell);

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!slice_ends(*text, marks[i].text) ||
            (width_of(*text) != width && !(is_alone && width_of(*text) == width + 1)))
            continue;
        *text = slice_cut(*text, 0, text->len - marks[i].text.len);
        return marks[i].mark;
    }
    return '\0';
}

static struct slice trim_end(struct slice text)
{
    while (text.len && text.at[text.len - 1] == ' ')
        text.len--;
    return text;
}

/* Whether the text is a number, which is set to the right. */
static bool is_number(struct slice text)
{
    size_t count = 0;

    while (count < text.len && strchr("0123456789+-.eE,", text.at[count]))
        count++;
    return text.len && count == text.len;
}

/* The value without its margins and padding. A line that a wrapped one goes on in has a mark in its
   left margin, too. */
static struct slice value_of(const struct rows_grid *grid, struct slice text, char before,
                             char after)
{
    if (slice_starts(text, SLICE("\xe2\x80\xa6")) && before == '.')
        text = slice_from(text, 3);
    else if (!grid->is_bare && text.len && (text.at[0] == ' ' || before == '.'))
        text = slice_from(text, 1);
    if (after != '.')
        text = trim_end(text);
    return is_number(slice_trim(text)) ? slice_trim(text) : text;
}

/* Whether the blank at the end of a wrapped line may only fill it: a wide character did not fit. */
static bool may_be_padded(struct slice before, struct slice after)
{
    const char *at = after.at;

    return slice_ends(before, SLICE(" ")) && after.len &&
           utf8_width(utf8_next(&at, after.at + after.len)) > 1;
}

/* Adds the cells of a line to the values of the row. */
static bool add_line(struct rows_parts *parts, struct slice line, bool is_first)
{
    struct rows_grid *grid = &parts->grid;
    bool goes_on = false;

    if (!cut(parts, line))
        return false;
    for (size_t i = 0; i < parts->cells.count; i++) {
        struct slice text = parts->cells.at[i].text;
        char mark = take_mark(grid, i, &text);
        struct slice value;

        if (is_first)
            *vec_push(&grid->marks, &parts->arena) = '\0';
        value = value_of(grid, text, grid->marks.at[i], mark);
        for (size_t column = 0; column < parts->count; column++) {
            struct str *whole_value = &parts->values[column];

            if (parts->at[column] != i || (!is_first && !grid->marks.at[i]))
                continue;
            if (!is_first && grid->marks.at[i] == '+')
                str_putc(whole_value, '\n');
            else if (!is_first)
                grid->is_doubtful |= may_be_padded(str_slice(whole_value), value);
            str_add(whole_value, value);
        }
        if (is_first || grid->marks.at[i])
            grid->marks.at[i] = mark;
        goes_on |= grid->marks.at[i] != '\0';
    }
    grid->goes_on = goes_on;
    return true;
}

/* Whether DuckDB goes on here with a value that filled its column: it leaves no mark, but the other
   cells are blank. */
static bool is_rest(struct rows_parts *parts)
{
    struct rows_grid *grid = &parts->grid;
    bool has_blank = false, goes_on = false;

    for (size_t i = 0; i < parts->cells.count; i++) {
        struct slice text = slice_trim(parts->cells.at[i].text);

        has_blank |= !text.len;
        goes_on |= text.len && i < grid->full.count && grid->full.at[i];
    }
    grid->full.count = 0;
    for (size_t i = 0; i < parts->cells.count; i++)
        *vec_push(&grid->full, &parts->arena) = width_of(slice_trim(parts->cells.at[i].text)) + 2 ==
                                                grid_width(grid, i);
    return has_blank && goes_on;
}

static enum rows_result not_a_row(struct rows_parts *parts)
{
    return rows_bad(parts, whole, "a line that does not have the columns of the ruler");
}

/* Reads the lines of a row, whose first one is `line`. */
static enum rows_result take_row(struct rows_parts *parts, struct slice line)
{
    struct rows_grid *grid = &parts->grid;

    for (size_t i = 0; i < parts->count; i++)
        parts->values[i].len = 0;
    grid->marks.count = 0;
    grid->is_doubtful = false;
    if (!add_line(parts, line, true))
        return not_a_row(parts);
    if (grid->has_types && is_rest(parts))
        return rows_bad(parts, whole, "a value that is wrapped to fit the screen");
    rows_take(parts);
    while (grid->goes_on) {
        if (!rows_peek(parts, &line) || !add_line(parts, line, false))
            return not_a_row(parts);
        parts->rows->hi = parts->offset + line.len;
        rows_take(parts);
    }
    if (grid->is_doubtful)
        return rows_bad(parts, whole, "a wrapped value that may have a blank or not");
    return ROWS_ROW;
}

/* Whether DuckDB has left out rows here: each cell is a dot. */
static bool is_gap(struct rows_parts *parts)
{
    for (size_t i = 0; i < parts->cells.count; i++)
        if (!slice_is(slice_trim(parts->cells.at[i].text), "\xc2\xb7"))
            return false;
    return true;
}

/* Gives the values as a row; DuckDB ends what it has cut with an ellipsis. */
static enum rows_result give(struct rows_parts *parts)
{
    bool is_box = parts->grid.bar.len > 1 && parts->grid.is_framed;

    for (size_t i = 0; i < parts->count; i++) {
        struct slice value = str_slice(&parts->values[i]);

        if (parts->at[i] == NO_COLUMN)
            continue;
        if (is_box && slice_ends(value, SLICE("\xe2\x80\xa6")))
            return rows_bad(parts, whole, "a value that was cut to fit the screen");
        parts->cells.at[parts->at[i]] =
            (struct rows_field){.text = value, .lo = parts->rows->lo, .hi = parts->rows->hi};
    }
    return rows_give(parts);
}

static void trim_cells(struct rows_parts *parts)
{
    for (size_t i = 0; i < parts->cells.count; i++)
        parts->cells.at[i].text = slice_trim(parts->cells.at[i].text);
}

/* Reads the names, which a ruler follows, and which one precedes where there is a frame. The ruler
   comes after the names, which it cuts: so the line of names is copied. */
static enum rows_result take_header(struct rows_parts *parts, struct slice line)
{
    enum rows_result result;

    if (is_frame(line)) {
        rows_take(parts);
        if (!rows_peek(parts, &line))
            return rows_bad(parts, NULL, "a box without rows");
    }
    parts->record.len = 0;
    str_add(&parts->record, line);
    parts->grid.has_types = false;
    do {
        rows_take(parts);
        if (!rows_peek(parts, &line))
            return rows_bad(parts, NULL, "names without a ruler below them");
        parts->grid.has_types |= !is_ruler(line);
    } while (!is_ruler(line) && slice_starts(str_slice(&parts->record), SLICE("\xe2\x94\x82")));
    if (!is_ruler(line))
        return rows_bad(parts, NULL, "names without a ruler below them");
    take_ruler(parts, line);
    rows_take(parts);
    if (!cut(parts, str_slice(&parts->record)))
        return rows_bad(parts, whole, "names that do not fit the ruler below them");
    trim_cells(parts);
    result = rows_bind(parts, parts->cells.at, parts->cells.count);
    parts->grid.is_after_ruler = parts->grid.is_framed;
    parts->grid.is_open = parts->grid.is_framed && !slice_starts(line, SLICE("\xe2\x94\x94"));
    parts->grid.full.count = 0;
    parts->grid.is_in_footer = slice_starts(line, SLICE("\xe2\x94\x9c")) &&
                               slice_find_slice(line, SLICE("\xe2\x94\xb4")) < line.len;
    return result;
}

/* A ruler after the names: it may close the box, begin another, or be between rows. */
static enum rows_result pass_ruler(struct rows_parts *parts, struct slice line)
{
    struct rows_grid *grid = &parts->grid;
    bool is_box = grid->bar.len > 1;
    bool is_other = is_box ? slice_starts(line, SLICE("\xe2\x94\x8c"))
                           : !slice_eq(line, str_slice(&grid->ruler));

    grid->is_open = false;
    grid->is_after_ruler = true;
    grid->is_in_footer = is_box && slice_starts(line, SLICE("\xe2\x94\x9c")) &&
                         slice_find_slice(line, SLICE("\xe2\x94\xbc")) == line.len;
    if (is_other)
        return take_header(parts, line);
    rows_take(parts);
    return ROWS_ROW;
}

/* Whether beeline has printed the names again. */
static bool is_header_again(struct rows_parts *parts, struct slice line)
{
    uint64_t count = parts->row_count;

    if (!parts->grid.is_after_ruler || !cut(parts, line))
        return false;
    trim_cells(parts);
    if (!rows_find_columns(parts, parts->cells.at, parts->cells.count))
        return false;
    parts->row_count = count;
    return true;
}

/* What DuckDB says of its rows in the box or below it: "100 rows", "(20 shown)". */
static enum rows_result pass_footer(struct rows_parts *parts, struct slice line)
{
    struct slice number;
    long long count;

    while (line.len && (line.at[0] == ' ' || slice_starts(line, parts->grid.bar)))
        line = slice_from(line, line.at[0] == ' ' ? 1 : parts->grid.bar.len);
    number = slice_cut(line, 0, slice_find(line, ' '));
    if (slice_find_slice(line, SLICE("shown")) < line.len)
        parts->rows->is_complete = false;
    else if (slice_find_slice(line, SLICE(" row")) == line.len)
        return rows_bad(parts, whole, "text that is not a row");
    else if (slice_to_int(number, &count) && (uint64_t)count != parts->row_count)
        parts->rows->is_complete = false;
    return ROWS_ROW;
}

/* Passes over a line that is not a row: *is_row is then false. */
static enum rows_result pass(struct rows_parts *parts, struct slice line, bool *is_row)
{
    struct rows_grid *grid = &parts->grid;

    *is_row = false;
    if (!parts->is_begun || (parts->has_footer && !grid->is_framed)) {
        parts->has_footer = false;
        return take_header(parts, line);
    }
    if (grid->is_framed && is_frame(line))
        return pass_ruler(parts, line);
    if (grid->is_in_footer ||
        (grid->is_framed && !grid->is_open && !slice_starts(line, grid->bar))) {
        rows_take(parts);
        return pass_footer(parts, line);
    }
    *is_row = !is_header_again(parts, line);
    if (!*is_row)
        rows_take(parts);
    grid->is_after_ruler = false;
    return ROWS_ROW;
}

enum rows_result rows_next_grid(struct rows_parts *parts)
{
    struct slice line;
    enum rows_result result;
    bool is_row;

    while ((result = rows_content(parts, &line)) == ROWS_ROW) {
        result = pass(parts, line, &is_row);
        if (result != ROWS_ROW)
            return result;
        if (!is_row)
            continue;
        parts->grid.is_open = parts->grid.is_framed;
        result = take_row(parts, line);
        if (result != ROWS_ROW)
            return result;
        if (!is_gap(parts))
            return give(parts);
        parts->rows->is_complete = false;
    }
    return result;
}
