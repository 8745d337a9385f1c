/*
 * What a table is: an entry of a catalog, by (account, region, database, folded name), or in a Hive
 * metastore by (host, port, database, folded name). Redshift's schemas only refer to a database, so
 * two of them over one database share its tables (facts: Catalog identity).
 *
 * A spec may leave the account and the region to the cluster. Schemas that leave a part out in the
 * same way share it. A part that is known for one of two tables decides nothing.
 */
#ifndef MODEL_IDENTITY_H
#define MODEL_IDENTITY_H

#include "base/map.h"
#include "model/table.h"

/* A part of a catalog's address; if it is not known, `value` is how it is left out: `default`. */
struct catalog_part {
    struct slice value;
    bool is_known;
};

/* The database that a schema refers to. */
struct catalog {
    enum catalog_kind kind;
    struct slice schema;                 /* the schema's own name */
    struct slice database;               /* empty: unknown; the schema stands for it */
    struct catalog_part account, region; /* Glue */
    struct slice host, port;             /* Hive */
};

/* The schemas that a model declares. */
struct catalogs {
    const struct model *model;
    struct map declarations; /* documents, by the schema's name, folded; the first of each */
};

enum sameness { TABLES_APART, TABLES_MAY_BE_SAME, TABLES_SAME };

/* `model` may be NULL: then no schema is declared. It is borrowed; the map lives in the arena. */
void catalogs_init(struct catalogs *catalogs, struct arena *arena, const struct model *model);

/* The document that declares the schema, or NULL. */
const struct document *catalogs_declaration(const struct catalogs *catalogs, struct slice schema);

/* The catalog of a schema: as declared, else the model's default database, else unknown. */
struct catalog catalog_of(const struct catalogs *catalogs, struct slice schema);

/* Whether a table of one name is the same in both. For TABLES_MAY_BE_SAME, *unknown is the part
   that only one of them gives, "account" or "region". */
enum sameness catalog_compare(const struct catalog *a, const struct catalog *b,
                              const char **unknown);

/* The same of two tables, by the names of their schemas and their own. */
enum sameness tables_compare(const struct catalogs *catalogs, struct slice schema,
                             struct slice name, struct slice other_schema, struct slice other_name,
                             const char **unknown);

/* A text that is equal for the tables that catalog_compare has to tell apart: those of one name, in
   databases of one name. In the arena, for the keys of a map. */
struct slice table_key(struct arena *arena, const struct catalog *catalog, struct slice name);

/* Whether the catalog would hold the same for both: columns, partition columns, format, location
   and properties. Descriptions and lists of partitions do not count. */
bool tables_define_same(struct arena *arena, const struct table *a, const struct table *b);

#endif
