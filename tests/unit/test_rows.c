/* Result sets: a table that is printed in any format is read back the same. */
#include "read/rows/rows.h"

#include "base/json.h"
#include "base/utf8.h"
#include "tests/unit/unit.h"

enum { COLUMNS = 3, ROWS_MAX = 6 };

static const char *const names[COLUMNS] = {"values", "location", "n"};

struct grid {
    struct str cells[ROWS_MAX][COLUMNS];
    size_t count;
};

/* What a format can carry. */
enum { ANY = 0, NO_LINES = 1, NO_BARS = 2, HAS_END = 4 /* which tells that all rows are there */ };

static void put_rows(struct str *out, const struct grid *grid, const char *separator,
                     bool is_quoted)
{
    for (size_t row = 0; row < grid->count; row++)
        for (size_t i = 0; i < COLUMNS; i++) {
            struct slice text = str_slice(&grid->cells[row][i]);

            for (size_t at = is_quoted ? 0 : text.len; at < text.len; at++) {
                if (at == 0)
                    str_putc(out, '"');
                str_fill(out, text.at[at], text.at[at] == '"' ? 2 : 1);
            }
            str_puts(out, is_quoted && text.len ? "\"" : "");
            if (!is_quoted)
                str_add(out, text);
            str_puts(out, i + 1 < COLUMNS ? separator : "\n");
        }
}

static void put_names(struct str *out, const char *separator)
{
    for (size_t i = 0; i < COLUMNS; i++) {
        str_puts(out, names[i]);
        str_puts(out, i + 1 < COLUMNS ? separator : "\n");
    }
}

static void print_csv(struct str *out, const struct grid *grid)
{
    put_names(out, ",");
    put_rows(out, grid, ",", true);
}

static void print_crlf(struct str *out, const struct grid *grid)
{
    struct str text = {0};

    print_csv(&text, grid);
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\n')
            str_putc(out, '\r');
        str_putc(out, text.at[i]);
    }
    str_release(&text);
}

static void print_unaligned(struct str *out, const struct grid *grid)
{
    put_names(out, "|");
    put_rows(out, grid, "|", false);
    str_printf(out, "(%zu row%s)\n", grid->count, grid->count == 1 ? "" : "s");
}

static void print_odd_separator(struct str *out, const struct grid *grid)
{
    put_names(out, "~~");
    put_rows(out, grid, "~~", false);
}

/* The next line of a cell; *rest has `at` NULL after the last. */
static struct slice next_line(struct slice *rest)
{
    size_t end = slice_find(*rest, '\n');
    struct slice line = slice_cut(*rest, 0, end);

    *rest = end < rest->len ? slice_from(*rest, end + 1) : (struct slice){0};
    return line;
}

static size_t width_of(struct slice text)
{
    const char *at = text.at, *end = text.at + text.len;
    size_t width = 0;

    while (at < end)
        width += (size_t)utf8_width(utf8_next(&at, end));
    return width;
}

struct style {
    const char *bar, *dash, *mark;
    const char *top[3], *middle[3], *bottom[3]; /* left, between, right; "" for none */
    bool has_types;
};

static const struct style border1 = {
    "|", "-", "+", {NULL, NULL, NULL}, {"", "+", ""}, {NULL, NULL, NULL}, false};
static const struct style border2 = {
    "|", "-", "+", {"+", "+", "+"}, {"+", "+", "+"}, {"+", "+", "+"}, false};
static const struct style box = {"│",  "─", "↵", {"┌", "┬", "┐"}, {"├", "┼", "┤"}, {"└", "┴", "┘"},
                                 false};
static const struct style duckbox = {
    "│", "─", "↵", {"┌", "┬", "┐"}, {"├", "┼", "┤"}, {"└", "┴", "┘"}, true};

static void put_ruler(struct str *out, const struct style *style, const char *const joints[3],
                      const size_t widths[COLUMNS])
{
    if (!joints[0])
        return;
    for (size_t i = 0; i < COLUMNS; i++) {
        str_puts(out, joints[i ? 1 : 0]);
        for (size_t at = 0; at < widths[i] + 2; at++)
            str_puts(out, style->dash);
    }
    str_puts(out, joints[2]);
    str_putc(out, '\n');
}

