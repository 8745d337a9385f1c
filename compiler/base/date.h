/*
 * Civil dates of the proleptic Gregorian calendar, years 1 to 9999, down to the minute. There is no
 * time zone and no clock: a civil time is just the numbers in a folder's name.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdint.h>

#include "base/slice.h"

enum date_unit { UNIT_YEAR, UNIT_MONTH, UNIT_DAY, UNIT_HOUR, UNIT_MINUTE }; /* coarse to fine */

struct civil {
    int year;
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
    int hour;
    int minute;
};

bool date_is_leap(int year);
int date_month_days(int year, int month);

/* 1 to 366. */
int date_day_of_year(struct civil when);

/* Minutes since 1970-01-01 00:00, and back. */
int64_t date_minutes(struct civil when);
struct civil date_civil(int64_t minutes);

/* The first minute of the next year, month, day, hour or minute: all finer fields are reset. */
struct civil date_next(struct civil when, enum date_unit unit);

/* The last civil time within the unit that `when` is in: for UNIT_DAY its 23:59. */
struct civil date_last(struct civil when, enum date_unit unit);

/* Negative, zero or positive. */
int date_cmp(struct civil a, struct civil b);

/* Reads 2026, 2026-04, 2026-04-30, 2026-04-30T13 or 2026-04-30T13:45 (with a space in place of the
   T, if preferred). Missing fields get their first value, and *unit is the finest field written.
   False when the text has another form or is not a real date. */
bool date_parse(struct slice text, struct civil *when, enum date_unit *unit);

/* "2026-04-30" and the like, down to `unit`; `buf` must hold 17 bytes. */
struct slice date_format(char *buf, struct civil when, enum date_unit unit);

/* The word: "year", "month", ... */
const char *date_unit_name(enum date_unit unit);

#endif
