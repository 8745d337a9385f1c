/* Partition values: whether they are valid for the column's type, and their canonical spelling
   (facts: Query-time behaviour). */
#include <limits.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/date.h"
#include "model/type.h"

static bool holds_integer(enum type_kind kind, struct slice value, const char **why)
{
    long long number;
    bool is_number = slice_to_int(value, &number) && value.at[0] != '+';

    switch (kind) {
    case TYPE_SMALLINT:
        *why = "a whole number from -32768 to 32767";
        return is_number && number >= SHRT_MIN && number <= SHRT_MAX;
    case TYPE_INTEGER:
        *why = "a whole number from -2147483648 to 2147483647";
        return is_number && number >= INT_MIN && number <= INT_MAX;
    default: *why = "a 64-bit whole number"; return is_number;
    }
}

/* Digits with an optional sign, decimal point and (if allowed) exponent. */
static bool is_number(struct slice value, bool with_exponent, size_t *whole, size_t *fraction)
{
    size_t i = value.len && value.at[0] == '-', digits;

    for (digits = i; i < value.len && ascii_is_digit(value.at[i]); i++)
        ;
    *whole = i - digits;
    *fraction = 0;
    if (i < value.len && value.at[i] == '.') {
        for (i++; i < value.len && ascii_is_digit(value.at[i]); i++)
            ++*fraction;
    }
    if (!*whole && !*fraction)
        return false;
    if (with_exponent && i + 1 < value.len && ascii_lower(value.at[i]) == 'e') {
        long long exponent;

        return slice_to_int(slice_from(value, i + 1), &exponent);
    }
    return i == value.len;
}

static bool holds_decimal(const struct type *type, struct slice value, const char **why)
{
    size_t whole, fraction;

    *why = "a number that fits the column's precision and scale";
    return is_number(value, false, &whole, &fraction) && fraction <= (size_t)type->scale &&
           whole <= (size_t)(type->precision - type->scale);
}

static bool holds_date(struct slice value, const char **why)
{
    struct civil when;
    enum date_unit unit;

    *why = "a date such as 2026-04-30";
    return date_parse(value, &when, &unit) && unit == UNIT_DAY;
}

/* 2026-04-30, 2026-04-30 13:45, with seconds, with a fraction. */
static bool holds_timestamp(struct slice value, const char **why)
{
    struct civil when;
    enum date_unit unit;
    size_t minutes = value.len < 16 ? value.len : 16;

    *why = "a timestamp such as 2026-04-30 13:45:00";
    if (!date_parse(slice_cut(value, 0, minutes), &when, &unit) || unit < UNIT_DAY)
        return false;
    if (value.len <= 16)
        return true;
    if (value.len < 19 || value.at[16] != ':' || value.at[17] < '0' || value.at[17] > '5' ||
        !ascii_is_digit(value.at[18]))
        return false;
    if (value.len == 19)
        return true;
    for (size_t i = 20; i < value.len; i++)
        if (!ascii_is_digit(value.at[i]))
            return false;
    return value.at[19] == '.' && value.len > 20 && value.len <= 26;
}

static bool holds_characters(const struct type *type, struct slice value, const char **why)
{
    *why = "text that fits the column's length in bytes";
    if (value.len > (size_t)type->length)
        return false;
    if (type->kind != TYPE_CHAR)
        return true;
    *why = "text of single-byte characters, which a char column requires";
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.at[i] >= 0x80)
            return false;
    return true;
}

