/* Adds up the cells of a coverage by day. */
#include "report/calendar.h"

/* Adds a cell to the day that contains it. */
static void add_cell(const struct coverage *coverage, const struct cell *cell,
                     struct calendar_day *day, bool *has_empty)
{
    day->present += cell->present;
    day->expected += coverage->expected;
    *has_empty = *has_empty || cell->empty;
}

void calendar_walk(const struct coverage *coverage,
                   void (*show)(void *context, const struct calendar_day *day), void *context)
{
    enum date_unit unit = coverage->unit < UNIT_DAY ? coverage->unit : UNIT_DAY;

    for (size_t i = 0; i < coverage->cell_count;) {
        struct calendar_day day = {.when = coverage_date(coverage, i)};
        struct civil next = date_next(day.when, unit);
        bool has_empty = false;

        for (; i < coverage->cell_count && date_cmp(coverage_date(coverage, i), next) < 0; i++)
            add_cell(coverage, &coverage->cells[i], &day, &has_empty);
        day.state = !day.present                 ? has_empty ? CELL_EMPTY : CELL_MISSING
                    : day.present < day.expected ? CELL_PARTIAL
                                                 : CELL_FULL;
        show(context, &day);
    }
}
