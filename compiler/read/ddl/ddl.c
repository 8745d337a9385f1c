#include "read/ddl/ddl.h"

#include "base/ascii.h"
#include "read/catalog_properties.h"
#include "read/ddl/parse.h"

static void keep_document(struct ddl *ddl, struct document *document, struct slice comment)
{
    struct text *description = document->kind == DOCUMENT_TABLE ? &document->table.description
                                                                : &document->schema.description;

    if (comment.at && !text_is_given(*description))
        *description = (struct text){.value = comment, .style = TEXT_OTHER};
    if (document->kind == DOCUMENT_SCHEMA || ddl_keep_table(ddl, document))
        *vec_push(&ddl->model->documents, ddl->arena) = document;
}

static bool take_create(struct ddl *ddl, struct slice comment)
{
    struct document *document = arena_new(ddl->arena, struct document);
    struct span lo = ddl->last;
    bool is_good;

    document->source = ddl->lexer.source;
    document->head = lo;
    if (!ddl_expect(ddl, "external"))
        return false;
    if (ddl_accept(ddl, "schema"))
        is_good = ddl_create_schema(ddl, document);
    else if (ddl_accept(ddl, "table"))
        is_good = ddl_create_table(ddl, document);
    else
        return ddl_expected(ddl, "SCHEMA or TABLE");
    document->span = ddl_since(ddl, lo);
    if (is_good)
        keep_document(ddl, document, comment);
    return is_good;
}

static struct external_schema *schema_of(struct ddl *ddl, struct text name)
{
    for (size_t i = 0; i < ddl->model->documents.count; i++) {
        struct document *document = ddl->model->documents.at[i];

        if (document->kind == DOCUMENT_SCHEMA &&
            slice_eq_folded(document->schema.name.value, name.value))
            return &document->schema;
    }
    diag_add(ddl->diags, SP1107, name.span, "the schema `%.*s` is not defined above",
             SLICE_ARG(name.value));
    return NULL;
}

static bool take_grantee(struct ddl *ddl, struct external_schema *schema)
{
    struct grant grant = {.kind = ddl_accept(ddl, "group")  ? GRANTEE_GROUP
                                  : ddl_accept(ddl, "role") ? GRANTEE_ROLE
                                                            : GRANTEE_USER};

    if (ddl_is(ddl, "public"))
        grant.kind = GRANTEE_PUBLIC;
    if (!ddl_name(ddl, &grant.name, "a user, or GROUP, ROLE or PUBLIC"))
        return false;
    if (schema)
        *vec_push(&schema->grants, ddl->arena) = grant;
    return true;
}

/* GRANT USAGE ON SCHEMA s TO ...; a spec cannot hold other grants. */
static bool take_grant(struct ddl *ddl)
{
    struct external_schema *schema;
    struct span lo = ddl->last;
    struct text name;

    if (!ddl_accept(ddl, "usage")) {
        ddl_skip_statement(ddl);
        diag_add(ddl->diags, SP1102, ddl_since(ddl, lo),
                 "the grant is left out: a spec grants only USAGE on schemas");
        return true;
    }
    if (!ddl_expect(ddl, "on") || !ddl_expect(ddl, "schema") ||
        !ddl_name(ddl, &name, "the schema's name") || !ddl_expect(ddl, "to"))
        return false;
    schema = schema_of(ddl, name);
    do
        if (!take_grantee(ddl, schema))
            return false;
    while (ddl_accept_symbol(ddl, ','));
    return true;
}

static void report_msck(struct ddl *ddl, struct span lo)
{
    ddl_skip_statement(ddl);
    diag_help(ddl->diags,
              diag_add(ddl->diags, SP1104, ddl_since(ddl, lo),
                       "MSCK REPAIR TABLE is not a Redshift statement"),
              "list the partitions in the spec; they become ALTER TABLE ... ADD IF NOT EXISTS "
              "PARTITION");
}

/* Reports `aws redshift associate-iam-roles`, which does not exist; other shell commands are
   only left out. */
static void report_shell(struct ddl *ddl, struct span lo)
{
    struct slice line;

    lo.hi = (uint32_t)ddl_line_end(&ddl->lexer, lo.lo);
    line = slice_cut(ddl->lexer.text, lo.lo, lo.hi);
    if (slice_find_slice(line, SLICE("redshift associate-iam-roles")) < line.len)
        diag_help(
            ddl->diags,
            diag_add(ddl->diags, SP1112, lo, "the AWS CLI has no command `associate-iam-roles`"),
            "write `aws redshift modify-cluster-iam-roles --cluster-identifier C "
            "--add-iam-roles ARN`");
    else
        diag_add(ddl->diags, SP1102, lo, "a shell command is not a statement");
    ddl_skip_statement(ddl);
}