bool type_holds(const struct type *type, struct slice value, const char **why)
{
    size_t whole, fraction;

    *why = "a value of that type";
    switch (type->kind) {
    case TYPE_SMALLINT:
    case TYPE_INTEGER:
    case TYPE_BIGINT: return holds_integer(type->kind, value, why);
    case TYPE_DECIMAL: return holds_decimal(type, value, why);
    case TYPE_REAL:
    case TYPE_DOUBLE: *why = "a number"; return is_number(value, true, &whole, &fraction);
    case TYPE_BOOLEAN:
        *why = "true or false";
        return slice_eq_folded(value, SLICE("true")) || slice_eq_folded(value, SLICE("false"));
    case TYPE_CHAR:
    case TYPE_VARCHAR: return holds_characters(type, value, why);
    case TYPE_DATE: return holds_date(value, why);
    case TYPE_TIMESTAMP: return holds_timestamp(value, why);
    case TYPE_VARBYTE:
    case TYPE_STRUCT:
    case TYPE_ARRAY:
    case TYPE_MAP: return false;
    case TYPE_KIND_COUNT: break;
    }
    return false;
}

/* Strips leading zeros and trailing fractional zeros. */
static void put_number(struct str *out, struct slice value)
{
    bool is_negative = value.len && value.at[0] == '-';
    size_t point = slice_find(value, '.');

    while (point < value.len && (value.at[value.len - 1] == '0' || value.len - 1 == point))
        value.len--;
    value = slice_from(value, is_negative || (value.len && value.at[0] == '+'));
    while (value.len && value.at[0] == '0')
        value = slice_from(value, 1);
    str_puts(out, is_negative && value.len ? "-" : "");
    str_puts(out, !value.len || value.at[0] == '.' ? "0" : "");
    str_add(out, value);
}

/* The binary number that the value is read as; two spellings may round to one. */
static void put_real(struct str *out, enum type_kind kind, struct slice value)
{
    size_t whole, fraction;
    struct str text = {0};
    double number;

    if (!is_number(value, true, &whole, &fraction)) {
        str_add(out, value);
        return;
    }
    str_add(&text, value);
    str_putc(&text, '\0');
    number = kind == TYPE_REAL ? (double)strtof(text.at, NULL) : strtod(text.at, NULL);
    str_printf(out, "%.17g", number == 0 ? 0.0 : number);
    str_release(&text);
}

/* true or false, for each spelling that Redshift casts to a boolean (facts: Partition values). */
static void put_boolean(struct str *out, struct slice value)
{
    static const struct slice words[][2] = {{SLICE("true"), SLICE("false")},
                                            {SLICE("t"), SLICE("f")},
                                            {SLICE("yes"), SLICE("no")},
                                            {SLICE("y"), SLICE("n")},
                                            {SLICE("1"), SLICE("0")}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (size_t side = 0; side < 2; side++)
            if (slice_eq_folded(value, words[i][side])) {
                str_add(out, words[0][side]);
                return;
            }
    str_add(out, value);
}

/* A timestamp cut short is completed with zeros. */
static void put_timestamp(struct str *out, struct slice value)
{
    static const struct slice full = SLICE("0000-00-00 00:00:00.000000");

    for (size_t i = 0; i < value.len; i++)
        str_putc(out, value.at[i] == 'T' ? ' ' : value.at[i]);
    if (value.len < full.len)
        str_add(out, slice_from(full, value.len));
}

void type_put_value(struct str *out, const struct type *type, struct slice value)
{
    switch (type->kind) {
    case TYPE_SMALLINT:
    case TYPE_INTEGER:
    case TYPE_BIGINT:
    case TYPE_DECIMAL: put_number(out, value); return;
    case TYPE_REAL:
    case TYPE_DOUBLE: put_real(out, type->kind, value); return;
    case TYPE_TIMESTAMP: put_timestamp(out, value); return;
    case TYPE_BOOLEAN: put_boolean(out, value); return;
    case TYPE_CHAR:
    case TYPE_VARCHAR:
        while (slice_ends(value, SLICE(" ")))
            value.len--;
        break;
    case TYPE_VARBYTE:
    case TYPE_DATE:
    case TYPE_STRUCT:
    case TYPE_ARRAY:
    case TYPE_MAP:
    case TYPE_KIND_COUNT: break;
    }
    str_add(out, value);
}
