/* Domains of partition columns, and the entries of `partitions`. */
#include "base/limits.h"
#include "base/nearest.h"
#include "model/same_value.h"
#include "rules/path/path.h"

static bool type_holds_dates(enum type_kind kind)
{
    return type_is_integer(kind) || kind == TYPE_CHAR || kind == TYPE_VARCHAR ||
           kind == TYPE_DATE || kind == TYPE_TIMESTAMP;
}

static bool is_of_digits(const struct date_pattern *pattern)
{
    for (size_t i = 0; i < pattern->items.count; i++)
        if (pattern->items.at[i].is_literal)
            return false;
    return true;
}

/* Whether dates in a pattern can be values of the type, tested with the widest date. */
static bool dates_fit(const struct key_column *key, const char **why)
{
    const struct date_pattern *date = key->domain.date;
    struct civil widest = {9999, 12, 31, 23, 59};
    char text[256];
    size_t len = date_pattern_put(text, sizeof text, date, widest);

    *why = "a type that dates can be written in";
    if (!type_holds_dates(key->column.type->kind))
        return false;
    if (type_is_integer(key->column.type->kind) && !is_of_digits(date)) {
        *why = "a type that a pattern of more than digits can be written in";
        return false;
    }
    if (len > sizeof text)
        return true;
    return type_holds(key->column.type, (struct slice){text, len}, why);
}

static struct diag *bad_domain(struct rule_run *run, const struct key_column *key, const char *what)
{
    struct diag *diag =
        diag_add(run->diags, SP0312, key->domain.span, "%s of `%.*s` do not fit its type %s", what,
                 SLICE_ARG(key->column.name.value), type_word(key->column.type->kind));

    return diag_related(run->diags, diag, key->column.type_text.span, "the type is set here");
}

/* Suggests a type that can hold the dates in their pattern. */
static void help_date_type(struct rule_run *run, struct diag *diag, const struct table *table,
                           const struct key_column *key)
{
    const struct civil widest = {9999, 12, 31, 23, 59};
    size_t len = date_pattern_put(NULL, 0, key->domain.date, widest);

    if (help_date_folders(run, diag, table, key))
        return;
    if (key->column.type->kind == TYPE_DATE)
        diag_help(run->diags, diag, "write `date: \"%%Y-%%m-%%d\"`, or make the column a char(%zu)",
                  len);
    else if (is_of_digits(key->domain.date) && len <= 18)
        diag_help(run->diags, diag, "write `type: %s`, or `type: char(%zu)`",
                  len < 5    ? "smallint"
                  : len < 10 ? "int"
                             : "bigint",
                  len);
    else
        diag_help(run->diags, diag, "write `type: char(%zu)`", len);
}

void rule_domain_types(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;

    for (size_t i = 0; i < table->keys.count; i++) {
        const struct key_column *key = &table->keys.at[i];
        enum type_kind kind = key->column.type->kind;
        const char *why;

        if (key->domain.kind == DOMAIN_DATE && !dates_fit(key, &why)) {
            struct diag *diag = bad_domain(run, key, "the dates");

            help_date_type(run, diag, table, key);
        } else if (key->domain.kind == DOMAIN_RANGE && !type_is_integer(kind) &&
                   kind != TYPE_CHAR && kind != TYPE_VARCHAR) {
            diag_help(run->diags, bad_domain(run, key, "the numbers"),
                      "make the column an integer, or a varchar(n)");
        }
    }
}

static int digits_of(long long number)
{
    int digits = 1;

    while (number /= 10)
        digits++;
    return digits;
}

void rule_domain_ranges(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;

    for (size_t i = 0; i < table->keys.count; i++) {
        const struct domain *domain = &table->keys.at[i].domain;
        struct diag *diag;

        if (domain->kind != DOMAIN_RANGE)
            continue;
        if (domain->from > domain->to) {
            diag = diag_add(run->diags, SP0314, domain->span,
                            "the range from %lld to %lld is empty", domain->from, domain->to);
            diag_help(run->diags, diag,
                      "write the smaller number as `from`; both ends are included");
        } else if (domain->width && domain->from < 0) {
            diag = diag_add(run->diags, SP0314, domain->span, "negative numbers cannot be padded");
            diag_help(run->diags, diag, "remove `width`, or start at 0");
        } else if (domain->width && digits_of(domain->to) > domain->width) {
            diag = diag_add(run->diags, SP0314, domain->span,
                            "%lld has more digits than the width %lld", domain->to, domain->width);
            diag_help(run->diags, diag, "write `width: %d`, or remove it", digits_of(domain->to));
        }
    }
}

