/*
 * Date patterns: the subset of strftime in which partition values and folders are written.
 *   %Y year, 4 digits   %m month   %d day   %H hour   %M minute, 2 digits   %j day of the year, 3
 *   %-m %-d %-H the same without padding      %% a percent sign
 */
#ifndef MODEL_DATE_PATTERN_H
#define MODEL_DATE_PATTERN_H

#include "base/date.h"
#include "base/str.h"
#include "diag/diag.h"
#include "model/text.h"

enum date_field {
    FIELD_YEAR,
    FIELD_MONTH,
    FIELD_DAY,
    FIELD_HOUR,
    FIELD_MINUTE,
    FIELD_YEAR_DAY,
    FIELD_COUNT
};

struct date_item {
    bool is_literal;
    bool is_padded;
    enum date_field field;
    struct slice literal;
};

struct date_pattern {
    VEC(struct date_item) items;
    unsigned fields; /* bits 1 << FIELD_...: the fields that it contains */
    struct text text;
};

/* Parses a pattern. NULL, with one diagnostic (SP0307), if it is malformed or contains no field. */
const struct date_pattern *date_pattern_parse(struct diags *diags, struct text text);

/* The default pattern of a `date` column: %Y-%m-%d. */
const struct date_pattern *date_pattern_iso(void);

/* The pattern of a `timestamp` column's values for folders with these fields: down to their finest,
   and zeros after it, %Y-%m-%d %H:00:00. */
const struct date_pattern *date_pattern_timestamp(unsigned shown);

/* Appends `when`, formatted by the pattern. */
void date_pattern_print(struct str *out, const struct date_pattern *pattern, struct civil when);

/* Writes the same to buf, without a NUL, if it fits in `room` bytes. Returns its length in bytes,
   which may be more than `room`. */
size_t date_pattern_put(char *buf, size_t room, const struct date_pattern *pattern,
                        struct civil when);

/* The least and the most digits of a field; equal if it is padded. */
void date_item_digits(const struct date_item *item, int *least, int *most);

/* Reads `text`, all of which must match the pattern, into `numbers` (indexed by field; -1: not seen
   yet). False if it does not match, or if a field that was seen before has another value. */
bool date_pattern_read(const struct date_pattern *pattern, struct slice text,
                       int numbers[FIELD_COUNT]);

/* The civil time that the fields give; a field that is not set takes its lowest value. False if
   there is no such date, or if the fields contradict each other (%j against %m or %d). */
bool date_fields_civil(const int numbers[FIELD_COUNT], struct civil *when);

/* Whether a set of fields determines a date: each field needs all coarser ones. If so, *finest is
   the finest unit; else *missing is the coarsest field that is missing. */
bool date_fields_determine(unsigned fields, enum date_unit *finest, enum date_field *missing);

/* "%Y" for FIELD_YEAR and so on. */
const char *date_field_mark(enum date_field field);

#endif
