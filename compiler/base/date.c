#include "base/date.h"

#include <stdio.h>

#include "base/ascii.h"

bool date_is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_month_days(int year, int month)
{
    static const signed char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return days[month - 1] + (month == 2 && date_is_leap(year));
}

/* Days since 1970-01-01. Counted in years that begin in March, so that the leap day is the last of
   its year. */
static int64_t days_since_epoch(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

int date_day_of_year(struct civil when)
{
    return (int)(days_since_epoch(when.year, when.month, when.day) -
                 days_since_epoch(when.year, 1, 1)) +
           1;
}

int64_t date_minutes(struct civil when)
{
    return (days_since_epoch(when.year, when.month, when.day) * 24 + when.hour) * 60 + when.minute;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

struct civil date_civil(int64_t minutes)
{
    int64_t days = floor_div(minutes, 24 * 60);
    int64_t rest = minutes - days * 24 * 60;
    int64_t shifted = days + 719468;
    int64_t era = floor_div(shifted, 146097);
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    struct civil when = {
        .year = (int)(year_of_era + era * 400 + (month >= 10)),
        .month = (int)(month < 10 ? month + 3 : month - 9),
        .day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
        .hour = (int)(rest / 60),
        .minute = (int)(rest % 60),
    };

    return when;
}

struct civil date_next(struct civil when, enum date_unit unit)
{
    switch (unit) {
    case UNIT_YEAR: return (struct civil){when.year + 1, 1, 1, 0, 0};
    case UNIT_MONTH:
        return (struct civil){when.year + when.month / 12, when.month % 12 + 1, 1, 0, 0};
    case UNIT_DAY:
        if (when.day < date_month_days(when.year, when.month))
            return (struct civil){when.year, when.month, when.day + 1, 0, 0};
        return date_next(when, UNIT_MONTH);
    case UNIT_HOUR:
        if (when.hour < 23)
            return (struct civil){when.year, when.month, when.day, when.hour + 1, 0};
        return date_next(when, UNIT_DAY);
    case UNIT_MINUTE: break;
    }
    return date_civil(date_minutes(when) + 1);
}

struct civil date_last(struct civil when, enum date_unit unit)
{
    return date_civil(date_minutes(date_next(when, unit)) - 1);
}

int date_cmp(struct civil a, struct civil b)
{
    int64_t x = date_minutes(a), y = date_minutes(b);

    return (x > y) - (x < y);
}

/* Takes exactly `width` digits off the front of *text. */
static bool take_digits(struct slice *text, size_t width, int *value)
{
    *value = 0;
    if (text->len < width)
        return false;
    for (size_t i = 0; i < width; i++) {
        if (!ascii_is_digit(text->at[i]))
            return false;
        *value = *value * 10 + (text->at[i] - '0');
    }
    *text = slice_from(*text, width);
    return true;
}

static bool take_byte(struct slice *text, const char *any_of)
{
    if (!text->len || !strchr(any_of, text->at[0]) || !text->at[0])
        return false;
    *text = slice_from(*text, 1);
    return true;
}

bool date_parse(struct slice text, struct civil *when, enum date_unit *unit)
{
    static const char *const separators[] = {"", "-", "-", "T ", ":"};
    struct civil c = {1, 1, 1, 0, 0};
    int *const fields[] = {&c.year, &c.month, &c.day, &c.hour, &c.minute};
    int u;

    for (u = UNIT_YEAR; u <= UNIT_MINUTE && text.len; u++) {
        if (u != UNIT_YEAR && !take_byte(&text, separators[u]))
            return false;
        if (!take_digits(&text, u == UNIT_YEAR ? 4 : 2, fields[u]))
            return false;
    }
    if (u == UNIT_YEAR || text.len || c.year < 1 || c.month < 1 || c.month > 12 || c.day < 1)
        return false;
    if (c.day > date_month_days(c.year, c.month) || c.hour > 23 || c.minute > 59)
        return false;
    *when = c;
    *unit = (enum date_unit)(u - 1);
    return true;
}

struct slice date_format(char *buf, struct civil when, enum date_unit unit)
{
    static const unsigned char lengths[] = {4, 7, 10, 13, 16};
    char all[64];

    snprintf(all, sizeof all, "%04d-%02d-%02dT%02d:%02d", when.year, when.month, when.day,
             when.hour, when.minute);
    memcpy(buf, all, lengths[unit]);
    return (struct slice){buf, lengths[unit]};
}

const char *date_unit_name(enum date_unit unit)
{
    static const char *const names[] = {"year", "month", "day", "hour", "minute"};

    return names[unit];
}
