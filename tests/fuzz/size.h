/* How many partitions a model has, at most: a fuzzer plans only what takes milliseconds. */
#ifndef FUZZ_SIZE_H
#define FUZZ_SIZE_H

#include "model/table.h"

static inline double fuzz_domain_size(const struct domain *domain)
{
    switch (domain->kind) {
    case DOMAIN_VALUES: return (double)domain->values.count;
    case DOMAIN_RANGE: return (double)domain->to - (double)domain->from + 1;
    case DOMAIN_DATE:
    case DOMAIN_NONE: break;
    }
    return 1;
}

/* At least as many steps as the range has. */
static inline double fuzz_range_size(const struct table *table, const struct entry *entry)
{
    bool has_hours = table_date_fields(table) & (1 << FIELD_HOUR | 1 << FIELD_MINUTE);
    double minutes = (double)(date_minutes(entry->to.when) - date_minutes(entry->from.when));

    if (!entry->is_range || minutes < 0)
        return 1;
    return has_hours ? minutes + 24 * 60 : minutes / (24 * 60) + 366;
}

static inline bool fuzz_is_small(const struct model *model)
{
    double all = 0;

    for (size_t i = 0; i < model->documents.count; i++) {
        const struct table *table = &model->documents.at[i]->table;
        double product = 1, steps = 1;

        for (size_t key = 0; key < table->keys.count; key++)
            product *= fuzz_domain_size(&table->keys.at[key].domain);
        for (size_t at = 0; at < table->entries.count; at++)
            steps += fuzz_range_size(table, &table->entries.at[at]);
        all += product * steps;
    }
    return all <= 20000;
}

#endif
