/* The target iam: each role's policies as JSON documents, one file per policy, named after the
   role. */
#include "write/iam/policies.h"
#include "write/json.h"
#include "write/parquet_table.h"
#include "write/review.h"

static void add_document(struct artifacts *artifacts, const char *kind, const struct role *role,
                         json_t *document)
{
    struct slice name = role_name(role);

    if (name.len)
        kind = arena_printf(artifacts->arena, "%s-%.*s", kind, SLICE_ARG(name)).at;
    json_print(artifact_add(artifacts, kind), document, JSON_ASCII);
}

static void render(struct artifacts *artifacts, const struct statement_list *statements,
                   const struct write_options *options)
{
    struct policies policies;

    policies_collect(&policies, artifacts->arena, statements, options->access);
    for (size_t i = 0; i < policies.list.count; i++) {
        const struct role *role = policies.list.at[i];

        if (!role_is_session(role))
            add_document(artifacts, "trust-policy", role, role_trust(role));
        add_document(artifacts, "permissions-policy", role, role_permissions(role));
    }
}

static void review_one(struct diags *diags, const struct statement *statement)
{
    review_catalog(diags, "iam", statement);
    if (statement->kind == STATEMENT_CREATE_TABLE)
        policies_review_places(diags, &statement->document->table);
}

static void review(struct diags *diags, const struct statement *statement)
{
    parquet_table_review(diags, statement, review_one);
}

const struct target target_iam = {
    .name = "iam",
    .title = "AWS IAM: the trust and permission policies of the roles that the schemas name",
    .extension = ".json",
    .parts = PART_SCHEMA | PART_TABLE | PART_PARTITIONS,
    .default_parts = PART_SCHEMA | PART_TABLE | PART_PARTITIONS,
    .option_bits = OPTION_DATABASE | OPTION_ACCESS,
    .features = 1u << FEATURE_SCHEMAS | 1u << FEATURE_TABLES | 1u << FEATURE_PARTITIONS,
    .formats = EVERY_FORMAT,
    .review = review,
    .review_all = policies_review,
    .render = render,
    .join = json_join,
};
