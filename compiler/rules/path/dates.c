/* Date patterns that are valid, but hardly meant: fields out of order, one field for two columns,
   and bounds of ranges that are finer than the partitions (facts: Folders of dates). */
#include "base/ascii.h"
#include "path/template.h"
#include "rules/path/path.h"

/* Places in a date from coarse to fine; the day of the year is a day. */
static const unsigned ranks[FIELD_COUNT] = {
    [FIELD_YEAR] = UNIT_YEAR, [FIELD_MONTH] = UNIT_MONTH,   [FIELD_DAY] = UNIT_DAY,
    [FIELD_HOUR] = UNIT_HOUR, [FIELD_MINUTE] = UNIT_MINUTE, [FIELD_YEAR_DAY] = UNIT_DAY,
};

/* The fields of one or more patterns, as they are read from left to right. */
struct field_order {
    unsigned seen;          /* bits 1 << rank */
    enum date_field finest; /* of those seen */
};

/* Notes a field; true if a finer one came before, and the year before that. 30/04/2026 and
   04/30/2026, which people write, begin with another field than the year. */
static bool is_late(struct field_order *order, enum date_field field)
{
    unsigned rank = ranks[field], year = 1u << UNIT_YEAR;
    bool is_new = !(order->seen & 1u << rank);
    bool has_finer = order->seen >> rank > 1;

    if (!order->seen || rank > ranks[order->finest])
        order->finest = field;
    order->seen |= 1u << rank;
    return is_new && has_finer && order->seen & year && rank != UNIT_YEAR;
}

/* Whether the pattern's fields, read after those of `order`, are out of order; *field is the
   first that is late, and *before a finer one that precedes it. */
static bool find_late(struct field_order *order, const struct date_pattern *pattern,
                      enum date_field *field, enum date_field *before)
{
    for (size_t i = 0; pattern && i < pattern->items.count; i++) {
        const struct date_item *item = &pattern->items.at[i];

        *before = order->finest;
        *field = item->field;
        if (!item->is_literal && is_late(order, item->field))
            return true;
    }
    return false;
}

/* The item that comes as number `nth`, from 0, among the fields of the pattern from coarse to
   fine. */
static const struct date_item *nth_item(const struct date_pattern *pattern, size_t nth)
{
    for (unsigned rank = UNIT_YEAR; rank <= UNIT_MINUTE; rank++)
        for (size_t i = 0; i < pattern->items.count; i++) {
            const struct date_item *item = &pattern->items.at[i];

            if (!item->is_literal && ranks[item->field] == rank && nth-- == 0)
                return item;
        }
    return NULL;
}

/* The pattern with its fields from coarse to fine, and its separators where they are. */
static struct slice sorted_pattern(struct rule_run *run, const struct date_pattern *pattern)
{
    struct str text = {0};
    struct slice copy;
    size_t nth = 0;

    for (size_t i = 0; i < pattern->items.count; i++) {
        const struct date_item *item = &pattern->items.at[i];

        if (item->is_literal) {
            str_add(&text, item->literal);
            continue;
        }
        item = nth_item(pattern, nth++);
        str_printf(&text, "%%%s%s", item->is_padded || item->field == FIELD_YEAR ? "" : "-",
                   date_field_mark(item->field) + 1);
    }
    copy = arena_copy(run->arena, str_slice(&text));
    str_release(&text);
    return copy;
}

/* `pattern` is NULL if the two fields are in different folders. */
static void report_order(struct rule_run *run, struct span span, const struct date_pattern *pattern,
                         enum date_field field, enum date_field before)
{
    struct diag *diag = diag_add(run->diags, SP0342, span,
                                 "`%s` comes after `%s`, in dates that begin with the year",
                                 date_field_mark(field), date_field_mark(before));

    if (pattern)
        diag_help(run->diags, diag,
                  "write `%.*s`; if the folders are in this order, say so under `allow`",
                  SLICE_ARG(sorted_pattern(run, pattern)));
    else
        diag_help(run->diags, diag,
                  "write the folder of `%s` before that of `%s`; if the folders are in this order, "
                  "say so under `allow`",
                  date_field_mark(field), date_field_mark(before));
}

