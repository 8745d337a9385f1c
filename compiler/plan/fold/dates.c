/* Finds the partition columns whose values are dates, and their patterns. */
#include "plan/fold/folding.h"

/* The date pattern that a column's name suggests. */
static const char *field_of_name(struct slice name)
{
    static const struct {
        const char *names, *pattern;
    } rows[] = {
        {"year yr yyyy y", "%Y"}, {"month mon mm m", "%m"}, {"day dd d dom", "%d"},
        {"hour hr hh h", "%H"},   {"minute min mi", "%M"},
    };

    for (size_t i = 0; i < name.len; i++)
        if (name.at[name.len - 1 - i] == '_') {
            name = slice_from(name, name.len - i);
            break;
        }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *names = rows[i].names;
        struct slice word;

        while (words_next(&names, &word))
            if (slice_eq_folded(word, name))
                return rows[i].pattern;
    }
    return NULL;
}

const struct date_pattern *folding_pattern_of(struct folding *folding, struct slice text)
{
    return date_pattern_parse(folding->diags, (struct text){.value = text, .style = TEXT_OTHER});
}

/* Whether `value` is a date in the pattern, with a plausible year. */
static bool is_in_pattern(const struct date_pattern *pattern, struct slice value)
{
    int numbers[FIELD_COUNT] = {-1, -1, -1, -1, -1, -1}, year;

    if (!date_pattern_read(pattern, value, numbers))
        return false;
    year = numbers[FIELD_YEAR];
    for (size_t i = 0; i < pattern->items.count; i++)
        if (!pattern->items.at[i].is_literal && !pattern->items.at[i].is_padded &&
            value.at[0] == '0' && value.len > 1)
            return false;
    return (year < 0 || (year >= 1970 && year < 2200)) && numbers[FIELD_MONTH] <= 12 &&
           numbers[FIELD_MONTH] != 0 && numbers[FIELD_DAY] <= 31 && numbers[FIELD_DAY] != 0 &&
           numbers[FIELD_HOUR] < 24 && numbers[FIELD_MINUTE] < 60;
}

static bool all_in_pattern(const struct folding *folding, size_t key,
                           const struct date_pattern *pattern)
{
    static const struct civil widest = {9999, 12, 31, 23, 59};
    const struct column *column = &folding->table->keys.at[key].column;
    char text[64];
    size_t len = date_pattern_put(text, sizeof text, pattern, widest);
    const char *why;

    if (len > sizeof text || !type_holds(column->type, (struct slice){text, len}, &why))
        return false;
    for (size_t i = 0; i < folding->rows.count; i++)
        if (!is_in_pattern(pattern, folding->rows.at[i].values[key]))
            return false;
    return true;
}

/* A pattern that fits all values of the column, or NULL. */
static const struct date_pattern *guess_pattern(struct folding *folding, size_t key)
{
    static const char *const whole[] = {
        "%Y-%m-%d", "%Y%m%d", "%Y-%m-%d-%H", "%Y-%m-%dT%H",    "%Y-%m-%d %H", "%Y%m%d%H",
        "%Y/%m/%d", "%Y-%m",  "%Y%m",        "%Y-%m-%d-%H-%M", "%Y%m%d%H%M"};
    const struct key_column *column = &folding->table->keys.at[key];
    const char *field = field_of_name(column->column.name.value);
    const struct date_pattern *pattern;
    enum type_kind kind = column->column.type->kind;

    if (kind != TYPE_CHAR && kind != TYPE_VARCHAR && !type_is_integer(kind) &&
        kind != TYPE_TIMESTAMP)
        return NULL;
    for (size_t i = 0; field && i < 2; i++) {
        pattern = folding_pattern_of(
            folding, i == 0 ? slice_of(field) : arena_printf(folding->arena, "%%-%c", field[1]));
        if (all_in_pattern(folding, key, pattern))
            return pattern;
        if (field[1] == 'Y' || field[1] == 'M')
            break; /* these are always padded */
    }
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        pattern = folding_pattern_of(folding, slice_of(whole[i]));
        if (all_in_pattern(folding, key, pattern))
            return pattern;
    }
    return NULL;
}

static bool read_date(const struct folding *folding, struct row *row)
{
    int numbers[FIELD_COUNT] = {-1, -1, -1, -1, -1, -1};

    for (size_t key = 0; key < folding->table->keys.count; key++) {
        const struct date_pattern *pattern = key_date(&folding->table->keys.at[key]);

        if (pattern && !date_pattern_read(pattern, row->values[key], numbers))
            return false;
    }
    return date_fields_civil(numbers, &row->when);
}

static bool dates_make_sense(struct folding *folding)
{
    enum date_field missing;

    if (!date_fields_determine(table_date_fields(folding->table), &folding->unit, &missing))
        return false;
    for (size_t i = 0; i < folding->rows.count; i++)
        if (!read_date(folding, &folding->rows.at[i]))
            return false;
    return true;
}

static void drop_guesses(struct folding *folding)
{
    for (size_t key = 0; key < folding->table->keys.count; key++) {
        struct domain *domain = &folding->table->keys.at[key].domain;

        if (!domain->is_implied)
            *domain = (struct domain){0};
    }
}

/* Finds the date columns; takes all guesses or none. */
void fold_dates(struct folding *folding)
{
    struct table *table = folding->table;

    for (size_t key = 0; key < table->keys.count; key++) {
        struct domain *domain = &table->keys.at[key].domain;
        const struct date_pattern *pattern;

        if (domain->kind != DOMAIN_NONE)
            continue;
        pattern = guess_pattern(folding, key);
        if (pattern)
            *domain = (struct domain){.kind = DOMAIN_DATE, .date = pattern};
    }
    folding->has_dates = table_date_fields(table) && dates_make_sense(folding);
    if (folding->has_dates)
        return;
    drop_guesses(folding);
    folding->has_dates = table_date_fields(table) && dates_make_sense(folding);
}
