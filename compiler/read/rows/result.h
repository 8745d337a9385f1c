/* What read/rows/ is asked for, and what it gives: see rows.h. */
#ifndef READ_ROWS_RESULT_H
#define READ_ROWS_RESULT_H

#include "base/stream.h"

enum { ROWS_COLUMNS_MAX = 8 };

struct rows_column {
    const char *name; /* compared without case; NULL: the first column, whatever its name */
    const char *path; /* or where it is in a JSON object, keys with dots between; or NULL */
    bool is_optional; /* never there without a header */
    bool (*fits)(struct slice text); /* tells its values where there is no header; NULL: any */
};

struct rows_field {
    struct slice text; /* JSON numbers, arrays and objects as JSON */
    bool is_null;      /* JSON null and isNull, `\pset null`; what only looks like it is not */
    uint64_t lo, hi;   /* where it is; the whole row if that is not known */
};

enum rows_result { ROWS_ROW, ROWS_END, ROWS_BAD };

/* Must be closed. */
struct rows {
    struct rows_field fields[ROWS_COLUMNS_MAX]; /* by column asked for; until the next call */
    uint64_t lo, hi;  /* bytes of the decoded stream: of the row, or of what is bad */
    uint64_t line;    /* that it begins on, from 1 */
    bool is_complete; /* at the end: false if the input says that it has not got all rows */
    const char *why;  /* after ROWS_BAD, in words; NULL if the system failed: see the stream */
    const char *help; /* then what gives a form that is read; or NULL */
    struct rows_parts *parts;
};

#endif
