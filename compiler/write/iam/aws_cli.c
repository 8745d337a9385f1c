/*
 * A shell script for the AWS CLI: it creates the roles that schemas name, gives them the policies
 * of the target `iam`, and attaches to Redshift the roles that it assumes. The script's functions
 * are in aws_cli.sh; this file writes the calls. Policies go into here-documents, which JSON cannot
 * end, since no line of it is a bare word. Everything else is an argument in single quotes.
 */
#include "base/ascii.h"
#include "text/comment.h"
#include "text/shell.h"
#include "write/iam/policies.h"
#include "write/parquet_table.h"
#include "write/review.h"

static const char functions[] =
#include "write/iam/aws_cli.sh.h"
    ;

enum { POLICY_NAME_MAX = 128 };

static void put_argument(struct str *out, struct slice text)
{
    str_putc(out, ' ');
    text_into_shell_argument(out, text);
}

/* Ends a call that reads a policy from a here-document. */
static void put_document(struct str *out, json_t *policy)
{
    struct str text = {0};

    json_print(&text, policy, JSON_ASCII);
    text_into_here_document(out, "POLICY", str_slice(&text));
    str_release(&text);
}

/* One line for each spec that the statements come from. */
static void put_heads(struct str *out, struct arena *arena, const struct statement_list *statements)
{
    struct map seen;

    map_init(&seen, arena);
    for (size_t i = 0; i < statements->list.count; i++) {
        struct source *source = statements->list.at[i].document->source;

        if (!map_add(&seen, slice_of(source->name), source))
            write_head(out, "# ", source);
    }
}

/* The spec that all statements come from, or NULL if there are several. */
static const struct source *only_source(const struct statement_list *statements)
{
    const struct source *source = NULL;

    for (size_t i = 0; i < statements->list.count; i++) {
        if (source && statements->list.at[i].document->source != source)
            return NULL;
        source = statements->list.at[i].document->source;
    }
    return source;
}

/* A slash becomes +, and a byte that a policy's name cannot hold becomes =XX. */
static void put_policy_suffix(struct str *out, struct slice path)
{
    for (size_t i = 0; i < path.len; i++) {
        char byte = path.at[i];

        if (ascii_is_alnum(byte) || strchr("_.-,@", byte))
            str_putc(out, byte);
        else if (byte == '/')
            str_putc(out, '+');
        else
            str_printf(out, "=%02X", (unsigned char)byte);
    }
}

/* "spectrumc-raw_events": each spec has its own policy, so that the script of one does not undo
   that of another. Several specs in one script share "spectrumc". A long path is cut at the front,
   since the specs of a folder differ at the end. */
static void put_policy_name(struct str *out, const struct source *source)
{
    struct slice stem = source ? slice_of(source->name) : SLICE("");
    struct str suffix = {0};
    size_t room;

    str_puts(out, "spectrumc");
    if (slice_ends(stem, SLICE(".yaml")) || slice_ends(stem, SLICE(".yml"))) {
        stem.len -= slice_ends(stem, SLICE(".yaml")) ? 5 : 4;
        str_putc(out, '-');
        room = POLICY_NAME_MAX - out->len;
        put_policy_suffix(&suffix, stem);
        str_add(out, slice_from(str_slice(&suffix), suffix.len > room ? suffix.len - room : 0));
    } /* else standard input */
    str_release(&suffix);
}

/* The account of each role, once each, in the order of the roles. */
static void put_accounts(struct str *out, const struct policies *policies)
{
    struct map seen;

    map_init(&seen, policies->arena);
    str_puts(out, "\nneed_account");
    for (size_t i = 0; i < policies->list.count; i++) {
        struct role *role = policies->list.at[i];

        if (role_is_named(role) && !map_add(&seen, role_account(role), role))
            put_argument(out, role_account(role));
    }
    str_putc(out, '\n');
}

static void put_role(struct str *out, const struct role *role, struct slice policy)
{
    str_putc(out, '\n');
    text_into_comment(out, "# ", role_name(role));
    str_puts(out, "make_role");
    put_argument(out, role->arn);
    put_document(out, role_trust(role));
    if (!role_has_needs(role))
        return;
    str_puts(out, "put_policy");
    put_argument(out, role->arn);
    put_argument(out, policy);
    put_document(out, role_permissions(role));
}

