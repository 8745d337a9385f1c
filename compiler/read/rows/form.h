/* Internal to read/rows/: what the readers of the different forms share. */
#ifndef READ_ROWS_FORM_H
#define READ_ROWS_FORM_H

#include <stdint.h>

#include "base/str.h"
#include "base/vec.h"
#include "read/rows/result.h"

#define NO_COLUMN SIZE_MAX

/* Lines of cells: see grid.c. */
struct rows_grid {
    struct slice bar; /* between columns */
    bool is_framed;   /* bars at both ends */
    bool is_bare;     /* no bars: only the ruler tells where columns end */
    bool is_open;     /* framed, and the last line was not a ruler */
    bool is_after_ruler;
    bool is_in_footer; /* DuckDB's counts, within its box */
    bool has_types;    /* DuckDB's, below the names */
    VEC(bool) full;    /* by cell of the last row: it fills its column */
    bool goes_on;      /* a value goes on in the next line */
    bool is_doubtful;  /* where a value was wrapped, a blank may be missing */
    VEC(char) marks;   /* by cell, how it goes on: '+' in a new line, '.' in the same, or NUL */
    struct str ruler;
    VEC(size_t) ends; /* by column of the ruler, the display column after it */
};

struct rows_form;

struct rows_parts {
    struct rows *rows;
    struct stream *stream;
    const struct rows_column *columns;
    size_t count;
    const struct rows_form *form;
    bool is_begun;                       /* there has been a header, or the form needs none */
    bool is_last;                        /* JSON: the last page has no NextToken */
    uint64_t offset, line;               /* of the next line; lines count from 1 */
    uint64_t row_count;                  /* since the last header */
    size_t at[ROWS_COLUMNS_MAX];         /* the input's column for each asked for; or NO_COLUMN */
    size_t width;                        /* how many columns the input has */
    struct str record;                   /* the lines of the current row */
    struct str text;                     /* fields that are not in the record as they are */
    struct str null;                     /* how a null is printed; empty: not told */
    struct str values[ROWS_COLUMNS_MAX]; /* of the columns asked for, where they are put together */
    struct str why;
    struct arena arena;
    VEC(struct rows_field) cells; /* of the current row, by the input's columns */
    struct str separator;
    bool is_trimmed; /* blanks around the separator are not of the field */
    bool has_header;
    size_t header_len; /* bytes of its line */
    bool has_footer;   /* a count of rows since the last header */
    struct rows_grid grid;
    struct rows_json *json;
};

/* Says why there is no row, of the lines from rows->lo; `help` may be NULL. */
enum rows_result rows_bad(struct rows_parts *parts, const char *help, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The next line, without its end, left in the stream; valid until the next call. False at the end,
   at a failure, and at a line that is too long: rows_ended tells which. */
bool rows_peek(struct rows_parts *parts, struct slice *line);
enum rows_result rows_ended(struct rows_parts *parts);

/* Takes the line that rows_peek gave. */
void rows_take(struct rows_parts *parts);

/* The next line that is not noise: blank, or what a tool prints around rows. Counts that it tells
   are compared, and an error message is ROWS_BAD. */
enum rows_result rows_content(struct rows_parts *parts, struct slice *line);

/* Whether a line is blank, or is printed around rows. */
bool rows_is_noise(struct slice line);

/* Finds the columns asked for among the names. False if one that must be there is not. */
bool rows_find_columns(struct rows_parts *parts, const struct rows_field *names, size_t count);

/* Like rows_find_columns; ROWS_BAD naming what is there and what is not. */
enum rows_result rows_bind(struct rows_parts *parts, const struct rows_field *names, size_t count);

/* Takes the columns that must be there as those of the input, which names none. */
void rows_take_order(struct rows_parts *parts);

/* Appends "`a`, `b` and `c`", of at most eight names. */
void rows_put_names(struct str *out, const struct rows_field *names, size_t count);

/* Gives the cells as a row that began at rows->lo. */
enum rows_result rows_give(struct rows_parts *parts);

/* The text without `bar` and what follows; *rest is what follows it, or empty with at NULL. */
struct slice rows_until(struct slice text, struct slice bar, struct slice *rest);

#endif