/* Whether the folders name the columns in the order of partitioned_by; SP0332 reports another. */
static bool follows_columns(const struct table *table)
{
    size_t last = 0;

    for (size_t i = 0; i < table->path.pieces.count; i++) {
        const struct path_piece *piece = &table->path.pieces.at[i];
        size_t key = piece->is_literal ? last : table_key_named(table, piece->name);

        if (key < last)
            return false;
        last = key;
    }
    return true;
}

/* Each column's own pattern; true if none is out of order. */
static bool vet_columns(struct rule_run *run, const struct table *table)
{
    bool is_good = true;

    for (size_t i = 0; i < table->keys.count; i++) {
        struct field_order order = {0};
        enum date_field field, before;

        if (!find_late(&order, key_date(&table->keys.at[i]), &field, &before))
            continue;
        report_order(run, table->keys.at[i].domain.span, key_date(&table->keys.at[i]), field,
                     before);
        is_good = false;
    }
    return is_good;
}

/* The folders one after another: 2026/30/04 in a single pattern, or in three columns. */
static void vet_folders(struct rule_run *run, const struct table *table)
{
    struct field_order order = {0};
    bool follows = follows_columns(table);

    for (size_t i = 0; i < table->path.pieces.count; i++) {
        const struct path_piece *piece = &table->path.pieces.at[i];
        const struct date_pattern *date;
        const struct key_column *key;
        enum date_field field, before;

        if (piece->is_literal)
            continue;
        if (!follows)
            order = (struct field_order){0};
        key = &table->keys.at[table_key_named(table, piece->name)];
        date = path_piece_date(piece, key);
        if (find_late(&order, date, &field, &before)) {
            report_order(run, path_is_given(table) ? piece->span : key->domain.span,
                         date->fields & 1u << before ? date : NULL, field, before);
            return;
        }
    }
}

void rule_date_order(struct rule_run *run, const struct document *document)
{
    if (vet_columns(run, &document->table))
        vet_folders(run, &document->table);
}

/* The field that a column's name promises: that of its last word, as in `event_month`. */
static enum date_field field_of_name(struct slice name)
{
    static const struct {
        struct slice word;
        enum date_field field;
    } words[] = {
        {SLICE("year"), FIELD_YEAR},     {SLICE("yr"), FIELD_YEAR},
        {SLICE("yyyy"), FIELD_YEAR},     {SLICE("month"), FIELD_MONTH},
        {SLICE("mon"), FIELD_MONTH},     {SLICE("day"), FIELD_DAY},
        {SLICE("dd"), FIELD_DAY},        {SLICE("hour"), FIELD_HOUR},
        {SLICE("hr"), FIELD_HOUR},       {SLICE("hh"), FIELD_HOUR},
        {SLICE("minute"), FIELD_MINUTE}, {SLICE("min"), FIELD_MINUTE},
    };
    size_t at = name.len;

    while (at && name.at[at - 1] != '_')
        at--;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_eq_folded(slice_from(name, at), words[i].word))
            return words[i].field;
    return FIELD_COUNT;
}

/* The pattern that a column's spec gives it, or NULL. */
static const struct date_pattern *given_pattern(const struct key_column *key)
{
    return key->domain.is_implied ? NULL : key_date(key);
}

static bool misses_its_field(const struct key_column *key, enum date_field *field)
{
    const struct date_pattern *date = given_pattern(key);

    *field = field_of_name(key->column.name.value);
    if (!date || *field == FIELD_COUNT || date->fields & 1u << *field)
        return false;
    return *field != FIELD_DAY || !(date->fields & 1u << FIELD_YEAR_DAY);
}