static void put_attachments(struct str *out, const struct policies *policies)
{
    str_puts(out, "\n# Of a chain, Redshift assumes the first.\n");
    for (size_t i = 0; i < policies->list.count; i++) {
        const struct role *role = policies->list.at[i];

        if (role_is_named(role) && role->is_first) {
            str_puts(out, "attach");
            put_argument(out, role->arn);
            str_putc(out, '\n');
        }
    }
}

static void put_calls(struct str *out, const struct policies *policies, struct slice policy)
{
    put_accounts(out, policies);
    for (size_t i = 0; i < policies->list.count; i++) {
        const struct role *role = policies->list.at[i];

        if (role_is_named(role))
            put_role(out, role, policy);
        else
            str_puts(out, "\n# SESSION: whoever asks needs the permissions on the catalog himself, "
                          "as --target iam writes them.\n");
    }
    put_attachments(out, policies);
}

static void render(struct artifacts *artifacts, const struct statement_list *statements,
                   const struct write_options *options)
{
    struct str *out = artifact_add(artifacts, NULL), policy = {0};
    struct policies policies;

    policies_collect(&policies, artifacts->arena, statements, options->access);
    policies_sort(&policies);
    put_policy_name(&policy, only_source(statements));
    str_puts(out, "#!/usr/bin/env bash\n");
    put_heads(out, artifacts->arena, statements);
    str_puts(out, functions);
    put_calls(out, &policies, str_slice(&policy));
    str_release(&policy);
}

/* The schema names no role but a word: default or SESSION. */
static void report_word(struct diags *diags, const struct document *document, struct text word,
                        const char *meaning)
{
    bool is_table = document->kind == DOCUMENT_TABLE;
    struct diag *diag = diag_add(diags, SP1020, is_table ? document->table.schema.span : word.span,
                                 "`aws-cli` cannot create the role `%.*s`", SLICE_ARG(word.value));

    if (is_table)
        diag_related(diags, diag, word.span, "%s", meaning);
    else
        diag_label(diags, diag, "%s", meaning);
    diag_help(diags, diag, "name the role by its ARN, or leave this spec out for `aws-cli`");
}

static void report_no_schema(struct diags *diags, const struct table *table)
{
    struct diag *diag = diag_add(diags, SP1020, table->schema.span,
                                 "no spec says which role the schema `%.*s` uses",
                                 SLICE_ARG(table->schema.value));

    diag_label(diags, diag, "`aws-cli` creates that role");
    diag_help(diags, diag, "compile it together with the spec that declares the schema");
}

static void review_one(struct diags *diags, const struct statement *statement)
{
    const struct document *document = statement->document;
    const struct document *declaration = document->kind == DOCUMENT_SCHEMA
                                             ? document
                                             : statement->deployment->declaration;
    struct text role;

    if (!declaration) {
        report_no_schema(diags, &document->table);
        return;
    }
    review_catalog(diags, "aws-cli", statement);
    if (statement->kind == STATEMENT_CREATE_TABLE)
        policies_review_places(diags, &statement->document->table);
    role = declaration->schema.iam_role.list.at[0];
    if (slice_is(role.value, "default"))
        report_word(diags, document, role, "the default role of the cluster");
    else if (slice_is(role.value, "SESSION"))
        report_word(diags, document, role, "the identity of the user who runs the query");
}

static void review(struct diags *diags, const struct statement *statement)
{
    parquet_table_review(diags, statement, review_one);
}

const struct target target_aws_cli = {
    .name = "aws-cli",
    .title = "AWS CLI: a script that creates the schemas' roles and attaches them to Redshift",
    .extension = ".sh",
    .comment = "# ",
    .parts = PART_SCHEMA | PART_TABLE | PART_PARTITIONS,
    .default_parts = PART_SCHEMA | PART_TABLE | PART_PARTITIONS,
    .option_bits = OPTION_ACCESS,
    .default_access = ACCESS_DEPLOY, /* Redshift creates tables with the role that reads them */
    .features = 1u << FEATURE_SCHEMAS | 1u << FEATURE_TABLES | 1u << FEATURE_PARTITIONS,
    .formats = EVERY_FORMAT,
    .review = review,
    .review_all = policies_review,
    .render = render,
};
