/* Parses, prints and reads date patterns. */
#include "model/date_pattern.h"

#include "base/ascii.h"
#include "base/str.h"

static const struct {
    char mark;
    bool may_be_bare; /* %-m: without padding */
    int digits;
    const char *name;
} fields[] = {
    [FIELD_YEAR] = {'Y', false, 4, "%Y"},   [FIELD_MONTH] = {'m', true, 2, "%m"},
    [FIELD_DAY] = {'d', true, 2, "%d"},     [FIELD_HOUR] = {'H', true, 2, "%H"},
    [FIELD_MINUTE] = {'M', false, 2, "%M"}, [FIELD_YEAR_DAY] = {'j', false, 3, "%j"},
};

const char *date_field_mark(enum date_field field)
{
    return fields[field].name;
}

static const struct date_pattern *bad_pattern(struct diags *diags, struct text text, size_t lo,
                                              size_t hi)
{
    struct slice mark = slice_cut(text.value, lo, hi);
    struct diag *diag = diag_add(diags, SP0307, text_span(text, lo, hi),
                                 "`%.*s` is not a field of a date pattern", SLICE_ARG(mark));

    diag_help(diags, diag,
              "the fields are %%Y %%m %%d %%H %%M %%j, and %%-m %%-d %%-H without leading zeros; "
              "write %%%% for a percent sign");
    return NULL;
}

static void add_literal(struct date_pattern *pattern, struct arena *arena, struct slice literal)
{
    if (literal.len)
        *vec_push(&pattern->items, arena) = (struct date_item){.is_literal = true,
                                                               .literal = literal};
}

/* Adds the field whose letter is at `at`, just after the percent sign; false if there is none. */
static bool add_field(struct date_pattern *pattern, struct arena *arena, size_t at, size_t *end)
{
    struct slice value = pattern->text.value;
    bool is_bare = at < value.len && value.at[at] == '-';

    at += is_bare;
    *end = at < value.len ? at + 1 : at;
    for (enum date_field field = 0; at < value.len && field < FIELD_COUNT; field++) {
        if (fields[field].mark != value.at[at] || (is_bare && !fields[field].may_be_bare))
            continue;
        *vec_push(&pattern->items, arena) = (struct date_item){.is_padded = !is_bare,
                                                               .field = field};
        pattern->fields |= 1u << field;
        return true;
    }
    return false;
}

/* The fields that Java, SQL and spreadsheets write as letters: a run of one letter each. `mm` is the
   month, unless an hour came before. */
static const char *field_of_letters(struct slice run, bool has_hour)
{
    static const struct {
        const char *letters, *field;
    } runs[] = {{"yyyy", "%Y"}, {"MM", "%m"}, {"M", "%-m"},   {"dd", "%d"}, {"d", "%-d"},
                {"HH", "%H"},   {"hh", "%H"}, {"hh24", "%H"}, {"H", "%-H"}, {"DDD", "%j"}};

    if (slice_is(run, "mm") || slice_is(run, "mi") || slice_is(run, "MI"))
        return has_hour ? "%M" : "%m";
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
        if (slice_is(run, runs[i].letters))
            return runs[i].field;
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
        if (slice_eq_folded(run, slice_of(runs[i].letters)))
            return runs[i].field;
    return NULL;
}

/* The pattern that letters such as yyyy-MM-dd mean; false if they are no such pattern. */
static bool pattern_of_letters(struct str *out, struct slice text)
{
    bool has_hour = false;

    for (size_t at = 0, end; at < text.len; at = end) {
        const char *field;

        for (end = at + 1; end < text.len && text.at[end] == text.at[at]; end++)
            continue;
        if (!ascii_is_word(text.at[at]) || text.at[at] == '_' || ascii_is_digit(text.at[at])) {
            str_add(out, slice_cut(text, at, end));
            continue;
        }
        field = field_of_letters(slice_cut(text, at, end), has_hour);
        if (!field)
            return false;
        has_hour = has_hour || field[strlen(field) - 1] == 'H';
        str_puts(out, field);
    }
    return slice_find(str_slice(out), '%') < out->len;
}

static void offer_fields(struct diags *diags, struct diag *diag, struct text text)
{
    struct str meant = {0};

    if (pattern_of_letters(&meant, text.value)) {
        diag_help(diags, diag, "write `%.*s`", SLICE_ARG(str_slice(&meant)));
        /* a pattern in a path is a part of quoted text, and needs no quotes of its own */
        if (!text_fix_all(diags, diag, text, str_slice(&meant), true) && text.span.source &&
            text.span.hi - text.span.lo == text.value.len)
            diag_fix(diags, diag, text.span, str_slice(&meant), true);
    } else {
        diag_help(diags, diag, "write date fields, such as `%%Y-%%m-%%d`");
    }
    str_release(&meant);
}

