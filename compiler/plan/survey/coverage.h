/*
 * What a survey's partitions cover: which dates in the range of the data are present, empty or
 * missing, and the sizes of the partitions. Plain data for the renderers of `inspect`.
 */
#ifndef PLAN_SURVEY_COVERAGE_H
#define PLAN_SURVEY_COVERAGE_H

#include "base/date.h"
#include "plan/survey/survey.h"

enum { CELLS_MAX = 2 * 1000 * 1000 };

enum cell_state { CELL_MISSING, CELL_EMPTY, CELL_PARTIAL, CELL_FULL };

/* One date, at the finest unit of the partition columns. */
struct cell {
    uint32_t present; /* partitions with files */
    uint32_t empty;   /* with only markers or hidden files */
};

/* Consecutive dates without a partition that has files. */
struct gap {
    struct civil from, to;
    size_t count;
};

struct coverage {
    bool has_dates; /* the columns name dates, and some are present */
    enum date_unit unit;
    struct civil from, to; /* of partitions with files */
    struct cell *cells;    /* from `from` to `to` */
    size_t cell_count;
    uint32_t expected; /* partitions per date: combinations of the other columns' values */
    size_t full, partial, empty, missing; /* dates */
    VEC(struct gap) gaps;

    size_t partitions, empty_partitions;
    uint64_t files, bytes, small, large;
    uint64_t least, median, most; /* bytes of a partition */
};

struct coverage coverage_of(const struct survey *survey);

/* The date of a cell. */
struct civil coverage_date(const struct coverage *coverage, size_t index);

#endif
