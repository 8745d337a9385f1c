/* Roles and chains of roles (facts: CREATE EXTERNAL SCHEMA; IAM). */
#include "rules/rule.h"

#include "base/ascii.h"

enum { CHAIN_MAX = 10 };

static bool take(struct slice *text, struct slice head)
{
    if (!slice_starts(*text, head))
        return false;
    *text = slice_from(*text, head.len);
    return true;
}

/* What is wrong with an ARN that should be arn:PARTITION:iam::TWELVE DIGITS:role/NAME, or NULL. */
static const char *arn_fault(struct slice arn)
{
    size_t digits = 0;

    if (!take(&arn, SLICE("arn:aws")))
        return "it does not begin with `arn:aws:iam::`";
    arn = slice_from(arn, slice_find(arn, ':'));
    if (!take(&arn, SLICE(":iam::")))
        return "it does not begin with `arn:aws:iam::`";
    while (digits < arn.len && ascii_is_digit(arn.at[digits]))
        digits++;
    if (digits != 12)
        return "its account ID does not have twelve digits";
    arn = slice_from(arn, digits);
    if (!take(&arn, SLICE(":role/")) || !arn.len)
        return "the account is not followed by `:role/` and a name";
    for (size_t i = 0; i < arn.len; i++)
        if (!ascii_is_alnum(arn.at[i]) && !strchr("+=,.@_-/", arn.at[i]))
            return "the name contains a character that role names cannot have";
    return NULL;
}

static bool is_role_arn(struct slice arn)
{
    return !arn_fault(arn);
}

/* "aws" of arn:aws:iam::..., "aws-cn", "aws-us-gov"; empty if the text is not an ARN. */
static struct slice role_partition(struct slice arn)
{
    if (!is_role_arn(arn))
        return (struct slice){0};
    arn = slice_from(arn, 4);
    return slice_cut(arn, 0, slice_find(arn, ':'));
}

/* Takes the next role from a chain written as one string. */
static struct slice next_role(struct slice *rest)
{
    size_t end = 0;
    struct slice role;

    while (end < rest->len &&
           !(rest->at[end] == ',' &&
             slice_starts(slice_trim(slice_from(*rest, end + 1)), SLICE("arn:"))))
        end++;
    role = slice_trim(slice_cut(*rest, 0, end));
    *rest = slice_from(*rest, end < rest->len ? end + 1 : end);
    return role;
}

/* "[a, b]" for the text "a,b" of ARNs; empty for anything else. */
static struct slice as_list(struct rule_run *run, struct slice chain)
{
    struct str list = {0};
    struct slice copy = {0};
    size_t count = 0;
    bool is_good = true;

    for (; chain.len && is_good; count++) {
        struct slice role = next_role(&chain);

        is_good = is_role_arn(role);
        str_printf(&list, "%s%.*s", count ? ", " : "[", SLICE_ARG(role));
    }
    str_putc(&list, ']');
    if (is_good && count > 1)
        copy = arena_copy(run->arena, str_slice(&list));
    str_release(&list);
    return copy;
}

/* What an ARN identifies if not a role, or NULL. */
static const char *other_arn(struct slice arn)
{
    if (slice_find_slice(arn, SLICE(":user/")) < arn.len)
        return "a user";
    if (slice_find_slice(arn, SLICE(":group/")) < arn.len)
        return "a group";
    if (slice_find_slice(arn, SLICE(":instance-profile/")) < arn.len)
        return "an instance profile";
    if (slice_find_slice(arn, SLICE(":assumed-role/")) < arn.len)
        return "a role session";
    if (slice_find_slice(arn, SLICE(":policy/")) < arn.len)
        return "a policy";
    return NULL;
}

static void offer_word(struct rule_run *run, struct diag *diag, struct text role, struct slice word)
{
    diag_help(run->diags, diag, "write `%.*s`", SLICE_ARG(word));
    text_fix_all(run->diags, diag, role, word, true);
}

static void offer_list(struct rule_run *run, struct diag *diag, const struct roles *roles,
                       struct text role, struct slice list)
{
    bool is_item = span_cmp(role.span, roles->span) != 0;

    diag_help(run->diags, diag, "write `%.*s`", SLICE_ARG(list));
    if (!is_item && role.style != TEXT_OTHER)
        diag_fix(run->diags, diag, role.span, list, true);
}

/* The words that a clause accepts in place of ARNs. */
enum role_words { TAKES_DEFAULT = 1 << 0, TAKES_SESSION = 1 << 1 };

static bool is_role_word(struct slice role)
{
    return slice_eq_folded(role, SLICE("SESSION")) || slice_eq_folded(role, SLICE("default"));
}

/* The name after the last slash or colon, if it can be one; else NAME. */
static struct slice role_name(struct slice role)
{
    size_t at = role.len, lo;

    while (at && role.at[at - 1] != '/' && role.at[at - 1] != ':')
        at--;
    for (lo = at; lo < role.len && (ascii_is_word(role.at[lo]) || strchr("+=,.@-", role.at[lo]));)
        lo++;
    return lo == role.len && lo > at && !is_role_word(role) ? slice_from(role, at) : SLICE("NAME");
}

static void help_role(struct rule_run *run, struct diag *diag, struct text role, unsigned words)
{
    static const char *const others[] = {
        [TAKES_DEFAULT] = " or `default`",
        [TAKES_SESSION] = ", or `SESSION`",
        [TAKES_DEFAULT | TAKES_SESSION] = ", `default` or `SESSION`",
    };

    if (words & TAKES_SESSION && slice_eq_folded(role.value, SLICE("SESSION")))
        offer_word(run, diag, role, SLICE("SESSION"));
    else if (words & TAKES_DEFAULT && slice_eq_folded(role.value, SLICE("default")))
        offer_word(run, diag, role, SLICE("default"));
    else
        diag_help(run->diags, diag, "write `arn:aws:iam::123456789012:role/%.*s`%s",
                  SLICE_ARG(role_name(role.value)), others[words]);
}

