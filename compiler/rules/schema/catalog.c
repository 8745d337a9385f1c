/* External schemas: Hive metastores, regions, accounts, grants (facts: CREATE EXTERNAL SCHEMA). */
#include "base/ascii.h"
#include "rules/rule.h"

static void refuse(struct rule_run *run, struct span span, const char *key, const char *why)
{
    struct diag *diag = diag_add(run->diags, SP0603, span, "`%s` does not apply to this catalog",
                                 key);

    diag_note(run->diags, diag, "%s", why);
    diag_help(run->diags, diag, "remove it, or change what it conflicts with");
}

void rule_hive_metastore(struct rule_run *run, const struct document *document)
{
    const struct external_schema *schema = &document->schema;

    if (schema->catalog == CATALOG_GLUE) {
        if (text_is_given(schema->uri))
            refuse(run, schema->uri.span, "uri",
                   "it is the host of a Hive metastore, and requires `from: hive_metastore`");
        if (text_is_given(schema->port))
            refuse(run, schema->port.span, "port",
                   "it is the port of a Hive metastore, and requires `from: hive_metastore`");
        return;
    }
    if (!text_is_given(schema->uri))
        diag_help(
            run->diags,
            diag_add(run->diags, SP0602, schema->from.span, "a Hive metastore needs its `uri`"),
            "write `uri: ` and the host, without a scheme");
    else if (slice_find(schema->uri.value, ':') < schema->uri.value.len)
        diag_help(run->diags,
                  diag_add(run->diags, SP0602, schema->uri.span,
                           "the `uri` of a Hive metastore must be only a host"),
                  "remove the scheme, and write the port as `port`");
    if (schema->creates_database)
        refuse(run, schema->create_database_span, "create_database",
               "Redshift creates databases only in the Glue catalog");
}

void rule_catalog_clauses(struct rule_run *run, const struct document *document)
{
    const struct external_schema *schema = &document->schema;
    bool has_session = roles_are_session(&schema->catalog_role) ||
                       (roles_are_session(&schema->iam_role) && !schema->catalog_role.list.count);

    if (schema->catalog == CATALOG_HIVE) {
        if (text_is_given(schema->region))
            refuse(run, schema->region.span, "region", "a Hive metastore is found by its host");
        if (schema->catalog_role.list.count)
            refuse(run, schema->catalog_role.span, "catalog_role",
                   "a Hive metastore has no role of its own");
        if (roles_are_session(&schema->iam_role))
            refuse(run, schema->iam_role.span, "iam_role", "SESSION is for the Glue catalog only");
    }
    if (text_is_given(schema->catalog_id) && !has_session)
        refuse(
            run, schema->catalog_id.span, "catalog_id",
            "it requires `catalog_role: SESSION`, or `iam_role: SESSION` without a catalog_role");
}

/* Redshift reads the word as everybody, however it is quoted and whatever is said before it. */
static void refuse_public(struct rule_run *run, const struct grant *grant)
{
    static const char *const kinds[] = {
        [GRANTEE_GROUP] = "group", [GRANTEE_USER] = "user", [GRANTEE_ROLE] = "role"};
    struct diag *diag = diag_add(run->diags, SP0605, grant->name.span,
                                 "`%.*s` means everybody; it is not the name of a %s",
                                 SLICE_ARG(grant->name.value), kinds[grant->kind]);

    diag_help(run->diags, diag,
              "to grant to everybody, write `public` without braces; else name a group");
    diag_fix(run->diags, diag, grant->span, SLICE("public"), false);
}

void rule_grants(struct rule_run *run, const struct document *document)
{
    const struct external_schema *schema = &document->schema;

    for (size_t i = 0; i < schema->grants.count; i++) {
        const struct grant *grant = &schema->grants.at[i];

        if (!grant->name.value.len)
            diag_help(run->diags,
                      diag_add(run->diags, SP0605, grant->name.span, "the grantee's name is empty"),
                      "write the name, or remove the item");
        else if (grant->kind != GRANTEE_PUBLIC &&
                 slice_eq_folded(grant->name.value, SLICE("public")))
            refuse_public(run, grant);
    }
}

/* eu-west-1, us-gov-east-1: lower-case words, then a number. */
static bool is_region(struct slice region)
{
    size_t hyphens = 0, digits = 0;

    for (size_t i = 0; i < region.len; i++) {
        char byte = region.at[i];

        if (byte == '-' && (i == 0 || region.at[i - 1] == '-' || digits))
            return false;
        if (byte != '-' && !ascii_is_digit(byte) && (!ascii_is_lower(byte) || digits))
            return false;
        hyphens += byte == '-';
        digits += ascii_is_digit(byte);
    }
    return hyphens >= 2 && (digits == 1 || digits == 2) &&
           region.at[region.len - digits - 1] == '-';
}

/* What was probably meant: another letter case, underscores, or a zone of the region. Empty if
   that is unclear. */
static struct slice meant_region(struct rule_run *run, struct slice region)
{
    struct slice copy = arena_copy(run->arena, region);
    char *bytes = (char *)copy.at;

    for (size_t i = 0; i < copy.len; i++)
        bytes[i] = bytes[i] == '_' || bytes[i] == ' ' ? '-' : ascii_lower(bytes[i]);
    if (is_region(copy))
        return copy;
    if (copy.len > 1 && ascii_is_lower(bytes[copy.len - 1])) {
        copy.len--;
        if (is_region(copy))
            return copy;
    }
    return (struct slice){0};
}

void rule_region(struct rule_run *run, const struct document *document)
{
    struct text region = document->schema.region;
    struct slice meant;
    struct diag *diag;

    if (!text_is_given(region) || is_region(region.value))
        return;
    diag = diag_add(run->diags, SP0606, region.span, "`%.*s` is not a region name",
                    SLICE_ARG(region.value));
    meant = meant_region(run, region.value);
    if (!meant.len) {
        diag_help(run->diags, diag, "write it as AWS does: `eu-west-1`");
        return;
    }
    if (meant.len < region.value.len)
        diag_label(run->diags, diag, "this is an availability zone");
    diag_help(run->diags, diag, "write `%.*s`", SLICE_ARG(meant));
    text_fix_all(run->diags, diag, region, meant, true);
}

void rule_account(struct rule_run *run, const struct document *document)
{
    struct text account = document->schema.catalog_id;
    size_t digits = 0, other = 0;
    struct diag *diag;

    for (size_t i = 0; i < account.value.len; i++) {
        digits += ascii_is_digit(account.value.at[i]);
        other += !ascii_is_digit(account.value.at[i]) && account.value.at[i] != '-';
    }
    if (!text_is_given(account) || (digits == 12 && digits == account.value.len))
        return;
    diag = diag_add(run->diags, SP0607, account.span, "`%.*s` is not an account ID",
                    SLICE_ARG(account.value));
    if (digits == 12 && !other)
        diag_help(run->diags, diag, "write the twelve digits without hyphens");
    else
        diag_help(run->diags, diag, "write the account's twelve digits, including leading zeros");
}
