/*
 * The DDL of external tables that Redshift and Athena share with Hive: CREATE EXTERNAL TABLE with
 * its clauses, ALTER TABLE ... ADD PARTITION. A dialect holds what differs.
 */
#ifndef WRITE_SQL_EXTERNAL_H
#define WRITE_SQL_EXTERNAL_H

#include "write/sql/sql.h"

struct dialect {
    struct sql sql;
    const char *if_not_exists; /* follows CREATE EXTERNAL TABLE: "" or "IF NOT EXISTS " */
    const char *properties;    /* the clause's words: "TABLE PROPERTIES" */
    /* Appends a description as it goes into COMMENT, before escaping. NULL: the dialect has no
       COMMENT, and the table's description becomes an SQL comment above it. */
    void (*comment)(struct str *out, struct slice description, bool is_column);
    unsigned by_classes; /* bits 1 << FORMAT_...: STORED AS always names classes */
    /* Appends the key and value of a property that the dialect adds to the spec's; both are empty
       on entry. False after the last; an empty key is skipped. NULL: it adds none. */
    bool (*property)(const struct statement *statement, size_t index, struct str *key,
                     struct str *value);
};

void external_write_table(struct str *out, const struct dialect *dialect,
                          const struct statement *statement);

/* Append its clauses: each from its first word to its line end, or nothing if the clause is empty.
   */
void external_write_row_format(struct str *out, const struct dialect *dialect,
                               const struct table *table);
void external_write_stored_as(struct str *out, const struct dialect *dialect,
                              const struct format *format);
void external_write_table_properties(struct str *out, const struct dialect *dialect,
                                     const struct statement *statement);

/* Appends a clause of properties, "OPENING ('k'='v', ...)", with its line end; nothing if the list
   is empty. */
void external_write_properties(struct str *out, const struct dialect *dialect, const char *opening,
                               const struct property_list *properties);

void external_write_partitions(struct str *out, const struct dialect *dialect,
                               const struct statement *statement);

/* Appends the key of the SerDe property that maps a column to its key in the file:
   "mapping.column", with the column in lower case, because readers fold names. */
void mapping_key(struct str *out, const struct column *column);

#endif