static void vet_arn(struct rule_run *run, const struct roles *roles, struct text role,
                    unsigned words)
{
    const char *other = other_arn(role.value);
    struct slice list;
    struct diag *diag;

    if (is_role_arn(role.value))
        return;
    list = as_list(run, role.value);
    if (list.len)
        diag = diag_add(run->diags, SP0601, role.span,
                        "a chain of roles in one string: expected a list");
    else if (other)
        diag = diag_add(run->diags, SP0601, role.span, "this is the ARN of %s: expected a role",
                        other);
    else
        diag = diag_add(run->diags, SP0601, role.span, "`%.*s` is not the ARN of a role",
                        SLICE_ARG(role.value));
    if (!list.len && !other && slice_starts(role.value, SLICE("arn:")))
        diag_note(run->diags, diag, "%s", arn_fault(role.value));
    if (list.len)
        offer_list(run, diag, roles, role, list);
    else
        help_role(run, diag, role, words);
}

/* A word in a chain. */
static void vet_word(struct rule_run *run, struct text role)
{
    diag_help(run->diags,
              diag_add(run->diags, SP0601, role.span, "`%.*s` cannot be part of a chain",
                       SLICE_ARG(role.value)),
              "write only ARNs, or only this word");
}

static void vet_roles(struct rule_run *run, const struct roles *roles, unsigned words)
{
    bool is_word = (words & TAKES_SESSION && roles_are_session(roles)) ||
                   (words & TAKES_DEFAULT && roles->list.count == 1 &&
                    slice_is(roles->list.at[0].value, "default"));

    for (size_t i = 0; !is_word && i < roles->list.count; i++) {
        if (roles->list.count > 1 && is_role_word(roles->list.at[i].value))
            vet_word(run, roles->list.at[i]);
        else
            vet_arn(run, roles, roles->list.at[i], words);
    }
    if (roles->list.count > CHAIN_MAX)
        diag_help(run->diags,
                  diag_add(run->diags, SP0604, roles->span,
                           "a chain of %zu roles; Redshift allows %d", roles->list.count,
                           CHAIN_MAX),
                  "shorten the chain: give a role nearer to the first the permissions of the last");
}

void rule_roles(struct rule_run *run, const struct document *document)
{
    vet_roles(run, &document->schema.iam_role, TAKES_DEFAULT | TAKES_SESSION);
    vet_roles(run, &document->schema.catalog_role, TAKES_SESSION);
}

/* COPY documents no SESSION. */
void rule_native_role(struct rule_run *run, const struct document *document)
{
    vet_roles(run, &document->table.native.iam_role, TAKES_DEFAULT);
}

static void vet_repeats(struct rule_run *run, const struct roles *roles)
{
    for (size_t i = 1; i < roles->list.count && i < CHAIN_MAX; i++)
        for (size_t j = 0; j < i; j++) {
            struct diag *diag;

            if (!slice_eq(roles->list.at[i].value, roles->list.at[j].value))
                continue;
            diag = diag_add(run->diags, SP0609, roles->list.at[i].span,
                            "the chain repeats this role");
            diag_related(run->diags, diag, roles->list.at[j].span, "first listed here");
            diag_help(run->diags, diag, "name each role once, from the cluster's own to the last");
            break;
        }
}

void rule_role_chain(struct rule_run *run, const struct document *document)
{
    vet_repeats(run, &document->schema.iam_role);
    vet_repeats(run, &document->schema.catalog_role);
}

/* The part of AWS that a region is in. */
static struct slice region_partition(struct slice region)
{
    if (slice_starts(region, SLICE("cn-")))
        return SLICE("aws-cn");
    if (slice_starts(region, SLICE("us-gov-")))
        return SLICE("aws-us-gov");
    return SLICE("aws");
}

/* Regions of closed partitions, whose partition cannot be told from their name. */
static bool is_isolated(struct slice region)
{
    return slice_find_slice(region, SLICE("-iso")) < region.len;
}

static void vet_partition(struct rule_run *run, struct text role, struct slice expected,
                          struct text first)
{
    struct slice found = role_partition(role.value);
    struct diag *diag;

    if (!found.len || slice_eq(found, expected))
        return;
    diag = diag_add(run->diags, SP0608, role.span, "a role of `%.*s` cannot reach `%.*s`",
                    SLICE_ARG(found), SLICE_ARG(expected));
    diag_related(run->diags, diag, first.span, "this belongs to `%.*s`", SLICE_ARG(expected));
    diag_help(run->diags, diag, "use roles, a catalog and a cluster of the same AWS partition");
}

/* China, GovCloud and the rest of AWS share no accounts: the catalog's region and every role
   must be in the same one. */
void rule_role_partitions(struct rule_run *run, const struct document *document)
{
    const struct external_schema *schema = &document->schema;
    struct text first = schema->region;
    struct slice expected = {0};

    if (text_is_given(first) && !is_isolated(first.value))
        expected = region_partition(first.value);
    for (size_t i = 0; i < schema->iam_role.list.count + schema->catalog_role.list.count; i++) {
        size_t own = schema->iam_role.list.count;
        struct text role = i < own ? schema->iam_role.list.at[i]
                                   : schema->catalog_role.list.at[i - own];

        if (!expected.len) {
            expected = role_partition(role.value);
            first = role;
        }
        vet_partition(run, role, expected, first);
    }
}