/* Reports a value that does not fit the column's type. */
static bool vet_type(struct rule_run *run, const struct key_column *key, struct text value)
{
    const char *why;
    struct diag *diag;

    if (type_holds(key->column.type, value.value, &why))
        return true;
    diag = diag_add(run->diags, SP0313, value.span, "`%.*s` is not %s", SLICE_ARG(value.value),
                    why);
    diag_related(run->diags, diag, key->column.type_text.span, "the column's type is set here");
    diag_help(run->diags, diag, "write a value of that type, or make the column a varchar(%zu)",
              value.value.len ? value.value.len : 1);
    return false;
}

static void repeated_value(struct rule_run *run, struct text value, struct text first)
{
    struct diag *diag = diag_add(run->diags, SP0315, value.span, "the value `%.*s` is listed twice",
                                 SLICE_ARG(value.value));

    diag_related(run->diags, diag, first.span, "first listed here");
    diag_help(run->diags, diag, "remove it, or write the value that was meant");
}

static void report_alike(struct rule_run *run, const struct key_column *key, struct text value,
                         struct text first)
{
    struct diag *diag = diag_add(
        run->diags, SP0345, value.span, "`%.*s` and `%.*s` are one value of the type `%.*s`",
        SLICE_ARG(first.value), SLICE_ARG(value.value), SLICE_ARG(key->column.type_text.value));

    if (span_cmp(first.span, value.span) != 0)
        diag_related(run->diags, diag, first.span, "the other is here");
    diag_note(run->diags, diag,
              "the catalog registers two partitions, and a query for one value finds the rows of "
              "both");
    if (key->column.type->kind == TYPE_CHAR || key->column.type->kind == TYPE_VARCHAR)
        diag_help(run->diags, diag, "remove one of the two");
    else
        diag_help(run->diags, diag,
                  "remove one, or make the column a varchar(%zu), which keeps them apart",
                  value.value.len > first.value.len ? value.value.len : first.value.len);
}

/* Of a string, only trailing blanks do not count. */
static bool has_spellings(const struct key_column *key, struct slice value)
{
    enum type_kind kind = key->column.type->kind;

    return kind == TYPE_CHAR || kind == TYPE_VARCHAR ? slice_ends(value, SLICE(" "))
                                                     : kind != TYPE_DATE;
}

static bool any_has_spellings(const struct key_column *key)
{
    for (size_t i = 0; i < key->domain.values.count; i++)
        if (has_spellings(key, key->domain.values.at[i].value))
            return true;
    return false;
}

/* Values that the catalog tells apart, but an engine does not. */
static void vet_spellings(struct rule_run *run, const struct key_column *key)
{
    struct str read = {0};
    struct map seen;

    if (!any_has_spellings(key))
        return;
    map_init(&seen, run->arena);
    for (size_t i = 0; i < key->domain.values.count; i++) {
        struct text *value = &key->domain.values.at[i], *first;

        read.len = 0;
        value_put_as_read(&read, key, value->value);
        first = map_add(&seen, arena_copy(run->arena, str_slice(&read)), value);
        if (first && !same_in_catalog(first->value, value->value))
            report_alike(run, key, *value, *first);
    }
    str_release(&read);
}

void rule_domain_values(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;

    for (size_t i = 0; i < table->keys.count; i++) {
        const struct key_column *key = &table->keys.at[i];
        struct map seen;

        map_init(&seen, run->arena);
        for (size_t j = 0; j < key->domain.values.count; j++) {
            struct text *value = &key->domain.values.at[j], *first;

            vet_type(run, key, *value);
            first = map_add(&seen, value->value, value);
            if (first)
                repeated_value(run, *value, *first);
        }
        vet_spellings(run, key);
    }
}

void rule_partitions_wanted(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct diag *diag;

    if (!table->partitions_span.source || table->keys.count)
        return;
    diag = diag_add(run->diags, SP0328, table->partitions_span,
                    "the table has partitions, but no partition columns");
    diag_help(run->diags, diag, "add `partitioned_by`, or remove `partitions`");
}

static void outside_values(struct rule_run *run, const struct key_column *key, struct text value)
{
    struct nearest nearest = nearest_to(value.value);
    struct diag *diag = diag_add(run->diags, SP0326, value.span, "`%.*s` is not a value of `%.*s`",
                                 SLICE_ARG(value.value), SLICE_ARG(key->column.name.value));

    for (size_t i = 0; i < key->domain.values.count && run->guesses < LIMIT_GUESSES; i++)
        nearest_offer(&nearest, key->domain.values.at[i].value);
    run->guesses++;
    diag_related(run->diags, diag, key->domain.span, "its values are listed here");
    if (nearest_found(&nearest))
        diag_help(run->diags, diag, "did you mean `%.*s`?", SLICE_ARG(nearest.best));
}

