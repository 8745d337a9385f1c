/* CREATE EXTERNAL SCHEMA (facts: CREATE EXTERNAL SCHEMA). */
#include "read/ddl/parse.h"

static bool take_source(struct ddl *ddl, struct external_schema *schema)
{
    struct span lo = ddl->last;

    if (ddl_accept(ddl, "data"))
        return ddl_expect(ddl, "catalog");
    if (ddl_accept(ddl, "hive")) {
        schema->catalog = CATALOG_HIVE;
        return ddl_expect(ddl, "metastore");
    }
    if (ddl->token.kind == DDL_WORD && !ddl_is(ddl, "database")) {
        struct ddl_token word = ddl_take(ddl);

        diag_help(ddl->diags,
                  diag_add(ddl->diags, SP1101, ddl_since(ddl, lo),
                           "a schema from `%.*s` has no tables in S3", SLICE_ARG(word.text.value)),
                  "leave it out: only DATA CATALOG and HIVE METASTORE can be read");
        return false;
    }
    return true;
}

/* 'arn,arn' or the word default. */
static bool take_roles(struct ddl *ddl, struct roles *roles)
{
    struct text whole;
    size_t at = 0;

    roles->span = ddl->token.text.span;
    if (ddl_is(ddl, "default")) {
        *vec_push(&roles->list, ddl->arena) = ddl_take(ddl).text;
        roles->list.at[0].value = SLICE("default");
        return true;
    }
    if (!ddl_literal(ddl, &whole, "a role in quotes, or the word default"))
        return false;
    do {
        size_t comma = at + slice_find(slice_from(whole.value, at), ',');
        struct text role = whole;

        role.value = slice_trim(slice_cut(whole.value, at, comma));
        role.span = text_span(whole, at, comma);
        *vec_push(&roles->list, ddl->arena) = role;
        at = comma + 1;
    } while (at <= whole.value.len);
    return true;
}

static bool take_create_database(struct ddl *ddl, struct external_schema *schema)
{
    struct span lo = ddl->last;

    schema->creates_database = true;
    if (!ddl_expect(ddl, "external") || !ddl_expect(ddl, "database"))
        return false;
    if (ddl_accept(ddl, "if") && (!ddl_expect(ddl, "not") || !ddl_expect(ddl, "exists")))
        return false;
    schema->create_database_span = ddl_since(ddl, lo);
    return true;
}

static bool take_port(struct ddl *ddl, struct external_schema *schema)
{
    if (ddl->token.kind != DDL_NUMBER && ddl->token.kind != DDL_LITERAL)
        return ddl_expected(ddl, "the port's number");
    schema->port = ddl_take(ddl).text;
    return true;
}

static bool take_clause(struct ddl *ddl, struct external_schema *schema)
{
    if (ddl_accept(ddl, "database"))
        return ddl_literal(ddl, &schema->database, "the database in quotes");
    if (ddl_accept(ddl, "region"))
        return ddl_literal(ddl, &schema->region, "the region in quotes");
    if (ddl_accept(ddl, "uri"))
        return ddl_literal(ddl, &schema->uri, "the metastore's host in quotes");
    if (ddl_accept(ddl, "port"))
        return take_port(ddl, schema);
    if (ddl_accept(ddl, "iam_role"))
        return take_roles(ddl, &schema->iam_role);
    if (ddl_accept(ddl, "catalog_role"))
        return take_roles(ddl, &schema->catalog_role);
    if (ddl_accept(ddl, "catalog_id"))
        return ddl_literal(ddl, &schema->catalog_id, "the account in quotes");
    if (ddl_accept(ddl, "create"))
        return take_create_database(ddl, schema);
    return ddl_expected(ddl, "a clause of CREATE EXTERNAL SCHEMA, or `;`");
}

static bool has_parts(struct ddl *ddl, const struct external_schema *schema)
{
    const char *missing = !text_is_given(schema->database) ? "DATABASE 'name'"
                          : !schema->iam_role.list.count   ? "IAM_ROLE 'arn'"
                                                           : NULL;

    if (missing)
        diag_help(ddl->diags,
                  diag_add(ddl->diags, SP1101, schema->name.span, "the schema `%.*s` has no %s",
                           SLICE_ARG(schema->name.value), missing),
                  "add the clause");
    return !missing;
}

bool ddl_create_schema(struct ddl *ddl, struct document *document)
{
    struct external_schema *schema = &document->schema;

    document->kind = DOCUMENT_SCHEMA;
    if (ddl_accept(ddl, "if") && (!ddl_expect(ddl, "not") || !ddl_expect(ddl, "exists")))
        return false;
    if (!ddl_name(ddl, &schema->name, "the schema's name"))
        return false;
    if (ddl_accept(ddl, "from") && !take_source(ddl, schema))
        return false;
    while (ddl->token.kind != DDL_END && !ddl_is_symbol(ddl, ';'))
        if (!take_clause(ddl, schema))
            return false;
    schema->span = ddl_since(ddl, schema->name.span);
    return has_parts(ddl, schema);
}
