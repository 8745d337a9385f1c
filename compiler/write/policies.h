/*
 * IAM: who may assume the roles that the schemas name, and the least that these must be allowed
 * (facts: IAM). A role of a chain may assume the next; only the last reads.
 */
#ifndef WRITE_POLICIES_H
#define WRITE_POLICIES_H

#include "base/map.h"
#include "diag/json.h"
#include "write/target.h"

/* One role, and what is known of its needs. */
struct role {
    struct slice arn; /* or default, SESSION, or empty where no spec names it */
    bool is_first;    /* of a chain, or alone: Redshift assumes it */
    struct map seen[2]; /* what is listed already: of roles before it, and of all else */
    VEC(struct slice) trusted, assumed; /* the neighbours in chains */
    VEC(struct slice) databases, tables, buckets, prefixes; /* as ARNs */
    bool creates_databases, creates_tables, creates_partitions;
};

/* The roles in the order of the statements, those of a chain in its own order. */
struct policies {
    struct arena *arena;
    struct map by_arn;
    VEC(struct role *) list;
};

/* Collects the roles of the statements, which must have passed review_catalog. */
void policies_collect(struct policies *policies, struct arena *arena,
                      const struct statement_list *statements);

/* SESSION is no role: whoever asks needs the permissions himself. */
bool role_is_session(const struct role *role);

/* Its name without the path, or the word that stands for it. */
struct slice role_name(const struct role *role);

/* The policies, to be freed. diag_json_begin comes before them. */
json_t *role_trust(const struct role *role);
json_t *role_permissions(const struct role *role, enum access access);

#endif