const struct date_pattern *date_pattern_parse(struct diags *diags, struct text text)
{
    struct date_pattern *pattern = arena_new(diags->arena, struct date_pattern);
    struct slice value = text.value;
    size_t from = 0, i = 0;

    pattern->text = text;
    while (i < value.len) {
        size_t end = i + 2;

        if (value.at[i] != '%') {
            i++;
            continue;
        }
        add_literal(pattern, diags->arena, slice_cut(value, from, i));
        if (end <= value.len && value.at[i + 1] == '%')
            add_literal(pattern, diags->arena, SLICE("%"));
        else if (!add_field(pattern, diags->arena, i + 1, &end))
            return bad_pattern(diags, text, i, end);
        from = i = end;
    }
    add_literal(pattern, diags->arena, slice_from(value, from));
    if (!pattern->fields) {
        struct diag *diag = diag_add(diags, SP0307, text.span,
                                     "the date pattern `%.*s` contains no date field",
                                     SLICE_ARG(value));

        offer_fields(diags, diag, text);
        return NULL;
    }
    return pattern;
}

const struct date_pattern *date_pattern_iso(void)
{
    static const struct date_item items[] = {
        {.is_padded = true, .field = FIELD_YEAR},  {.is_literal = true, .literal = {"-", 1}},
        {.is_padded = true, .field = FIELD_MONTH}, {.is_literal = true, .literal = {"-", 1}},
        {.is_padded = true, .field = FIELD_DAY},
    };
    static const struct date_pattern iso = {
        .items = {(struct date_item *)items, 5, 5},
        .fields = 1u << FIELD_YEAR | 1u << FIELD_MONTH | 1u << FIELD_DAY,
        .text = {.value = {"%Y-%m-%d", 8}},
    };

    return &iso;
}

#define FIELD(id)                                                                                  \
    {                                                                                              \
        .is_padded = true, .field = FIELD_##id                                                     \
    }
#define TEXT(literal_text)                                                                         \
    {                                                                                              \
        .is_literal = true, .literal = { literal_text, sizeof literal_text - 1 }                   \
    }
#define DAY_ITEMS FIELD(YEAR), TEXT("-"), FIELD(MONTH), TEXT("-"), FIELD(DAY)
#define DAY_FIELDS (1u << FIELD_YEAR | 1u << FIELD_MONTH | 1u << FIELD_DAY)

const struct date_pattern *date_pattern_timestamp(unsigned shown)
{
    static const struct date_item days[] = {DAY_ITEMS, TEXT(" 00:00:00")};
    static const struct date_item hours[] = {DAY_ITEMS, TEXT(" "), FIELD(HOUR), TEXT(":00:00")};
    static const struct date_item minutes[] = {DAY_ITEMS, TEXT(" "),     FIELD(HOUR),
                                               TEXT(":"), FIELD(MINUTE), TEXT(":00")};
    static const struct date_pattern daily = {
        .items = {(struct date_item *)days, 6, 6},
        .fields = DAY_FIELDS,
        .text = {.value = {"%Y-%m-%d 00:00:00", 17}},
    };
    static const struct date_pattern hourly = {
        .items = {(struct date_item *)hours, 8, 8},
        .fields = DAY_FIELDS | 1u << FIELD_HOUR,
        .text = {.value = {"%Y-%m-%d %H:00:00", 17}},
    };
    static const struct date_pattern to_the_minute = {
        .items = {(struct date_item *)minutes, 10, 10},
        .fields = DAY_FIELDS | 1u << FIELD_HOUR | 1u << FIELD_MINUTE,
        .text = {.value = {"%Y-%m-%d %H:%M:00", 17}},
    };

    if (shown & 1u << FIELD_MINUTE)
        return &to_the_minute;
    return shown & 1u << FIELD_HOUR ? &hourly : &daily;
}

static int field_value(enum date_field field, struct civil when)
{
    switch (field) {
    case FIELD_YEAR: return when.year;
    case FIELD_MONTH: return when.month;
    case FIELD_DAY: return when.day;
    case FIELD_HOUR: return when.hour;
    case FIELD_MINUTE: return when.minute;
    case FIELD_YEAR_DAY: return date_day_of_year(when);
    case FIELD_COUNT: break;
    }
    return 0;
}

size_t date_pattern_put(char *buf, size_t room, const struct date_pattern *pattern,
                        struct civil when)
{
    size_t len = 0;