static void vet_range(struct rule_run *run, const struct key_column *key, struct text value)
{
    const struct domain *domain = &key->domain;
    struct slice padded;
    long long number = 0;
    struct diag *diag;

    if (!slice_to_int(value.value, &number) || number < domain->from || number > domain->to) {
        diag = diag_add(run->diags, SP0326, value.span, "`%.*s` is not a number from %lld to %lld",
                        SLICE_ARG(value.value), domain->from, domain->to);
        diag_related(run->diags, diag, domain->span, "the range is set here");
        return;
    }
    padded = arena_printf(run->arena, "%0*lld", (int)domain->width, number);
    if (slice_eq(padded, value.value))
        return;
    diag = diag_add(run->diags, SP0326, value.span, "`%.*s` does not have the range's padding",
                    SLICE_ARG(value.value));
    diag_related(run->diags, diag, domain->span, "the range is set here");
    diag_help(run->diags, diag, "write `%.*s`", SLICE_ARG(padded));
}

static void vet_date(struct rule_run *run, const struct key_column *key, struct text value)
{
    int numbers[FIELD_COUNT] = {-1, -1, -1, -1, -1, -1};
    struct str text = {0};
    struct civil when;
    struct diag *diag;

    if (date_pattern_read(key->domain.date, value.value, numbers) &&
        date_fields_civil(numbers, &when))
        return;
    diag = diag_add(run->diags, SP0326, value.span, "`%.*s` is not a date in the pattern `%.*s`",
                    SLICE_ARG(value.value), SLICE_ARG(key->domain.date->text.value));
    diag_related(run->diags, diag, key->domain.span, "the pattern is set here");
    date_pattern_print(&text, key->domain.date, (struct civil){2026, 4, 30, 13, 45});
    diag_help(run->diags, diag, "write a date that exists, such as `%.*s`",
              SLICE_ARG(str_slice(&text)));
    str_release(&text);
}

/* `listed` has the values of the domain. */
static void vet_value(struct rule_run *run, const struct key_column *key, const struct map *listed,
                      struct text value)
{
    switch (key->domain.kind) {
    case DOMAIN_DATE: vet_date(run, key, value); break;
    case DOMAIN_RANGE: vet_range(run, key, value); break;
    case DOMAIN_VALUES:
        if (!map_get(listed, value.value))
            outside_values(run, key, value);
        break;
    case DOMAIN_NONE: vet_type(run, key, value); break;
    }
}

/* A map of the listed values for each partition column. */
static struct map *listed_values(struct arena *arena, const struct table *table)
{
    struct map *maps = arena_zalloc(arena, table->keys.count, sizeof *maps);

    for (size_t i = 0; i < table->keys.count; i++) {
        const struct domain *domain = &table->keys.at[i].domain;

        map_init(&maps[i], arena);
        for (size_t j = 0; j < domain->values.count; j++)
            map_add(&maps[i], domain->values.at[j].value, &domain->values.at[j]);
    }
    return maps;
}

void rule_entry_values(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    const struct map *listed = listed_values(run->arena, table);

    for (size_t i = 0; i < table->entries.count; i++) {
        const struct entry *entry = &table->entries.at[i];

        for (size_t j = 0; j < entry->values.count; j++) {
            const struct key_column *key = &table->keys.at[entry->values.at[j].key];

            if (entry->is_range && key_date(key))
                continue; /* reported by rule_entry_ranges */
            for (size_t k = 0; k < entry->values.at[j].values.count; k++)
                vet_value(run, key, &listed[entry->values.at[j].key],
                          entry->values.at[j].values.at[k]);
        }
    }
}

/* The values of an entry that names one partition; NULL for others. */
static struct slice *single_values(struct rule_run *run, const struct table *table,
                                   const struct entry *entry)
{
    struct slice *values;

    if (entry->is_range || entry->values.count != table->keys.count)
        return NULL;
    values = arena_alloc(run->arena, table->keys.count * sizeof *values);
    for (size_t i = 0; i < entry->values.count; i++) {
        if (entry->values.at[i].values.count != 1)
            return NULL;
        values[entry->values.at[i].key] = entry->values.at[i].values.at[0].value;
    }
    return values;
}

