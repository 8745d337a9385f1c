/* Reviews of the target copy: roles, keys of JSON files, formats, tables and partitions that
   collide. */
#include "write/copy/review.h"

#include "base/utf8.h"
#include "model/reserved.h"
#include "plan/compile.h"
#include "write/copy/format.h"
#include "write/review.h"

const struct roles *copy_roles(const struct statement *statement)
{
    const struct roles *own = &statement->document->table.native.iam_role;

    if (own->list.count)
        return own;
    return statement->deployment->declaration ? &statement->deployment->declaration->schema.iam_role
                                              : NULL;
}

static void review_role(struct diags *diags, const struct statement *statement)
{
    const struct table *table = &statement->document->table;
    const struct roles *roles = copy_roles(statement);
    struct diag *diag;

    if (!roles) {
        diag = diag_add(diags, SP1040, table->schema.span,
                        "no spec says which role COPY uses to read the files of `%.*s`",
                        SLICE_ARG(table->name.value));
        diag_help(diags, diag,
                  "compile it together with the spec that declares the schema `%.*s`, or write "
                  "`native: {iam_role: ...}`",
                  SLICE_ARG(table->schema.value));
    } else if (roles_are_session(roles)) {
        diag = diag_add(diags, SP1041, table->schema.span, "COPY does not accept `SESSION`");
        diag_related(diags, diag, roles->span, "the schema's role is set here");
        diag_help(diags, diag, "write `native: {iam_role: ...}`: default, or the ARN of a role");
    }
}

/* Why a key cannot be the name of a column, or NULL. */
static const char *key_fault(struct slice key)
{
    const char *at = key.at, *end;

    if (!key.len || key.len > NAME_MAX_BYTES)
        return "the name of a column has 1 to 127 bytes";
    end = at + key.len;
    while (at < end)
        if (!utf8_is_printable(utf8_next(&at, end)))
            return "the name of a column has only printable characters";
    return name_is_kept(key) ? "Redshift reserves this name for a column that it adds itself"
                             : NULL;
}

static void report_key(struct diags *diags, const struct table *table, const struct column *column,
                       const char *why)
{
    struct text source = text_is_given(column->source) ? column->source : column->name;
    struct diag *diag =
        diag_add(diags, SP1042, source.span,
                 "COPY cannot find a column by the key `%.*s` without a JSONPaths file",
                 SLICE_ARG(copy_key_of(table, column)));

    diag_note(diags, diag, "%s", why);
    diag_help(
        diags, diag,
        "write `native: {jsonpaths: s3://bucket/key}`, with the location of the JSONPaths file");
}

static void review_staged_keys(struct diags *diags, const struct table *table)
{
    struct map seen;

    map_init_folded(&seen, diags->arena);
    for (size_t i = 0; i < table->columns.count; i++) {
        struct column *column = &table->columns.at[i];
        struct slice key = copy_key_of(table, column);
        const char *why = key_fault(key);

        if (!why && map_add(&seen, key, column))
            why = "another column has the same key, or one that differs only in case";
        if (why)
            report_key(diags, table, column, why);
    }
}

static void review_paths(struct diags *diags, const struct table *table)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct column *column = &table->columns.at[i];
        struct slice key = copy_key_of(table, column);

        if (!copy_path_can_name(key))
            diag_help(
                diags,
                diag_add(diags, SP1042,
                         text_is_given(column->source) ? column->source.span : column->name.span,
                         "a JSONPaths file cannot name the key `%.*s`", SLICE_ARG(key)),
                "remove `jsonpaths`, or write `native: {load: select}`");
    }
}

static void review_fault(struct diags *diags, const struct table *table)
{
    struct copy_fault fault = copy_fault_of(table);
    struct diag *diag;

    if (table->native.load != LOAD_COPY || !fault.is_there)
        return;
    if (!fault.is_format)
        diag = diag_add(diags, SP1011, fault.span, "COPY cannot follow `%.*s`",
                        SLICE_ARG(fault.what));
    else if (fault.what.len)
        diag = diag_add(diags, SP1001, fault.span, "COPY cannot read `%.*s` files",
                        SLICE_ARG(fault.what));
    else
        diag = diag_add(diags, SP1001, fault.span,
                        "COPY cannot read a format defined by its classes");
    diag_related(diags, diag, table->native.load_text.span, "COPY is requested here");
    diag_help(diags, diag,
              "remove `load: copy`: the rows are then loaded through the external table");
}

static void review_nested(struct diags *diags, const struct table *table)
{
    struct diag *diag = NULL;

    for (size_t i = 0; i < table->columns.count; i++) {
        const struct column *column = &table->columns.at[i];

        if (!type_is_nested(column->type->kind))
            continue;
        if (diag) {
            diag_related(diags, diag, column->type_text.span, "this column too");
            continue;
        }
        diag = diag_add(diags, SP1043, column->type_text.span,
                        "through the external table, values of `%.*s` above 65535 bytes become "
                        "NULL",
                        SLICE_ARG(column->name.value));
        diag_help(diags, diag,
                  "check the lengths; if none is above the limit, say so under `allow`");
    }
}

/* Two tables with the same name in different schemas, neither of which names its native table. This
   is not a rule because only this target loads both. */
static void review_shared(struct diags *diags, const struct statement *statement)
{
    const struct table *table = &statement->document->table;
    struct diag *diag;

    for (size_t i = 0; i < statement->deployment->model->documents.count; i++) {
        const struct document *other = statement->deployment->model->documents.at[i];

        if (other == statement->document)
            return;
        if (other->kind != DOCUMENT_TABLE || table->native.span.source ||
            other->table.native.span.source ||
            !slice_eq_folded(other->table.name.value, table->name.value) ||
            slice_eq_folded(other->table.schema.value, table->schema.value))
            continue;
        diag = diag_add(diags, SP0706, table->name.span, "two tables are loaded into `%.*s`",
                        SLICE_ARG(native_title(table, diags->arena)));
        diag_related(diags, diag, other->table.name.span, "the other table is here");
        diag_help(diags, diag, "write `native: {name: %.*s_%.*s}`, or another name, for this table",
                  SLICE_ARG(table->schema.value), SLICE_ARG(table->name.value));
        return;
    }
}

/* COPY selects a partition by its folder; DELETE, and loads through the external table, by its
   values. */
static void review_apart(struct diags *diags, const struct statement *statement)
{
    struct apart apart = {.engine = "Redshift",
                          .consequence = "rows that were loaded for one would be deleted for the "
                                         "other",
                          .help = "put the files of both into one partition"};

    if (plan_part(statement->kind) != PART_UPSERT) {
        if (statement->kind != STATEMENT_ADD_PARTITIONS ||
            copy_brings_rows(&statement->document->table))
            return;
        apart.consequence = "the rows of both would be loaded twice";
    }
    review_partitions_apart(diags, statement, &apart);
}

void copy_review(struct diags *diags, const struct statement *statement)
{
    const struct table *table = &statement->document->table;
    enum part part = plan_part(statement->kind);

    review_shared(diags, statement);
    if (statement->kind == STATEMENT_DROP_PARTITION ||
        !(part & (PART_PARTITIONS | PART_UPSERT | PART_JSONPATHS)))
        return;
    review_fault(diags, table);
    review_apart(diags, statement);
    if (!copy_brings_rows(table)) {
        review_nested(diags, table);
        return;
    }
    if (part != PART_JSONPATHS)
        review_role(diags, statement);
    if (copy_goes_by_key(table))
        review_staged_keys(diags, table);
    else if (copy_is_json(table))
        review_paths(diags, table);
}
