/* From the entries of a spec to the partitions that they mean. */
#ifndef PLAN_PARTITIONS_H
#define PLAN_PARTITIONS_H

#include "plan/statement.h"

enum { PARTITIONS_MAX = 10 * 1000 * 1000 }; /* a table's; Glue holds as many by default */

/* Where open ranges end. */
struct until {
    bool is_given;
    bool may_be_open; /* a check: open ranges are passed over, not reported */
    struct civil when;
    enum date_unit unit;
};

/* All partitions of the table, sorted by value (numbers as numbers, else by bytes), each once.
   False with diagnostics: SP0322, SP0323, SP0326, SP0329, SP0330. The table must have passed the
   rules. */
bool plan_partitions(struct diags *diags, const struct table *table, struct until until,
                     struct partition_list *partitions);

/* "year=2026, month=04", for messages. */
struct slice partition_values_text(struct arena *arena, const struct table *table,
                                   const struct slice *values);

/* Makes *out the location of a partition in full: its own, or by the path. */
void partition_location(struct str *out, const struct path_renderer *path,
                        const struct partition *partition);

/* Order of two partitions of one table by their values. */
int partition_cmp(const struct table *table, const struct partition *a, const struct partition *b);

#endif
