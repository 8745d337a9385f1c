/*
 * IAM: who may assume the roles that the schemas name, and the least that these must be allowed
 * (facts: IAM). A role of a chain may assume the next; only the last reads.
 */
#ifndef WRITE_IAM_POLICIES_H
#define WRITE_IAM_POLICIES_H

#include "base/json.h"
#include "base/map.h"
#include "write/target.h"

/* ARNs, each once, in the order in which they were added. */
struct arns {
    VEC(struct slice) list;
    struct map seen;
};

/* One role, and what is known of its needs. */
struct role {
    struct slice arn;             /* or default, SESSION, or empty where no spec names it */
    struct span span;             /* where it is named first, or the schema that no spec declares */
    bool is_first;                /* of a chain, or alone: Redshift assumes it */
    struct arns trusted, assumed; /* the neighbours in chains */
    struct arns databases, tables, buckets, prefixes;
    struct arns written; /* prefixes of Parquet tables; none under ACCESS_READ */
    bool creates_databases, creates_tables, creates_partitions; /* nor these */
    size_t waits; /* of policies_sort: trusted roles that are not placed yet */
};

/* The roles in the order of the statements, those of a chain in its own order. */
struct policies {
    struct arena *arena;
    enum access access;
    struct map by_arn;
    VEC(struct role *) list;
};

/* Collects the roles of the statements, which must have passed review_catalog, together with the
   Parquet tables that their specs request (parquet_table_review). */
void policies_collect(struct policies *policies, struct arena *arena,
                      const struct statement_list *statements, enum access access);

/* Puts each role behind those that it trusts: IAM lets none be trusted that is not there. Roles
   that trust each other in a circle come last. */
void policies_sort(struct policies *policies);

/* SESSION is no role: whoever asks needs the permissions himself. */
bool role_is_session(const struct role *role);

/* Whether it has an ARN. */
bool role_is_named(const struct role *role);

/* The twelve digits, where it has an ARN. */
struct slice role_account(const struct role *role);

/* Its name without the path, or the word that stands for it. */
struct slice role_name(const struct role *role);

/* Whether it must be allowed anything. */
bool role_has_needs(const struct role *role);

/* The policies, to be freed. They are printed in ASCII: IAM takes no character beyond U+00FF as it
   is. */
json_t *role_trust(const struct role *role);
json_t *role_permissions(const struct role *role);

/* target.review_all: a permissions policy must not be longer than IAM holds (SP1021). */
void policies_review(struct diags *diags, const struct statement_list *statements,
                     const struct write_options *options);

#endif