/* One printed line; true if a cell goes on. */
static bool put_line(struct str *out, const struct style *style, struct slice rest[COLUMNS],
                     const size_t widths[COLUMNS])
{
    bool goes_on = false, is_framed = style->top[0] != NULL;

    for (size_t i = 0; i < COLUMNS; i++) {
        struct slice line = next_line(&rest[i]);
        bool is_last = i + 1 == COLUMNS && !is_framed && !rest[i].at;

        if (i || is_framed)
            str_puts(out, style->bar);
        str_putc(out, ' ');
        str_add(out, line);
        if (!is_last)
            str_fill(out, ' ', widths[i] - width_of(line));
        str_puts(out, rest[i].at ? style->mark : is_last ? "" : " ");
        goes_on |= rest[i].at != NULL;
    }
    str_puts(out, is_framed ? style->bar : "");
    str_putc(out, '\n');
    return goes_on;
}

static void print_grid(struct str *out, const struct grid *grid, const struct style *style)
{
    size_t widths[COLUMNS];
    struct slice rest[COLUMNS], types[COLUMNS] = {SLICE("text"), SLICE("text"), SLICE("int")};

    for (size_t i = 0; i < COLUMNS; i++) {
        rest[i] = slice_of(names[i]);
        widths[i] = rest[i].len > types[i].len ? rest[i].len : types[i].len;
        for (size_t row = 0; row < grid->count; row++)
            for (struct slice left = str_slice(&grid->cells[row][i]); left.at;) {
                size_t width = width_of(next_line(&left));

                widths[i] = width > widths[i] ? width : widths[i];
            }
    }
    put_ruler(out, style, style->top, widths);
    put_line(out, style, rest, widths);
    if (style->has_types)
        put_line(out, style, types, widths);
    put_ruler(out, style, style->middle, widths);
    for (size_t row = 0; row < grid->count; row++) {
        for (size_t i = 0; i < COLUMNS; i++)
            rest[i] = str_slice(&grid->cells[row][i]);
        while (put_line(out, style, rest, widths))
            ;
    }
    put_ruler(out, style, style->bottom, widths);
    if (!style->has_types)
        str_printf(out, "(%zu row%s)\n\n", grid->count, grid->count == 1 ? "" : "s");
}

static void print_aligned(struct str *out, const struct grid *grid)
{
    print_grid(out, grid, &border1);
}

static void print_border2(struct str *out, const struct grid *grid)
{
    print_grid(out, grid, &border2);
}

static void print_box(struct str *out, const struct grid *grid)
{
    print_grid(out, grid, &box);
}

static void print_duckbox(struct str *out, const struct grid *grid)
{
    print_grid(out, grid, &duckbox);
}

static void print_expanded(struct str *out, const struct grid *grid)
{
    for (size_t row = 0; row < grid->count; row++) {
        str_printf(out, "-[ RECORD %zu ]--+-----\n", row + 1);
        for (size_t i = 0; i < COLUMNS; i++) {
            struct slice rest = str_slice(&grid->cells[row][i]);
            const char *name = names[i];

            do {
                struct slice line = next_line(&rest);

                str_printf(out, "%-8s | %.*s%s\n", name, SLICE_ARG(line), rest.at ? "   +" : "");
                name = "";
            } while (rest.at);
        }
    }
    str_puts(out, grid->count ? "\n" : "(0 rows)\n\n");
}

static json_t *cell(const struct grid *grid, size_t row, size_t i)
{
    return json_text(str_slice(&grid->cells[row][i]));
}

static json_t *object_of(const struct grid *grid, size_t row)
{
    json_t *object = json_object();

    for (size_t i = 0; i < COLUMNS; i++)
        json_put(object, names[i], cell(grid, row, i));
    return object;
}

static void print_array(struct str *out, const struct grid *grid)
{
    json_t *array = json_array();

    for (size_t row = 0; row < grid->count; row++)
        json_push(array, object_of(grid, row));
    json_print(out, array, JSON_ASCII);
}

static void print_json_lines(struct str *out, const struct grid *grid)
{
    for (size_t row = 0; row < grid->count; row++)
        json_print(out, object_of(grid, row), JSON_UTF8);
}

