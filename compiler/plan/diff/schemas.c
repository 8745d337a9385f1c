/* Changes to external schemas and their grants. */
#include "plan/diff/model_diff.h"

static bool texts_eq(struct text a, struct text b)
{
    return slice_eq(a.value, b.value);
}

static bool roles_eq(const struct roles *a, const struct roles *b)
{
    if (a->list.count != b->list.count)
        return false;
    for (size_t i = 0; i < a->list.count; i++)
        if (!texts_eq(a->list.at[i], b->list.at[i]))
            return false;
    return true;
}

/* The clause of CREATE EXTERNAL SCHEMA that differs, or NULL. */
static const char *schema_difference(const struct external_schema *a,
                                     const struct external_schema *b)
{
    return a->catalog != b->catalog                        ? "the catalog"
           : !texts_eq(a->database, b->database)           ? "the database"
           : !texts_eq(a->region, b->region)               ? "the region"
           : !texts_eq(a->uri, b->uri)                     ? "the metastore's host"
           : !texts_eq(a->port, b->port)                   ? "the metastore's port"
           : !roles_eq(&a->iam_role, &b->iam_role)         ? "the role"
           : !roles_eq(&a->catalog_role, &b->catalog_role) ? "the role for the catalog"
           : !texts_eq(a->catalog_id, b->catalog_id)       ? "the account of the catalog"
                                                           : NULL;
}

static void add_grants(struct model_diff *diff, const struct document *document)
{
    for (size_t i = 0; i < document->schema.grants.count; i++)
        diff_add_statement(diff, document, STATEMENT_GRANT_USAGE)->grant =
            &document->schema.grants.at[i];
}

/* Whether some table shows that the schema exists already. */
static bool is_schema_known(const struct model *model, struct slice name)
{
    for (size_t i = 0; i < model->documents.count; i++)
        if (model->documents.at[i]->kind == DOCUMENT_TABLE &&
            slice_eq_folded(model->documents.at[i]->table.schema.value, name))
            return true;
    return false;
}

static bool has_schemas(const struct model *model)
{
    for (size_t i = 0; i < model->documents.count; i++)
        if (model->documents.at[i]->kind == DOCUMENT_SCHEMA)
            return true;
    return false;
}

static void add_schema(struct model_diff *diff, const struct document *document)
{
    struct slice name = document->schema.name.value;

    if (!has_schemas(diff->before.model) && is_schema_known(diff->before.model, name))
        return;
    diff_add_change(diff, CHANGE_ADD_SCHEMA, CHANGE_SAFE, name, SLICE("the schema is new"));
    diff_add_statement(diff, document, STATEMENT_CREATE_SCHEMA);
    add_grants(diff, document);
}

static bool has_grant(const struct external_schema *schema, const struct grant *grant)
{
    for (size_t i = 0; i < schema->grants.count; i++)
        if (schema->grants.at[i].kind == grant->kind &&
            (grant->kind == GRANTEE_PUBLIC ||
             slice_eq_folded(schema->grants.at[i].name.value, grant->name.value)))
            return true;
    return false;
}

static void diff_grants(struct model_diff *diff, const struct document *old_document,
                        const struct document *new_document)
{
    const struct external_schema *before = &old_document->schema, *after = &new_document->schema;

    for (size_t i = 0; i < after->grants.count; i++) {
        const struct grant *grant = &after->grants.at[i];

        if (has_grant(before, grant))
            continue;
        diff_add_change(
            diff, CHANGE_GRANT, CHANGE_SAFE, after->name.value,
            arena_printf(diff->arena, "`%.*s` may use the schema", SLICE_ARG(grant->name.value)));
        diff_add_statement(diff, new_document, STATEMENT_GRANT_USAGE)->grant = grant;
    }
    for (size_t i = 0; i < before->grants.count; i++) {
        const struct grant *grant = &before->grants.at[i];

        if (has_grant(after, grant))
            continue;
        diff_add_change(diff, CHANGE_REVOKE, CHANGE_RESULTS, after->name.value,
                        arena_printf(diff->arena, "`%.*s` may no longer use the schema",
                                     SLICE_ARG(grant->name.value)));
        diff_add_statement(diff, new_document, STATEMENT_REVOKE_USAGE)->grant = grant;
    }
}

void diff_schema(struct model_diff *diff, const struct document *new_document)
{
    const struct document *old_document = diff_counterpart(diff->arena, &diff->after, &diff->before,
                                                           new_document);
    const char *difference;
    struct change *change;

    if (!old_document) {
        add_schema(diff, new_document);
        return;
    }
    difference = schema_difference(&old_document->schema, &new_document->schema);
    if (!difference) {
        diff_grants(diff, old_document, new_document);
        return;
    }
    change = diff_add_change(diff, CHANGE_RECREATE_SCHEMA, CHANGE_DESTRUCTIVE,
                             new_document->schema.name.value, SLICE("the schema is made anew"));
    *vec_push(&change->reasons, diff->arena) =
        arena_printf(diff->arena, "%s changes, and no statement alters it", difference);
    *vec_push(&change->reasons, diff->arena) =
        SLICE("grants on the schema that no spec lists are lost; the tables stay in the catalog");
    diff_add_statement(diff, old_document, STATEMENT_DROP_SCHEMA);
    diff_add_statement(diff, new_document, STATEMENT_CREATE_SCHEMA);
    add_grants(diff, new_document);
}
