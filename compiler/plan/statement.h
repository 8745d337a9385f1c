/*
 * Statements as data: what is to be done in the warehouse, in order, independent of how a target
 * writes it. They borrow from the model; lists live in the run's arena.
 *
 * A statement carries only the payload of its kind. Code that handles statements of any kind reads
 * it with statement_batch and statement_projection.
 */
#ifndef PLAN_STATEMENT_H
#define PLAN_STATEMENT_H

#include "model/identity.h"
#include "path/template.h"

enum statement_kind {
    STATEMENT_CREATE_SCHEMA,
    STATEMENT_GRANT_USAGE,
    STATEMENT_CREATE_TABLE,
    STATEMENT_ADD_PARTITIONS,
    STATEMENT_LOAD, /* the rows of a table without partitions, for targets that move rows */
    STATEMENT_REPLACE_PARTITIONS, /* the same two, replacing existing rows */
    STATEMENT_RELOAD,
    STATEMENT_JSONPATHS,      /* the file that maps keys of JSON to columns */
    STATEMENT_SET_LOCATION,   /* of one partition, which has its own */
    STATEMENT_DROP_PARTITION, /* one */
    STATEMENT_REPAIR,         /* let the engine look for partitions itself */
    STATEMENT_DROP_SCHEMA,
    STATEMENT_REVOKE_USAGE,
    STATEMENT_DROP_TABLE,
    STATEMENT_MOVE_TABLE, /* SET LOCATION, of the table */
    STATEMENT_SET_FORMAT,
    STATEMENT_SET_PROPERTIES,
    STATEMENT_ADD_COLUMN,
    STATEMENT_DROP_COLUMN,
    STATEMENT_RENAME_COLUMN,
    STATEMENT_COUNT_ROWS, /* a query of rows by partition */
    STATEMENT_KIND_COUNT
};

struct partition {
    const struct slice *values;  /* by partition column */
    struct civil when;           /* the date that its date columns name together */
    const struct text *location; /* its own; NULL: given by the path */
    const struct entry *entry;   /* the one it is from; NULL: from a listing */
    bool is_empty;               /* from a listing, without files: need not be added */
};

struct partition_list {
    struct partition *at;
    size_t count;
};

/* The engine that moves rows, for targets that leave the choice. */
enum engine { ENGINE_REDSHIFT, ENGINE_ATHENA };

/* The dates of a table whose partitions are computed when it is queried. */
struct projection {
    bool has_dates; /* else the entries name none */
    struct civil from, to;
    bool is_open; /* without an end */
};

/* The destination of a schema's statements: what they all share. */
struct deployment {
    struct slice schema;                /* its name, as deployed */
    const struct document *declaration; /* of the schema; NULL: no spec of the run declares it */
    struct slice database;           /* of the catalog, that the schema maps to; empty: unknown */
    const struct catalogs *catalogs; /* of the model's schemas */
    enum engine engine;
    const struct model *model; /* everything that the run has read */
    struct slice root; /* a folder that replaces s3://, for targets that read files; or empty */
};

/* Some of a table's partitions, sorted by value. */
struct partition_batch {
    const struct path_renderer *path; /* NULL in COUNT_ROWS */
    struct partition_list partitions;
    size_t first, total; /* of ADD_, REPLACE_PARTITIONS: index of the first in the whole list */
};

struct column_change {
    const struct column *column; /* the one added or dropped, or under its new name */
    struct slice old_name;       /* RENAME_COLUMN */
};

struct statement {
    enum statement_kind kind;
    const struct document *document;
    const struct deployment *deployment;
    union {
        const struct grant *grant;           /* GRANT_USAGE, REVOKE_USAGE */
        const struct projection *projection; /* CREATE_TABLE; NULL: not requested */
        struct partition_batch batch; /* ADD_, REPLACE_, DROP_PARTITION, SET_LOCATION, COUNT_ROWS */
        struct column_change change;  /* ADD_, DROP_, RENAME_COLUMN */
        struct property_list properties; /* SET_PROPERTIES */
    };
};

/* The statement's partitions; an empty batch if its kind has none. */
const struct partition_batch *statement_batch(const struct statement *statement);

/* The dates to project; NULL if its kind has none. */
const struct projection *statement_projection(const struct statement *statement);

struct statement_list {
    VEC(struct statement) list;
};

#endif