/* A page of AWS: each cell is an object with `key`, each row what `row_key` names; or itself. */
static json_t *cells_of(const struct grid *grid, size_t row, const char *key, const char *row_key)
{
    json_t *cells = json_array(), *object;

    for (size_t i = 0; i < COLUMNS; i++) {
        object = json_object();
        json_put(object, key, row < grid->count ? cell(grid, row, i) : json_word(names[i]));
        json_push(cells, object);
    }
    if (!row_key)
        return cells;
    object = json_object();
    json_put(object, row_key, cells);
    return object;
}

static json_t *columns_of(const char *key)
{
    json_t *columns = json_array();

    for (size_t i = 0; i < COLUMNS; i++) {
        json_t *column = json_object();

        json_put(column, key, json_word(names[i]));
        json_push(columns, column);
    }
    return columns;
}

/* A row a page. */
static void print_data_api(struct str *out, const struct grid *grid)
{
    for (size_t row = 0; row < grid->count; row++) {
        json_t *page = json_object(), *records = json_array();

        json_push(records, cells_of(grid, row, "stringValue", NULL));
        json_put(page, "Records", records);
        json_put(page, "ColumnMetadata", columns_of("name"));
        json_put(page, "TotalNumRows", json_integer((json_int_t)grid->count));
        if (row + 1 < grid->count)
            json_put(page, "NextToken", json_word("more"));
        json_print(out, page, JSON_ASCII);
    }
}

static void print_athena(struct str *out, const struct grid *grid)
{
    json_t *page = json_object(), *set = json_object(), *rows = json_array(),
           *about = json_object();

    json_push(rows, cells_of(grid, grid->count, "VarCharValue", "Data"));
    for (size_t row = 0; row < grid->count; row++)
        json_push(rows, cells_of(grid, row, "VarCharValue", "Data"));
    json_put(set, "Rows", rows);
    json_put(about, "ColumnInfo", columns_of("Name"));
    json_put(set, "ResultSetMetadata", about);
    json_put(page, "ResultSet", set);
    json_print(out, page, JSON_UTF8);
}

static const struct {
    void (*print)(struct str *out, const struct grid *grid);
    int bounds;
} formats[] = {
    {print_csv, ANY},
    {print_crlf, NO_LINES},
    {print_unaligned, NO_LINES | NO_BARS},
    {print_odd_separator, NO_LINES},
    {print_aligned, ANY},
    {print_border2, HAS_END},
    {print_box, HAS_END},
    {print_duckbox, NO_LINES | HAS_END},
    {print_expanded, ANY},
    {print_array, HAS_END},
    {print_json_lines, ANY},
    {print_data_api, HAS_END},
    {print_athena, HAS_END},
};

/* Texts with what formats are made of, but for what this one cannot carry: blanks at the ends, and
   empty texts in a row of nothing else. */
static void roll(struct dice *dice, struct grid *grid, int bounds)
{
    static const char *const pieces[] = {"a",  "+", "é", "日", "\\", ",",  "(3 rows)", "s3://b/k",
                                         "-",  ".", "[", "|",  "\n", "\"", "NULL",     "│",
                                         "04", "{", "]", "'",  "…",  "\t", "--",       "values"};

    grid->count = dice_between(dice, 0, ROWS_MAX + 1);
    for (size_t row = 0; row < grid->count; row++)
        for (size_t i = 0; i < COLUMNS; i++) {
            struct str *text = &grid->cells[row][i];

            text->len = 0;
            str_putc(text, 'x'); /* else a number may lose its blanks */
            for (size_t len = dice_between(dice, 0, 8); len > 0; len--) {
                const char *piece = pieces[dice_between(dice, 0, sizeof pieces / sizeof *pieces)];

                if ((bounds & NO_LINES && *piece == '\n') || (bounds & NO_BARS && *piece == '|'))
                    continue;
                str_puts(text, piece);
            }
            str_putc(text, 'y');
        }
}

static const struct rows_column asked[] = {{.name = "n"}, {.name = "VALUES"}, {.name = "location"}};

