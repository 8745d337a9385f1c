/* The keys of an external schema. */
#include "read/spec/decode.h"

TEXT_KEY(external_schema, name, external_schema)
TEXT_KEY(external_schema, description, external_schema)
TEXT_KEY(external_schema, database, external_schema)
TEXT_KEY(external_schema, region, external_schema)
TEXT_KEY(external_schema, uri, external_schema)
TEXT_KEY(external_schema, catalog_id, external_schema)

void read_external_schema_from(struct decoder *decoder, const struct node *node, void *into)
{
    struct external_schema *schema = into;
    struct diag *diag;

    if (!read_text(decoder, node, &schema->from))
        return;
    if (slice_is(schema->from.value, "hive_metastore")) {
        schema->catalog = CATALOG_HIVE;
    } else if (!slice_is(schema->from.value, "data_catalog")) {
        diag = diag_add(decoder->diags, SP0116, node->span,
                        "`%.*s` is not a source of external schemas",
                        SLICE_ARG(schema->from.value));
        diag_help(decoder->diags, diag, "write `data_catalog` (the default) or `hive_metastore`");
    }
}

void read_external_schema_port(struct decoder *decoder, const struct node *node, void *into)
{
    struct external_schema *schema = into;
    long long port;

    if (read_number(decoder, node, &port, &schema->port) && (port < 1 || port > 65535))
        diag_add(decoder->diags, SP0116, node->span,
                 "expected a port from 1 to 65535, found `%lld`", port);
}

void read_external_schema_iam_role(struct decoder *decoder, const struct node *node, void *into)
{
    read_roles(decoder, node, &((struct external_schema *)into)->iam_role);
}

void read_external_schema_catalog_role(struct decoder *decoder, const struct node *node, void *into)
{
    read_roles(decoder, node, &((struct external_schema *)into)->catalog_role);
}

void read_external_schema_create_database(struct decoder *decoder, const struct node *node,
                                          void *into)
{
    struct external_schema *schema = into;

    schema->create_database_span = node->span;
    read_bool(decoder, node, &schema->creates_database);
}

static void read_grantee(struct decoder *decoder, const struct node *node, void *into,
                         enum grantee_kind kind)
{
    struct grant *grant = into;

    if (text_is_given(grant->name)) {
        struct diag *diag = diag_add(decoder->diags, SP0116, node->span,
                                     "a grant with more than one grantee");

        diag_related(decoder->diags, diag, grant->name.span, "the other is here");
        diag_help(decoder->diags, diag, "write a separate item for each: `- {group: analysts}`");
        return;
    }
    grant->kind = kind;
    read_text(decoder, node, &grant->name);
}

void read_grant_group(struct decoder *decoder, const struct node *node, void *into)
{
    read_grantee(decoder, node, into, GRANTEE_GROUP);
}

void read_grant_user(struct decoder *decoder, const struct node *node, void *into)
{
    read_grantee(decoder, node, into, GRANTEE_USER);
}

void read_grant_role(struct decoder *decoder, const struct node *node, void *into)
{
    read_grantee(decoder, node, into, GRANTEE_ROLE);
}

/* PUBLIC in other letters than the spec's word. */
static void read_loud_public(struct decoder *decoder, const struct node *node)
{
    struct diag *diag = diag_add(decoder->diags, SP0116, node->span,
                                 "`%.*s` is not a grantee; the word for everybody is `public`",
                                 SLICE_ARG(node->value));

    diag_help(decoder->diags, diag, "write `public`");
    diag_fix(decoder->diags, diag, node->span, SLICE("public"), true);
}

static void read_grant(struct decoder *decoder, const struct node *node,
                       struct external_schema *into)
{
    struct grant grant = {.span = node->span};
    struct diag *diag;

    if (node->kind == NODE_SCALAR && slice_is(node->value, "public")) {
        grant.kind = GRANTEE_PUBLIC;
        grant.name = node_text(node);
    } else if (node->kind == NODE_SCALAR && slice_eq_folded(node->value, SLICE("public"))) {
        read_loud_public(decoder, node);
        return;
    } else if (node->kind == NODE_SCALAR && !node_is_null(node)) {
        diag = diag_add(decoder->diags, SP0116, node->span,
                        "`%.*s` could be a group, a user or a role", SLICE_ARG(node->value));
        diag_help(
            decoder->diags, diag,
            "write `{group: %.*s}`, or `user` or `role` in place of `group`, or the word public",
            SLICE_ARG(node->value));
        return;
    } else if (!read_mapping(decoder, node, CONTEXT_grant, node->span, &grant)) {
        return;
    } else if (!text_is_given(grant.name)) {
        diag_help(decoder->diags,
                  diag_add(decoder->diags, SP0112, node->span, "the grant names no grantee"),
                  "write `{group: analysts}`, or `user` or `role` in place of `group`");
        return;
    }
    *vec_push(&into->grants, decoder->arena) = grant;
}

void read_external_schema_grant_usage(struct decoder *decoder, const struct node *node, void *into)
{
    if (!is_list(decoder, node, CONTEXT_grant))
        return;
    for (size_t i = 0; i < node->items.count; i++)
        read_grant(decoder, node->items.at[i], into);
}