/* Whether an entry gives a column without listed values one that may be spelt otherwise. */
static bool is_spelt_freely(const struct table *table, const struct entry *entry)
{
    for (size_t i = 0; i < entry->values.count; i++) {
        const struct key_column *key = &table->keys.at[entry->values.at[i].key];

        if (key->domain.kind == DOMAIN_NONE && entry->values.at[i].values.count == 1 &&
            has_spellings(key, entry->values.at[i].values.at[0].value))
            return true;
    }
    return false;
}

/* Single partitions that the catalog tells apart, but an engine does not. */
void rule_entries_alike(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    struct str read = {0};
    struct map seen;
    size_t i = 0;

    while (i < table->entries.count && !is_spelt_freely(table, &table->entries.at[i]))
        i++;
    if (i == table->entries.count)
        return;
    map_init(&seen, run->arena);
    for (i = 0; i < table->entries.count; i++) {
        struct entry *entry = &table->entries.at[i], *first;
        struct slice *values = single_values(run, table, entry);
        size_t key;

        if (!values)
            continue;
        read.len = 0;
        values_put_as_read(&read, table, values, table->keys.count);
        first = map_add(&seen, arena_copy(run->arena, str_slice(&read)), entry);
        key = first ? values_difference(table, single_values(run, table, first), values)
                    : table->keys.count;
        if (key < table->keys.count)
            report_alike(run, &table->keys.at[key], entry_value_of(entry, key)->values.at[0],
                         entry_value_of(first, key)->values.at[0]);
    }
    str_release(&read);
}

static void vet_order(struct rule_run *run, const struct entry *entry)
{
    struct diag *diag;

    if (!text_is_given(entry->from.text) || !text_is_given(entry->to.text) ||
        date_cmp(entry->from.when, date_last(entry->to.when, entry->to.unit)) <= 0)
        return;
    diag = diag_add(run->diags, SP0322, entry->from.text.span,
                    "the range begins at %.*s, after its end", SLICE_ARG(entry->from.text.value));
    diag_related(run->diags, diag, entry->to.text.span, "it ends here");
    diag_help(run->diags, diag, "write `from: %.*s` and `to: %.*s`",
              SLICE_ARG(entry->to.text.value), SLICE_ARG(entry->from.text.value));
    if (text_fix_all(run->diags, diag, entry->from.text, entry->to.text.value, false) &&
        !text_fix_all(run->diags, diag, entry->to.text, entry->from.text.value, false))
        diag->fixes.count = 0;
}

static void vet_step(struct rule_run *run, const struct table *table, const struct entry *entry)
{
    enum date_unit finest;
    enum date_field missing;
    struct diag *diag;

    if (!entry->has_every || !date_fields_determine(table_date_fields(table), &finest, &missing) ||
        entry->every <= finest)
        return;
    diag = diag_add(run->diags, SP0324, entry->every_text.span,
                    "every %s is finer than the dates of the partition columns",
                    date_unit_name(entry->every));
    diag_note(run->diags, diag, "the finest field of the patterns is the %s",
              date_unit_name(finest));
    diag_help(run->diags, diag, "write `every: %s`, or remove it", date_unit_name(finest));
}

/* The pattern of a column whose name says what part of a date it holds; or NULL. */
static const char *pattern_of_name(struct slice name)
{
    static const struct {
        const char *name, *pattern;
    } names[] = {
        {"year", "%Y"}, {"yr", "%Y"},   {"yyyy", "%Y"}, {"y", "%Y"},   {"month", "%m"},
        {"mon", "%m"},  {"mm", "%m"},   {"m", "%m"},    {"day", "%d"}, {"dd", "%d"},
        {"d", "%d"},    {"hour", "%H"}, {"hr", "%H"},   {"hh", "%H"},  {"h", "%H"},
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_eq_folded(name, slice_of(names[i].name)))
            return names[i].pattern;
    return NULL;
}

/* Shows the pattern of each column that is called year, month, day or hour; else an example. */
static void offer_dates(struct rule_run *run, struct diag *diag, const struct table *table)
{
    size_t count = 0;

    for (size_t i = 0; i < table->keys.count; i++) {
        const struct key_column *key = &table->keys.at[i];
        struct text name = key->column.name, type = key->column.type_text;
        const char *pattern = pattern_of_name(name.value);
        uint32_t at = type.span.hi;
        bool padded; /* 04 is not an integer as the catalog writes it: SP0336 */

        if (!pattern || !type.span.source || !key->column.type || key->domain.kind != DOMAIN_NONE)
            continue;
        count++;
        padded = type_is_integer(key->column.type->kind) && pattern[1] != 'Y';
        diag_help(run->diags, diag, "write `{name: %.*s, type: %.*s, date: \"%s\"}`",
                  SLICE_ARG(name.value), SLICE_ARG(padded ? SLICE("varchar(2)") : type.value),
                  pattern);
        if (key->column.span.source && type.span.source->text.at[key->column.span.lo] == '{')
            diag_fix(
                run->diags, diag, span_of(type.span.source, padded ? type.span.lo : at, at),
                arena_printf(run->arena, "%s, date: \"%s\"", padded ? "varchar(2)" : "", pattern),
                false);
    }
    if (!count)
        diag_help(run->diags, diag, "give a column its pattern: `date: \"%%Y-%%m-%%d\"`");
    if (diag->fixes.count != count)
        diag->fixes.count = 0;
}