static void report_other(struct ddl *ddl, struct ddl_token first)
{
    ddl_skip_statement(ddl);
    diag_add(ddl->diags, SP1102, ddl_since(ddl, first.text.span), "the statement is left out: %s",
             "it defines no external schema or table");
}

/* A psql command, such as \set. */
static void skip_line(struct ddl *ddl)
{
    ddl->lexer.at = ddl_line_end(&ddl->lexer, ddl->token.text.span.lo);
    ddl_take(ddl);
}

static bool take_statement(struct ddl *ddl)
{
    struct ddl_token first = ddl->token;

    if (ddl_is_symbol(ddl, '\\')) {
        skip_line(ddl);
        return true;
    }
    if (first.kind != DDL_WORD)
        return ddl_expected(ddl, "a statement");
    ddl_take(ddl);
    if (slice_eq_folded(first.text.value, SLICE("create")))
        return take_create(ddl, first.comment);
    if (slice_eq_folded(first.text.value, SLICE("alter")))
        return ddl_alter_table(ddl);
    if (slice_eq_folded(first.text.value, SLICE("grant")))
        return take_grant(ddl);
    if (slice_eq_folded(first.text.value, SLICE("drop")) && ddl_is(ddl, "table"))
        return ddl_drop_table(ddl);
    if (slice_eq_folded(first.text.value, SLICE("msck")))
        report_msck(ddl, first.text.span);
    else if (slice_eq_folded(first.text.value, SLICE("aws")))
        report_shell(ddl, first.text.span);
    else if (slice_eq_folded(first.text.value, SLICE("select")) ||
             slice_eq_folded(first.text.value, SLICE("show")))
        ddl_skip_statement(ddl);
    else
        report_other(ddl, first);
    return true;
}

static void take_dropped_out(struct model *model, size_t first)
{
    size_t kept = first;

    for (size_t i = first; i < model->documents.count; i++)
        if (model->documents.at[i]->kind != DOCUMENT_NONE)
            model->documents.at[kept++] = model->documents.at[i];
    model->documents.count = kept;
}

/* Removes dropped tables and partitions, and properties that the catalog adds. */
static void settle_tables(struct ddl *ddl, size_t first)
{
    bool is_generated = ddl_is_generated(ddl->lexer.text);

    take_dropped_out(ddl->model, first);

    for (size_t i = first; i < ddl->model->documents.count; i++) {
        struct table *table = &ddl->model->documents.at[i]->table;
        size_t kept = 0;

        for (size_t j = 0; j < table->entries.count; j++)
            if (table->entries.at[j].values.count)
                table->entries.at[kept++] = table->entries.at[j];
        table->entries.count = kept;
        if (!is_generated)
            catalog_properties_clean(ddl->diags, &table->properties);
    }
}

void ddl_read(struct diags *diags, struct source *source, struct slice schema, struct model *model)
{
    struct ddl ddl = {.diags = diags, .arena = diags->arena, .schema = schema, .model = model};
    size_t first = model->documents.count, errors = diags->error_count;

    ddl_lexer_init(&ddl.lexer, diags, source);
    map_init(&ddl.tables, ddl.arena);
    ddl_take(&ddl);
    for (;;) {
        while (ddl_accept_symbol(&ddl, ';'))
            ;
        if (ddl.token.kind == DDL_END)
            break;
        if (!take_statement(&ddl)) {
            ddl_take(&ddl);
            ddl_skip_statement(&ddl);
        }
        if (!ddl_is_statement_end(&ddl) && !ddl_starts_statement(&ddl)) {
            ddl_expected(&ddl, "`;`");
            ddl_skip_statement(&ddl);
        }
    }
    settle_tables(&ddl, first);
    if (model->documents.count == first && diags->error_count == errors)
        diag_help(diags,
                  diag_add(diags, SP1101, span_of(source, 0, 0),
                           "the text defines no external schema or table"),
                  "provide CREATE EXTERNAL TABLE statements, or the output of SHOW EXTERNAL TABLE");
}

bool ddl_is_likely(struct slice text)
{
    static const struct slice heads[] = {SLICE("create"), SLICE("alter"), SLICE("--"),
                                         SLICE("/*"),     SLICE("\\set"), SLICE("grant")};
    struct slice head;

    if (slice_starts(text, SLICE("\xef\xbb\xbf")))
        text = slice_from(text, 3);
    while (text.len && (ascii_is_space(text.at[0]) || text.at[0] == '"'))
        text = slice_from(text, 1);
    if (slice_starts(text, SLICE("---")))
        return false;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        head = slice_cut(text, 0, text.len < heads[i].len ? text.len : heads[i].len);
        if (slice_eq_folded(head, heads[i]))
            return true;
    }
    return false;
}

bool ddl_is_generated(struct slice text)
{
    static const struct slice head = SLICE("-- Generated by spectrumc from ");
    size_t found = slice_find_slice(text, head);

    return found < text.len && (found == 0 || text.at[found - 1] == '\n');
}
