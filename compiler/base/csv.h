/*
 * Comma-separated values, a line at a time, as RFC 4180 has them and as tools bend it: a field in
 * quotes may have blanks around it. A field without quotes keeps its blanks. A line end inside
 * quotes is not read over: who cuts the lines sees to it. A record may be used for line after line,
 * and allocates only for lines longer than those before.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/str.h"

enum { CSV_FIELDS_MAX = 32 };

/* Zeroed before its first line. */
struct csv_record {
    struct slice fields[CSV_FIELDS_MAX]; /* in the line, or in `text`; until the next line */
    int count;
    struct str text; /* of fields with doubled quotes */
};

/* Splits a line, whose line end is taken off but perhaps for the CR of a CRLF. False where a quote
   has no end, text follows a closing quote, or there are more than CSV_FIELDS_MAX fields. */
bool csv_split(struct csv_record *record, struct slice line);

/* Takes a field in quotes off the front of *rest, whose first byte is the opening quote. Text whose
   quotes are undoubled is appended to `text`, which must have room for rest->len bytes more, so
   that no earlier field moves. False where the quote has no end. */
bool csv_take_quoted(struct slice *rest, struct slice *field, struct str *text);

void csv_release(struct csv_record *record);

#endif
