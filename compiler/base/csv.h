/*
 * Comma-separated values, one line at a time, as in RFC 4180 and with one liberty that tools take:
 * a quoted field may have blanks around it. An unquoted field keeps its blanks. Line ends inside
 * quotes are left to the caller, which splits the input into lines. A record can be reused for line
 * after line, and allocates only for a line longer than any before.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/str.h"

enum { CSV_FIELDS_MAX = 32 };

/* Must be zeroed before its first line. */
struct csv_record {
    struct slice fields[CSV_FIELDS_MAX]; /* in the line or in `text`; until the next line */
    int count;
    struct str text; /* fields that had doubled quotes */
};

/* Splits a line, given without its line end (the CR of a CRLF may remain). False when a quote is
   not closed, text follows a closing quote, or there are more than CSV_FIELDS_MAX fields. */
bool csv_split(struct csv_record *record, struct slice line);

/* Takes a quoted field off the front of *rest, whose first byte is the opening quote. A field with
   doubled quotes is unescaped into `text`, which must have room for rest->len more bytes, so that
   no earlier field moves. False when the quote is not closed. */
bool csv_take_quoted(struct slice *rest, struct slice *field, struct str *text);

void csv_release(struct csv_record *record);

#endif
