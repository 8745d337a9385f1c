/* How many partitions the entries of a table stand for, and whether a step skips some. */
#include "rules/rule.h"

enum { MANY = 100 * 1000, TOO_MANY = 10 * 1000 * 1000 /* planning reports this one */ };

static double step_count(const struct entry *entry, enum date_unit unit)
{
    static const double minutes[] = {525949, 43829, 1440, 60, 1};
    struct civil end = date_last(entry->to.when, entry->to.unit);

    return (double)(date_minutes(end) - date_minutes(entry->from.when)) / minutes[unit] + 1;
}

static double value_count(const struct table *table, const struct entry *entry, size_t key)
{
    const struct domain *domain = &table->keys.at[key].domain;
    const struct entry_value *value = entry_value_of(entry, key);

    if (value)
        return (double)value->values.count;
    switch (domain->kind) {
    case DOMAIN_VALUES: return (double)domain->values.count;
    case DOMAIN_RANGE: return (double)domain->to - (double)domain->from + 1;
    case DOMAIN_NONE:
    case DOMAIN_DATE: return 1;
    }
    return 1;
}

/* The approximate number of partitions of an entry; an open range counts as one date. */
static double entry_count(const struct table *table, const struct entry *entry)
{
    enum date_unit finest = UNIT_DAY;
    enum date_field missing;
    double count = 1;

    for (size_t key = 0; key < table->keys.count; key++)
        count *= value_count(table, entry, key);
    date_fields_determine(table_date_fields(table), &finest, &missing);
    if (entry && entry->is_range && text_is_given(entry->to.text))
        count *= step_count(entry, entry->has_every ? entry->every : finest);
    return count;
}

void rule_partition_count(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    double count = table->takes_all ? entry_count(table, NULL) : 0;
    struct diag *diag;

    for (size_t i = 0; i < table->entries.count; i++)
        count += entry_count(table, &table->entries.at[i]);
    if (count <= MANY || count > TOO_MANY)
        return;
    diag = diag_add(run->diags, SP0339, table->partitions_span, "about %.0f thousand partitions",
                    count / 1000);
    diag_note(run->diags, diag,
              "each takes an entry in the catalog, and every query asks for the list of them");
    diag_help(run->diags, diag,
              "choose coarser dates or fewer values, so that each partition holds a few hundred "
              "megabytes");
}

/* every: day over hourly folders registers only the first hour of each day. */
void rule_step_coarse(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;
    enum date_unit finest;
    enum date_field missing;

    if (!date_fields_determine(table_date_fields(table), &finest, &missing))
        return;
    for (size_t i = 0; i < table->entries.count; i++) {
        const struct entry *entry = &table->entries.at[i];
        struct diag *diag;

        if (!entry->is_range || !entry->has_every || entry->every >= finest)
            continue;
        diag = diag_add(run->diags, SP0341, entry->every_text.span,
                        "only the first %s of every %s is registered", date_unit_name(finest),
                        date_unit_name(entry->every));
        diag_note(run->diags, diag, "there is a folder for each %s", date_unit_name(finest));
        diag_help(run->diags, diag,
                  "write `every: %s`, or remove it; if the other folders do not exist, say so "
                  "under `allow`",
                  date_unit_name(finest));
    }
}
