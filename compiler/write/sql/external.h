/*
 * The DDL of external tables as Hive's descendants share it: CREATE EXTERNAL TABLE with its
 * clauses, ALTER TABLE ... ADD PARTITION. A dialect says what differs between them.
 */
#ifndef WRITE_SQL_EXTERNAL_H
#define WRITE_SQL_EXTERNAL_H

#include "write/sql/sql.h"

struct dialect {
    struct sql sql;
    const char *if_not_exists; /* behind CREATE EXTERNAL TABLE: "" or "IF NOT EXISTS " */
    const char *properties;    /* the words: "TABLE PROPERTIES" */
    /* Appends a description as COMMENT has it, unescaped; NULL: the dialect has none, and the
       table's stands in a comment above it. */
    void (*comment)(struct str *out, struct slice description, bool is_column);
    unsigned by_classes; /* bits 1 << FORMAT_...: STORED AS names the classes, never the word */
    /* Properties beside the spec's own: false behind the last; an empty key is passed over. NULL:
       none. Both texts are empty before. */
    bool (*property)(const struct statement *statement, size_t index, struct str *key,
                     struct str *value);
};

void external_write_table(struct str *out, const struct dialect *dialect,
                          const struct statement *statement);

/* Clauses of it: each from its first word to a line end, or nothing where it has nothing to say. */
void external_write_row_format(struct str *out, const struct dialect *dialect,
                               const struct table *table);
void external_write_stored_as(struct str *out, const struct dialect *dialect,
                              const struct format *format);
void external_write_table_properties(struct str *out, const struct dialect *dialect,
                                     const struct statement *statement);

/* Appends a clause of properties, "OPENING ('k'='v', ...)", with its line end; nothing for none. */
void external_write_properties(struct str *out, const struct dialect *dialect, const char *opening,
                               const struct property_list *properties);

void external_write_partitions(struct str *out, const struct dialect *dialect,
                               const struct statement *statement);

/* The SerDe property that maps a column to its key in the file, "mapping.column" with the column in
   lower case, since readers fold names. */
void mapping_key(struct str *out, const struct column *column);

#endif