static void compare(struct slice text, const struct grid *grid)
{
    static const size_t at[COLUMNS] = {2, 0, 1};
    struct stream stream = {0};
    struct rows rows;
    enum rows_result result;
    size_t row = 0;

    stream_open_bytes(&stream, text);
    rows_open(&rows, &stream, asked, COLUMNS);
    for (; (result = rows_next(&rows)) == ROWS_ROW; row++) {
        ck_assert_msg(row < grid->count, "more rows than printed:\n%.*s", SLICE_ARG(text));
        for (size_t i = 0; i < COLUMNS; i++) {
            struct slice want = str_slice(&grid->cells[row][at[i]]);

            if (!slice_eq(rows.fields[i].text, want))
                ck_abort_msg("row %zu: got [%.*s], not [%.*s], of\n%.*s", row,
                             SLICE_ARG(rows.fields[i].text), SLICE_ARG(want), SLICE_ARG(text));
        }
    }
    ck_assert_msg(result == ROWS_END, "%s:\n%.*s", rows.why, SLICE_ARG(text));
    ck_assert_msg(row == grid->count, "%zu of %zu rows of\n%.*s", row, grid->count,
                  SLICE_ARG(text));
    ck_assert_msg(rows.is_complete, "not complete:\n%.*s", SLICE_ARG(text));
    rows_close(&rows);
    stream_close(&stream);
}

START_TEST(table_comes_back)
{
    struct dice dice = dice_of("table_comes_back");
    struct grid grid = {0};
    struct str text = {0};

    for (size_t round = rounds_of(2000); round > 0; round--) {
        roll(&dice, &grid, formats[_i].bounds);
        text.len = 0;
        formats[_i].print(&text, &grid);
        compare(str_slice(&text), &grid);
    }
    for (size_t row = 0; row < ROWS_MAX; row++)
        for (size_t i = 0; i < COLUMNS; i++)
            str_release(&grid.cells[row][i]);
    str_release(&text);
}
END_TEST

/* What is cut off gives the same rows, fewer with a word about it, or nothing but lines that are
   whole: psql's plain formats have no end. */
START_TEST(no_row_is_made_up)
{
    struct dice dice = dice_of("no_row_is_made_up");
    struct grid grid = {0};
    struct str text = {0};

    while (!grid.count)
        roll(&dice, &grid, formats[_i].bounds);
    formats[_i].print(&text, &grid);
    for (size_t len = 0; len < text.len; len++) {
        struct stream stream = {0};
        struct rows rows;
        enum rows_result result;
        size_t count = 0;

        stream_open_bytes(&stream, slice_cut(str_slice(&text), 0, len));
        rows_open(&rows, &stream, asked, COLUMNS);
        while ((result = rows_next(&rows)) == ROWS_ROW)
            count++;
        assert_quick(count <= grid.count);
        if (len && count < grid.count && formats[_i].bounds & HAS_END)
            ck_assert_msg(result == ROWS_BAD || !rows.is_complete,
                          "%zu of %zu rows, cut off at %zu:\n%.*s", count, grid.count, len,
                          SLICE_ARG(str_slice(&text)));
        rows_close(&rows);
        stream_close(&stream);
    }
    for (size_t row = 0; row < ROWS_MAX; row++)
        for (size_t i = 0; i < COLUMNS; i++)
            str_release(&grid.cells[row][i]);
    str_release(&text);
}
END_TEST

static bool is_array(struct slice text)
{
    return slice_starts(text, SLICE("["));
}

static bool is_place(struct slice text)
{
    return slice_starts(text, SLICE("s3:"));
}

/* Small inputs, and what each gives: the first column's texts, a line each, and dots
   where more are missing; or why it is refused. */