/* A range needs a start, and a date column whose value the entry does not fix. */
static void vet_range_entry(struct rule_run *run, const struct table *table,
                            const struct entry *entry)
{
    struct diag *diag;

    if (!text_is_given(entry->from.text)) {
        diag = diag_add(run->diags, SP0112, entry->span, "the range has no `from`");
        diag_help(run->diags, diag, "write `{from: 2026-04-28, to: 2026-04-30}`");
        return;
    }
    if (!table_date_fields(table)) {
        diag = diag_add(run->diags, SP0327, entry->span,
                        "a date range, but no partition column holds dates");
        diag_related(run->diags, diag, table->keys.at[0].column.name.span,
                     table->keys.count > 1 ? "none of the columns from here on holds dates"
                                           : "this column does not hold dates");
        offer_dates(run, diag, table);
        return;
    }
    for (size_t i = 0; i < entry->values.count; i++) {
        const struct entry_value *value = &entry->values.at[i];

        if (key_date(&table->keys.at[value->key]))
            diag_help(run->diags,
                      diag_add(run->diags, SP0326, value->name.span,
                               "`%.*s` takes its value from the range",
                               SLICE_ARG(value->name.value)),
                      "remove it, or write single partitions instead of a range");
    }
    vet_order(run, entry);
    vet_step(run, table, entry);
}

void rule_entry_ranges(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;

    for (size_t i = 0; i < table->entries.count; i++) {
        const struct entry *entry = &table->entries.at[i];

        if (entry->is_range)
            vet_range_entry(run, table, entry);
        else if (entry->has_every)
            diag_help(
                run->diags,
                diag_add(run->diags, SP0327, entry->every_text.span, "a step without a range"),
                "add `from` and `to`");
    }
}

static bool is_complete(const struct table *table, const struct entry *entry, size_t key)
{
    switch (table->keys.at[key].domain.kind) {
    case DOMAIN_DATE: return (entry && entry->is_range) || (entry && entry_value_of(entry, key));
    case DOMAIN_VALUES:
    case DOMAIN_RANGE: return true;
    case DOMAIN_NONE: return entry && entry_value_of(entry, key);
    }
    return false;
}

/* Says how to give the value, in the spec or on the command line. */
static void help_complete(struct rule_run *run, struct diag *diag, const struct key_column *key,
                          bool is_requested)
{
    const char *other = key->domain.kind != DOMAIN_DATE ? "give the column its `values` or `range`"
                        : is_requested                  ? "use --on, or --from and --to"
                                                        : "write a range with `from` and `to`";

    diag_help(run->diags, diag,
              is_requested ? "add `--value %.*s=...`, or %s" : "add `%.*s: ...`, or %s",
              SLICE_ARG(key->column.name.value), other);
}

static void incomplete(struct rule_run *run, const struct key_column *key,
                       const struct entry *entry, struct span span, struct diag **diag_of_entry)
{
    struct diag *diag = *diag_of_entry;

    if (diag) {
        diag_related(run->diags, diag, key->column.name.span, "or for this one");
        return;
    }
    diag = diag_add(run->diags, SP0325, span, "the partition has no value for `%.*s`",
                    SLICE_ARG(key->column.name.value));
    *diag_of_entry = diag;
    diag_related(run->diags, diag, key->column.name.span, "the column is defined here");
    help_complete(run, diag, key, entry && entry->is_requested);
}

/* One finding per entry, or for `partitions: all`, however many columns it leaves out. */
static void vet_complete(struct rule_run *run, const struct table *table, const struct entry *entry,
                         struct span span)
{
    struct diag *diag = NULL;

    for (size_t key = 0; key < table->keys.count; key++)
        if (!is_complete(table, entry, key))
            incomplete(run, &table->keys.at[key], entry, span, &diag);
}

void rule_entry_complete(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;

    for (size_t i = 0; i < table->entries.count; i++)
        vet_complete(run, table, &table->entries.at[i], table->entries.at[i].span);
    if (table->takes_all)
        vet_complete(run, table, NULL, table->partitions_span);
}
