/*
 * Fields with a separator between them: CSV, and psql's unaligned format, which quotes nothing. The
 * separator is told by the header, or by a first row whose fields fit.
 */
#include "base/ascii.h"
#include "base/csv.h"
#include "read/rows/forms.h"

static const char quoting[] = "print the rows as CSV, which quotes: with psql, use `psql --csv`";

enum split { SPLIT_DONE, SPLIT_OPEN, SPLIT_BAD };

/* The length of the JSON array or object that the text begins with; 0 if it does not end. */
static size_t json_len(struct slice text)
{
    bool is_quoted = false;
    int depth = 0;

    for (size_t i = 0; i < text.len; i++) {
        char byte = text.at[i];

        if (byte == '"')
            is_quoted = !is_quoted;
        else if (is_quoted)
            i += byte == '\\';
        else if (byte == '[' || byte == '{')
            depth++;
        else if ((byte == ']' || byte == '}') && --depth == 0)
            return i + 1;
    }
    return 0;
}

static bool is_json(struct slice text)
{
    return text.len && (text.at[0] == '[' || text.at[0] == '{');
}

static bool is_at_end(struct slice rest, struct slice separator)
{
    return !rest.len || slice_starts(rest, separator);
}

static struct slice skip_blanks(struct slice rest, bool is_trimmed)
{
    while (is_trimmed && rest.len && rest.at[0] == ' ')
        rest = slice_from(rest, 1);
    return rest;
}

/* Takes a field off *rest: all of it where there is one column. The rest is then empty or begins with the separator. */
static enum split take_field(struct rows_parts *parts, struct slice *rest, struct rows_field *field)
{
    struct slice separator = str_slice(&parts->separator), start = *rest;
    size_t len;

    if (start.len && start.at[0] == '"') {
        if (!csv_take_quoted(rest, &field->text, &parts->text))
            return SPLIT_OPEN;
        *rest = skip_blanks(*rest, parts->is_trimmed);
        return is_at_end(*rest, separator) ? SPLIT_DONE : SPLIT_BAD;
    }
    if (parts->is_begun && parts->width == 1) {
        field->text = start;
        *rest = (struct slice){0};
        return SPLIT_DONE;
    }
    len = is_json(start) ? json_len(start) : 0;
    if (!len || !is_at_end(skip_blanks(slice_from(start, len), parts->is_trimmed), separator))
        len = slice_find_slice(start, separator);
    field->text = slice_cut(start, 0, len);
    *rest = skip_blanks(slice_from(start, len), parts->is_trimmed);
    if (parts->is_trimmed)
        field->text = slice_trim(field->text);
    return SPLIT_DONE;
}

/* Splits the text into cells. `offset` is where it begins in the input. */
static enum split split_text(struct rows_parts *parts, struct slice text, uint64_t offset)
{
    struct slice rest = text;

    parts->cells.count = 0;
    parts->text.len = 0;
    str_reserve(&parts->text, text.len + 1);
    for (;;) {
        struct rows_field field = {0};
        struct slice start = rest = skip_blanks(rest, parts->is_trimmed);
        enum split split = take_field(parts, &rest, &field);

        if (split != SPLIT_DONE)
            return split;
        field.lo = offset + (text.len - start.len);
        field.hi = field.lo + (start.len - rest.len);
        *vec_push(&parts->cells, &parts->arena) = field;
        if (!rest.len)
            return SPLIT_DONE;
        rest = slice_from(rest, parts->separator.len);
    }
}

static void set_separator(struct rows_parts *parts, struct slice separator, bool is_trimmed)
{
    parts->separator.len = 0;
    str_add(&parts->separator, separator);
    parts->is_trimmed = is_trimmed;
}

static bool is_name_byte(char byte)
{
    return ascii_is_alnum(byte) || byte == '_' || byte == '$' || byte == '.' || (byte & 0x80);
}

