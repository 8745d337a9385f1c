/* From the entries of a spec to the partitions that they denote. */
#ifndef PLAN_PARTITIONS_H
#define PLAN_PARTITIONS_H

#include "plan/statement.h"

enum { PARTITIONS_MAX = 10 * 1000 * 1000 }; /* in a table: the default quota of Glue */

/* The end of open ranges. */
struct until {
    bool is_given;
    bool may_be_open; /* for a check: open ranges are skipped, not reported */
    struct civil when;
    enum date_unit unit;
};

/* All partitions of the table without duplicates, sorted by value (numbers as numbers, others by
   bytes). False with diagnostics: SP0322, SP0323, SP0326, SP0329, SP0330. The table must have
   passed the rules. */
bool plan_partitions(struct diags *diags, const struct table *table, struct until until,
                     struct partition_list *partitions);

/* "year=2026, month=04", for messages. */
struct slice partition_values_text(struct arena *arena, const struct table *table,
                                   const struct slice *values);

/* Sets *out to the full location of a partition: its own, or the one that the path gives. */
void partition_location(struct str *out, const struct path_renderer *path,
                        const struct partition *partition);

/* Compares two partitions of one table by their values. */
int partition_cmp(const struct table *table, const struct partition *a, const struct partition *b);

#endif