static const struct {
    const char *text, *gives;
} inputs[] = {
    {"", ""},
    {"\xef\xbb\xbf"
     "v,w\n1,2\n",
     "1\n"},
    {"Timing is on.\n[1]|s3://b\nTime: 1 ms\n", "[1]\n"},
    {"[1]||s3://b\n[\"|\"]||s3://c\n", "[1]\n[\"|\"]\n"},
    {"\"[1]\",s3://b\n", "[1]\n"},
    {" [1]    | s3://b \n [1, 2] | s3://c\n", "[1]\n[1, 2]\n"},
    {"w;x;v\n1;2;3\n4;5;6\n", "3\n6\n"},
    {"v|w\n1|2\nv|w\n3|4\n", "1\n3\n"},
    {"v|w\n1|2\n(2 rows)\n", "1\n..."},
    {"Null display is \"~\".\nv|w\n~|2\n", "NULL\n"},
    {"v w \n- -\na b\nc d\n(2 rows)\n", "a\nc\n"},
    {"+---+---+\n| t.v | t.w |\n+---+---+\n| a | b |\n+---+---+\n| t.v | t.w |\n+---+---+\n"
     "| c | d |\n+---+---+\n2 rows selected (0.1 seconds)\n",
     "a\nc\n"},
    {"+---+---+\n| v | w |\n+---+---+\n| a | b |\n", "a\n..."},
    {"┌───┬───┐\n│ v │ w │\n│ a │ b │\n├───┼───┤\n│ 1 │ 2 │\n│ · │ · │\n│ 8 │ 9 │\n└───┴───┘\n"
     "  9 rows\n (2 shown)\n",
     "1\n8\n..."},
    {"┌───┬───┐\n│ v │ w │\n│ a │ b │\n└───┴───┘\n  0 rows\n", ""},
    {"┌───┬───┐\n│ v │ w │\n│ a │ b │\n├───┼───┤\n│ 1 │ 2 │\n├───┴───┤\n│ 1 row │\n└───────┘\n",
     "1\n"},
    {"┌───┬───┐\n│ v │ w │\n│ a │ b │\n├───┼───┤\n│ 1 │ 2 │\n│ 1 │   │\n└───┴───┘\n",
     "a value that is wrapped to fit the screen"},
    {"┌───┬────┐\n│ v │ w  │\n├───┼────┤\n│ 1 │ 2… │\n└───┴────┘\n",
     "a value that was cut to fit the screen"},
    {"{\"v\": null, \"w\": 1}{\"V\": 1.5, \"w\": [1]}", "NULL\n1.5\n"},
    {"[[\"a\", 1], [true, 2]]", "a\ntrue\n"},
    {"{\"Records\": [[{\"longValue\": 4}, {\"isNull\": true}]], \"NextToken\": \"x\"}", "4\n..."},
    {"{\"Records\": [[{\"isNull\": true}, {\"stringValue\": \"\"}]]}", "NULL\n"},
    {"{\"Records\": [], \"TotalNumRows\": 2}", "..."},
    {"<table>", "HTML or XML"},
    {"[1]|s3://b|c\n", "neither a header nor a row of `v` and `w`"},
    {"[1]|s3://b\n[2]|s3://b|c\n", "3 fields, where 2 were expected"},
    {"v,w\n\"a,b\n", "a quote that is not closed"},
    {"v,x\n", "no column `w`: the columns are `v` and `x`"},
    {"[{\"v\": 1, \"w\": 2}", "the JSON is cut off"},
    {"{\"Error\": {\"Code\": \"AccessDenied\"}}", "no column `v`: the only column is `Error`"},
    {"v,w\n1,2\nERROR:  canceling statement\n", "an error message, not rows"},
    {"\x1f\x8b\x08", "the gzip data are cut off"},
};

START_TEST(input_is_read_or_refused)
{
    static const struct rows_column columns[] = {{.name = "v", .fits = is_array},
                                                 {.name = "w", .fits = is_place}};
    struct stream stream = {0};
    struct rows rows;
    struct str got = {0};
    enum rows_result result;

    stream_open_bytes(&stream, slice_of(inputs[_i].text));
    rows_open(&rows, &stream, columns, 2);
    while ((result = rows_next(&rows)) == ROWS_ROW) {
        str_add(&got, rows.fields[0].is_null ? SLICE("NULL") : rows.fields[0].text);
        str_putc(&got, '\n');
    }
    if (!rows.is_complete)
        str_puts(&got, "...");
    if (result == ROWS_BAD) {
        got.len = 0;
        str_puts(&got, rows.why);
    }
    ck_assert_msg(slice_is(str_slice(&got), inputs[_i].gives), "got [%.*s], not [%s]",
                  SLICE_ARG(str_slice(&got)), inputs[_i].gives);
    rows_close(&rows);
    stream_close(&stream);
    str_release(&got);
}
END_TEST

Suite *rows_suite(void)
{
    Suite *suite = suite_create("rows");
    TCase *tcase = tcase_create("result sets");
    int format_count = sizeof formats / sizeof *formats;

    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, table_comes_back, 0, format_count);
    tcase_add_loop_test(tcase, no_row_is_made_up, 0, format_count);
    tcase_add_loop_test(tcase, input_is_read_or_refused, 0, sizeof inputs / sizeof *inputs);
    suite_add_tcase(suite, tcase);
    return suite;
}