/* What is between the first field of the line and the next, if the first tells its own end: a name, a
   quoted text, or JSON. */
static struct slice infer_separator(struct slice line)
{
    size_t from = 0, to;

    if (is_json(line))
        from = json_len(line);
    else if (line.len && line.at[0] == '"')
        from = 2 + slice_find(slice_from(line, 1), '"');
    else
        while (from < line.len && is_name_byte(line.at[from]))
            from++;
    if (from > line.len)
        from = line.len;
    for (to = from; to < line.len && !is_name_byte(line.at[to]); to++)
        if (line.at[to] == '"' || is_json(slice_from(line, to)))
            break;
    return slice_cut(line, from, to);
}

/* The separators that the line may have, one for each index; false after the last. */
static bool try_separator(struct rows_parts *parts, struct slice line, size_t index)
{
    static const struct slice usual[] = {SLICE(","), SLICE("\t"), SLICE("|"),    SLICE(";"),
                                         SLICE("~"), SLICE("^"),  SLICE("\x01"), SLICE("\x1f")};
    struct slice trimmed = slice_trim(line), inferred = infer_separator(trimmed);

    if (index == 0) {
        struct slice bare = slice_trim(inferred);

        if (!bare.len)
            bare = inferred;
        set_separator(parts, inferred.len ? bare : SLICE(","), bare.len < inferred.len);
        return true;
    }
    index--;
    if (index / 2 >= sizeof usual / sizeof *usual)
        return false;
    set_separator(parts, usual[index / 2], index % 2);
    return true;
}

static bool is_header(struct rows_parts *parts, struct slice line)
{
    for (size_t i = 0; i < parts->count; i++)
        if (!parts->columns[i].name && slice_find(line, ' ') < line.len)
            return false;
    return split_text(parts, line, parts->offset) == SPLIT_DONE &&
           rows_find_columns(parts, parts->cells.at, parts->cells.count);
}

static bool find_header(struct rows_parts *parts, struct slice line)
{
    for (size_t i = 0; try_separator(parts, line, i); i++)
        if (is_header(parts, line))
            return true;
    return false;
}

/* Whether the cells are those asked for, in that order. */
static bool cells_fit(const struct rows_parts *parts)
{
    for (size_t i = 0; i < parts->count; i++) {
        const struct rows_column *column = &parts->columns[i];

        if (parts->at[i] == NO_COLUMN || !column->fits)
            continue;
        if (!column->fits(parts->cells.at[parts->at[i]].text))
            return false;
    }
    return true;
}

static bool find_order(struct rows_parts *parts, struct slice line)
{
    rows_take_order(parts);
    parts->is_begun = parts->width == 1;
    for (size_t i = 0; try_separator(parts, line, i); i++) {
        enum split split = split_text(parts, line, 0);

        if ((split == SPLIT_DONE && parts->cells.count == parts->width && cells_fit(parts)) ||
            (split == SPLIT_OPEN && parts->width == 1)) {
            parts->is_begun = true;
            return true;
        }
    }
    parts->is_begun = false;
    return false;
}

/* Whether the line is of names only, separated by one of the usual separators. */
static bool find_names(struct rows_parts *parts, struct slice line)
{
    for (size_t i = 0; try_separator(parts, line, i); i++) {
        size_t names = 0;

        if (split_text(parts, line, parts->offset) != SPLIT_DONE)
            continue;
        for (size_t cell = 0; cell < parts->cells.count; cell++) {
            struct slice name = parts->cells.at[cell].text;
            size_t len = 0;

            while (len < name.len && is_name_byte(name.at[len]))
                len++;
            names += name.len && len == name.len;
        }
        if (names == parts->cells.count)
            return true;
    }
    return false;
}

/* Whether a row is psql's of a name and a value: unaligned, and expanded. */
static bool is_expanded(const struct rows_parts *parts)
{
    for (size_t i = 0; i < parts->count; i++)
        if (parts->columns[i].name && parts->cells.count == 2 &&
            slice_eq_folded(parts->cells.at[0].text, slice_of(parts->columns[i].name)))
            return true;
    return false;
}