static void report_name(struct rule_run *run, const struct key_column *key, enum date_field field)
{
    struct slice name = key->column.name.value;
    struct diag *diag = diag_add(run->diags, SP0343, key->domain.span,
                                 "the values of `%.*s` do not contain the %s", SLICE_ARG(name),
                                 date_unit_name((enum date_unit)ranks[field]));

    diag_related(run->diags, diag, key->column.name.span, "the column is defined here");
    diag_help(run->diags, diag, "write `date: \"%s\"`, or say under `allow` what the name means",
              date_field_mark(field));
}

static void report_same(struct rule_run *run, const struct key_column *key,
                        const struct key_column *first)
{
    struct slice name = key->column.name.value, other = first->column.name.value;
    struct diag *diag = diag_add(run->diags, SP0343, key->domain.span,
                                 "`%.*s` and `%.*s` take the same part of the date",
                                 SLICE_ARG(other), SLICE_ARG(name));

    diag_related(run->diags, diag, first->domain.span, "`%.*s` takes it here", SLICE_ARG(other));
    diag_help(run->diags, diag,
              "write another pattern, or remove one of the columns; if the folders do name it "
              "twice, say so under `allow`");
}

/* A column whose name promises another field is reported for that alone. */
void rule_date_names(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    const struct key_column *by_fields[1 << FIELD_COUNT] = {0};

    for (size_t i = 0; i < table->keys.count; i++) {
        const struct key_column *key = &table->keys.at[i];
        enum date_field field;

        if (!given_pattern(key))
            continue;
        if (misses_its_field(key, &field))
            report_name(run, key, field);
        else if (by_fields[given_pattern(key)->fields])
            report_same(run, key, by_fields[given_pattern(key)->fields]);
        else
            by_fields[given_pattern(key)->fields] = key;
    }
}

static struct civil first_of(struct civil when, enum date_unit step)
{
    if (step < UNIT_MONTH)
        when.month = 1;
    if (step < UNIT_DAY)
        when.day = 1;
    if (step < UNIT_HOUR)
        when.hour = 0;
    if (step < UNIT_MINUTE)
        when.minute = 0;
    return when;
}

/* Whether the date, written finer than the step, is neither the first nor the last in it. */
static bool is_inside(const struct bound *bound, enum date_unit step)
{
    struct civil when = bound->when;

    return text_is_given(bound->text) && bound->unit > step &&
           date_cmp(when, first_of(when, step)) != 0 &&
           date_cmp(date_last(when, bound->unit), date_last(when, step)) != 0;
}

/* `what` the range does in the middle of a step. */
static void vet_bound(struct rule_run *run, const struct bound *bound, enum date_unit step,
                      enum date_unit finest, const char *what)
{
    char whole_buf[32], first_buf[32];
    struct slice whole, first;
    struct diag *diag;

    if (!is_inside(bound, step))
        return;
    whole = date_format(whole_buf, bound->when, step);
    first = date_format(first_buf, first_of(bound->when, step), finest);
    diag = diag_add(run->diags, SP0344, bound->text.span,
                    "the range %s inside a %s, but its partitions are one for each %s", what,
                    date_unit_name(step), date_unit_name(step));
    if (step == finest)
        diag_note(run->diags, diag, "all of `%.*s` is registered", SLICE_ARG(whole));
    else
        diag_note(run->diags, diag, "the folder that is registered is that of `%.*s`",
                  SLICE_ARG(first));
    diag_help(run->diags, diag, "write `%.*s`, if that is meant", SLICE_ARG(whole));
    text_fix_all(run->diags, diag, bound->text, whole, false);
}

void rule_bounds_fine(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    enum date_unit finest;
    enum date_field missing;

    if (!date_fields_determine(table_date_fields(table), &finest, &missing))
        return;
    for (size_t i = 0; i < table->entries.count; i++) {
        const struct entry *entry = &table->entries.at[i];
        enum date_unit step = entry->has_every ? entry->every : finest;

        if (!entry->is_range || entry->is_requested)
            continue;
        vet_bound(run, &entry->from, step, finest, "begins");
        vet_bound(run, &entry->to, step, finest, "ends");
    }
}
