/*
 * IAM policies: who may assume the roles that schemas name, and the least permissions that these
 * roles need (facts: IAM). In a chain, each role may assume the next; only the last reads.
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

/* One role, and the permissions that it needs. */
struct role {
    struct slice arn;             /* or "default", "SESSION", or empty if no spec names the role */
    struct span span;             /* where it is first named, or the schema that no spec declares */
    bool is_first;                /* first of a chain, or alone: Redshift assumes it */
    struct arns trusted, assumed; /* its neighbours in chains */
    struct arns databases, tables, buckets, prefixes;
    struct arns written; /* prefixes of Parquet tables; empty for ACCESS_READ */
    bool creates_databases, creates_tables, creates_partitions; /* false for ACCESS_READ */
    size_t waits; /* for policies_sort: trusted roles that are not placed yet */
};

/* The roles in the order of the statements; roles of a chain in the order of the chain. */
struct policies {
    struct arena *arena;
    enum access access;
    struct map by_arn;
    VEC(struct role *) list;
};

/* Collects the roles of the statements. These, and the Parquet tables that their specs request
   (parquet_table_review), must have passed review_catalog. */
void policies_collect(struct policies *policies, struct arena *arena,
                      const struct statement_list *statements, enum access access);

/* Orders roles so that each follows the roles that it trusts, because IAM rejects a trusted role
   that does not exist. Roles that trust each other in a circle come last. */
void policies_sort(struct policies *policies);

/* SESSION is not a role: the user who runs the query needs the permissions. */
bool role_is_session(const struct role *role);

/* Whether it has an ARN. */
bool role_is_named(const struct role *role);

/* The twelve digits of its account, if it has an ARN; else empty. */
struct slice role_account(const struct role *role);

/* Its name without the path, or the word in place of an ARN. */
struct slice role_name(const struct role *role);

/* Whether it needs any permissions. */
bool role_has_needs(const struct role *role);

/* The policies; the caller frees them. Print them in ASCII: IAM does not accept characters above
   U+00FF unescaped. */
json_t *role_trust(const struct role *role);
json_t *role_permissions(const struct role *role);

/* Says what the policies cannot name: the files that a manifest lists (SP1022), and the access
   point of an alias (SP1023). */
void policies_review_places(struct diags *diags, const struct table *table);

/* target.review_all: a permissions policy must not exceed IAM's limit (SP1021). */
void policies_review(struct diags *diags, const struct statement_list *statements,
                     const struct write_options *options);

#endif