    for (size_t i = 0; i < pattern->items.count; i++) {
        const struct date_item *item = &pattern->items.at[i];
        char digits[8];
        struct slice piece = item->literal;

        if (!item->is_literal) {
            int value = field_value(item->field, when), at = sizeof digits;
            int least = item->is_padded ? fields[item->field].digits : 1;

            for (; value || least > 0; value /= 10, least--)
                digits[--at] = (char)('0' + value % 10);
            piece = (struct slice){digits + at, sizeof digits - (size_t)at};
        }
        if (len + piece.len <= room)
            memcpy(buf + len, piece.at, piece.len);
        len += piece.len;
    }
    return len;
}

void date_pattern_print(struct str *out, const struct date_pattern *pattern, struct civil when)
{
    size_t len;

    str_reserve(out, 32);
    len = date_pattern_put(out->at + out->len, out->room - out->len, pattern, when);
    if (len > out->room - out->len) {
        str_reserve(out, len);
        date_pattern_put(out->at + out->len, out->room - out->len, pattern, when);
    }
    out->len += len;
}

void date_item_digits(const struct date_item *item, int *least, int *most)
{
    *most = fields[item->field].digits;
    *least = item->is_padded ? *most : 1;
}

bool date_pattern_read(const struct date_pattern *pattern, struct slice text,
                       int numbers[FIELD_COUNT])
{
    for (size_t i = 0; i < pattern->items.count; i++) {
        const struct date_item *item = &pattern->items.at[i];
        int least, most, value = 0, digits = 0;

        if (item->is_literal) {
            if (!slice_starts(text, item->literal))
                return false;
            text = slice_from(text, item->literal.len);
            continue;
        }
        date_item_digits(item, &least, &most);
        for (; digits < most && text.len && ascii_is_digit(text.at[0]); digits++) {
            value = value * 10 + (text.at[0] - '0');
            text = slice_from(text, 1);
        }
        if (digits < least || (!item->is_padded && digits == 2 && value < 10))
            return false;
        if (numbers[item->field] >= 0 && numbers[item->field] != value)
            return false;
        numbers[item->field] = value;
    }
    return text.len == 0;
}

bool date_fields_civil(const int numbers[FIELD_COUNT], struct civil *when)
{
    struct civil c = {1, 1, 1, 0, 0};

    if (numbers[FIELD_YEAR] >= 0)
        c.year = numbers[FIELD_YEAR];
    if (c.year < 1)
        return false;
    if (numbers[FIELD_YEAR_DAY] >= 0) {
        if (numbers[FIELD_YEAR_DAY] < 1 || numbers[FIELD_YEAR_DAY] > 365 + date_is_leap(c.year))
            return false;
        c = date_civil(date_minutes(c) + (int64_t)(numbers[FIELD_YEAR_DAY] - 1) * 24 * 60);
        if ((numbers[FIELD_MONTH] >= 0 && numbers[FIELD_MONTH] != c.month) ||
            (numbers[FIELD_DAY] >= 0 && numbers[FIELD_DAY] != c.day))
            return false;
    } else {
        if (numbers[FIELD_MONTH] >= 0)
            c.month = numbers[FIELD_MONTH];
        if (c.month < 1 || c.month > 12)
            return false;
        if (numbers[FIELD_DAY] >= 0)
            c.day = numbers[FIELD_DAY];
        if (c.day < 1 || c.day > date_month_days(c.year, c.month))
            return false;
    }
    if (numbers[FIELD_HOUR] >= 0)
        c.hour = numbers[FIELD_HOUR];
    if (numbers[FIELD_MINUTE] >= 0)
        c.minute = numbers[FIELD_MINUTE];
    if (c.hour > 23 || c.minute > 59)
        return false;
    *when = c;
    return true;
}

bool date_fields_determine(unsigned set, enum date_unit *finest, enum date_field *missing)
{
    static const enum date_field by_unit[] = {FIELD_YEAR, FIELD_MONTH, FIELD_DAY, FIELD_HOUR,
                                              FIELD_MINUTE};

    if (set & 1u << FIELD_YEAR_DAY)
        set |= 1u << FIELD_MONTH | 1u << FIELD_DAY;
    *finest = UNIT_YEAR;
    for (enum date_unit unit = UNIT_YEAR; unit <= UNIT_MINUTE; unit++)
        if (set & 1u << by_unit[unit])
            *finest = unit;
    for (enum date_unit unit = UNIT_YEAR; unit <= *finest; unit++) {
        if (!(set & 1u << by_unit[unit])) {
            *missing = by_unit[unit];
            return false;
        }
    }
    return true;
}
