/* External schemas: roles, Hive metastores, grants (facts: CREATE EXTERNAL SCHEMA). */
#include "base/ascii.h"
#include "rules/rule.h"

enum { CHAIN_MAX = 10 };

static bool take(struct slice *text, struct slice head)
{
    if (!slice_starts(*text, head))
        return false;
    *text = slice_from(*text, head.len);
    return true;
}

/* arn:PARTITION:iam::TWELVE DIGITS:role/NAME */
static bool is_role_arn(struct slice arn)
{
    size_t digits = 0;

    if (!take(&arn, SLICE("arn:aws")))
        return false;
    arn = slice_from(arn, slice_find(arn, ':'));
    if (!take(&arn, SLICE(":iam::")))
        return false;
    while (digits < arn.len && ascii_is_digit(arn.at[digits]))
        digits++;
    if (digits != 12)
        return false;
    arn = slice_from(arn, digits);
    if (!take(&arn, SLICE(":role/")) || !arn.len)
        return false;
    for (size_t i = 0; i < arn.len; i++)
        if (!ascii_is_alnum(arn.at[i]) && !strchr("+=,.@_-/", arn.at[i]))
            return false;
    return true;
}

static void vet_arn(struct rule_run *run, struct text role, bool takes_default)
{
    struct diag *diag;

    if (is_role_arn(role.value))
        return;
    diag = diag_add(run->diags, SP0601, role.span, "`%.*s` is not the ARN of a role",
                    SLICE_ARG(role.value));
    if (slice_find(role.value, ',') < role.value.len || slice_find(role.value, ' ') < role.value.len)
        diag_help(run->diags, diag, "write a chain of roles as a list: [arn:..., arn:...]");
    else if (takes_default)
        diag_help(run->diags, diag,
                  "write `arn:aws:iam::123456789012:role/NAME`, `default` or `SESSION`");
    else
        diag_help(run->diags, diag, "write `arn:aws:iam::123456789012:role/NAME`, or `SESSION`");
}

static bool is_session(const struct roles *roles)
{
    return roles->list.count == 1 && slice_is(roles->list.at[0].value, "SESSION");
}

static void vet_roles(struct rule_run *run, const struct roles *roles, bool takes_default)
{
    bool is_word = is_session(roles) || (takes_default && roles->list.count == 1 &&
                                         slice_is(roles->list.at[0].value, "default"));

    for (size_t i = 0; !is_word && i < roles->list.count; i++)
        vet_arn(run, roles->list.at[i], takes_default);
    if (roles->list.count > CHAIN_MAX)
        diag_help(run->diags,
                  diag_add(run->diags, SP0604, roles->span, "a chain of %zu roles; Redshift takes %d",
                           roles->list.count, CHAIN_MAX),
                  "let a role nearer to the first be allowed what the last may do");
}

void rule_roles(struct rule_run *run, const struct document *document)
{
    vet_roles(run, &document->schema.iam_role, true);
    vet_roles(run, &document->schema.catalog_role, false);
}

static void refuse(struct rule_run *run, struct span span, const char *key, const char *why)
{
    diag_note(run->diags,
              diag_add(run->diags, SP0603, span, "`%s` does not go with this catalog", key), "%s", why);
}

void rule_hive_metastore(struct rule_run *run, const struct document *document)
{
    const struct external_schema *schema = &document->schema;

    if (schema->catalog == CATALOG_GLUE) {
        if (text_is_given(schema->uri))
            refuse(run, schema->uri.span, "uri", "it is the host of a Hive metastore: add `from: hive_metastore`");
        if (text_is_given(schema->port))
            refuse(run, schema->port.span, "port", "it is the port of a Hive metastore: add `from: hive_metastore`");
        return;
    }
    if (!text_is_given(schema->uri))
        diag_help(run->diags,
                  diag_add(run->diags, SP0602, schema->from.span, "a Hive metastore needs its `uri`"),
                  "write `uri: ` and the host, without a scheme");
    else if (slice_find_slice(schema->uri.value, SLICE("://")) < schema->uri.value.len)
        diag_help(run->diags,
                  diag_add(run->diags, SP0602, schema->uri.span, "the `uri` of a Hive metastore is a host alone"),
                  "leave out the scheme, and write the port as `port`");
    if (schema->creates_database)
        refuse(run, schema->create_database_span, "create_database",
               "Redshift creates databases in the Glue catalog only");
}

void rule_catalog_clauses(struct rule_run *run, const struct document *document)
{
    const struct external_schema *schema = &document->schema;
    bool has_session = is_session(&schema->catalog_role) ||
                       (is_session(&schema->iam_role) && !schema->catalog_role.list.count);

    if (schema->catalog == CATALOG_HIVE) {
        if (text_is_given(schema->region))
            refuse(run, schema->region.span, "region", "a Hive metastore is reached by its host");
        if (schema->catalog_role.list.count)
            refuse(run, schema->catalog_role.span, "catalog_role", "a Hive metastore has no role of its own");
        if (is_session(&schema->iam_role))
            refuse(run, schema->iam_role.span, "iam_role", "SESSION is for the Glue catalog only");
    }
    if (text_is_given(schema->catalog_id) && !has_session)
        refuse(run, schema->catalog_id.span, "catalog_id",
               "it is for `catalog_role: SESSION`, or `iam_role: SESSION` without a catalog_role");
}

void rule_grants(struct rule_run *run, const struct document *document)
{
    const struct external_schema *schema = &document->schema;

    for (size_t i = 0; i < schema->grants.count; i++)
        if (!schema->grants.at[i].name.value.len)
            diag_add(run->diags, SP0605, schema->grants.at[i].name.span, "the grantee's name is empty");
}