/* Without a header, the first row must be of the columns asked for. */
static enum rows_result not_rows(struct rows_parts *parts)
{
    struct rows_field names[ROWS_COLUMNS_MAX];
    struct str list = {0};
    enum rows_result result;
    size_t count = 0;

    for (size_t i = 0; i < parts->count; i++)
        if (parts->columns[i].name && !parts->columns[i].is_optional)
            names[count++] = (struct rows_field){.text = slice_of(parts->columns[i].name)};
    if (count)
        rows_put_names(&list, names, count);
    result = rows_bad(parts, NULL, "neither a header nor a row%s%.*s", count ? " of " : "",
                      SLICE_ARG(str_slice(&list)));
    str_release(&list);
    return result;
}

static enum rows_result begin(struct rows_parts *parts, struct slice line)
{
    if (find_header(parts, line)) {
        parts->header_len = line.len;
        rows_take(parts);
        return ROWS_ROW;
    }
    if (find_order(parts, line)) {
        if (!is_expanded(parts))
            return ROWS_ROW;
        return rows_bad(parts, quoting, "a name and a value a line");
    }
    if (find_names(parts, line))
        return rows_bind(parts, parts->cells.at, parts->cells.count);
    return not_rows(parts);
}

/* Adds lines to the record until it has another quote. False at the end. */
static bool add_lines(struct rows_parts *parts)
{
    struct slice line;
    bool is_found = false;

    while (!is_found) {
        if (!rows_peek(parts, &line))
            return false;
        str_putc(&parts->record, '\n');
        str_add(&parts->record, line);
        is_found = slice_find(line, '"') < line.len;
        rows_take(parts);
    }
    parts->rows->hi = parts->offset;
    return true;
}

/* Splits the record, and reads on while a quote is open. */
static enum split split_record(struct rows_parts *parts)
{
    uint64_t line = parts->line;
    enum split split;

    while ((split = split_text(parts, str_slice(&parts->record), parts->rows->lo)) == SPLIT_OPEN)
        if (!add_lines(parts))
            return SPLIT_OPEN;
    for (size_t i = 0; i < parts->cells.count && parts->line > line; i++) {
        parts->cells.at[i].lo = parts->rows->lo;
        parts->cells.at[i].hi = parts->rows->hi;
    }
    return split;
}

static enum rows_result next_record(struct rows_parts *parts)
{
    switch (split_record(parts)) {
    case SPLIT_OPEN: return rows_bad(parts, quoting, "a quote that is not closed");
    case SPLIT_BAD: return rows_bad(parts, quoting, "text after a closing quote");
    case SPLIT_DONE: break;
    }
    if (parts->cells.count != parts->width)
        return rows_bad(parts, quoting, "%zu field%s, where %zu %s expected", parts->cells.count,
                        parts->cells.count == 1 ? "" : "s", parts->width,
                        parts->width == 1 ? "was" : "were");
    if (!parts->has_header && !cells_fit(parts))
        return rows_bad(parts, quoting, "not a row like the first");
    return rows_give(parts);
}

enum rows_result rows_next_separated(struct rows_parts *parts)
{
    struct slice line;
    enum rows_result result = rows_content(parts, &line);

    if (result == ROWS_ROW && !parts->is_begun) {
        result = begin(parts, line);
        if (result == ROWS_ROW)
            result = rows_content(parts, &line);
    }
    while (result == ROWS_ROW && parts->has_header && line.len == parts->header_len &&
           is_header(parts, line)) {
        rows_take(parts);
        result = rows_content(parts, &line);
    }
    if (result != ROWS_ROW)
        return result;
    parts->record.len = 0;
    str_add(&parts->record, line);
    rows_take(parts);
    return next_record(parts);
}
