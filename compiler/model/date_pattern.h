/*
 * Date patterns: the strftime subset that partition values and folders are written in.
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
    unsigned fields; /* bits 1 << FIELD_... of what it names */
    struct text text;
};

/* Reads a pattern; NULL with one diagnostic (SP0307) where it is malformed or names no field. */
const struct date_pattern *date_pattern_parse(struct diags *diags, struct text text);

/* The pattern of a `date` column that was given none: %Y-%m-%d. */
const struct date_pattern *date_pattern_iso(void);

/* Appends `when` in the pattern. */
void date_pattern_print(struct str *out, const struct date_pattern *pattern, struct civil when);

/* The same into buf, at most `room` bytes; returns the bytes that it takes, which may be more. */
size_t date_pattern_put(char *buf, size_t room, const struct date_pattern *pattern,
                        struct civil when);

/* Digits of a field: `least` and `most`, equal where it is padded. */
void date_item_digits(const struct date_item *item, int *least, int *most);

/* The bytes of text that the field takes in `text`, set into *numbers (indexed by field, -1: not
   seen); false where `text` is not of the pattern, or a field that was seen has another value. */
bool date_pattern_read(const struct date_pattern *pattern, struct slice text,
                       int numbers[FIELD_COUNT]);

/* The civil time that fields determine, unset ones being the first of their kind. False when they
   name no real date, or contradict each other (%j against %m or %d). */
bool date_fields_civil(const int numbers[FIELD_COUNT], struct civil *when);

/* Whether a set of fields names one date: with each field all coarser ones. When so, *finest is the
   finest unit; else *missing is the coarsest field that is not there. */
bool date_fields_determine(unsigned fields, enum date_unit *finest, enum date_field *missing);

/* "%Y" for FIELD_YEAR and so on. */
const char *date_field_mark(enum date_field field);

#endif
