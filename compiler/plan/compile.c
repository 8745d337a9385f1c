#include "plan/compile.h"

#include "plan/add_partitions.h"
#include "plan/deployment.h"

struct compilation {
    struct diags *diags;
    struct deployments deployments;
    const struct plan_options *options;
    struct statement_list *statements;
};

enum part plan_part(enum statement_kind kind)
{
    switch (kind) {
    case STATEMENT_CREATE_SCHEMA: return PART_SCHEMA;
    case STATEMENT_GRANT_USAGE: return PART_GRANTS;
    case STATEMENT_CREATE_TABLE: return PART_TABLE;
    case STATEMENT_ADD_PARTITIONS:
    case STATEMENT_LOAD:
    case STATEMENT_SET_LOCATION:
    case STATEMENT_DROP_PARTITION: return PART_PARTITIONS;
    case STATEMENT_REPLACE_PARTITIONS:
    case STATEMENT_RELOAD: return PART_UPSERT;
    case STATEMENT_JSONPATHS: return PART_JSONPATHS;
    case STATEMENT_DROP_SCHEMA: return PART_SCHEMA;
    case STATEMENT_REVOKE_USAGE: return PART_GRANTS;
    case STATEMENT_DROP_TABLE:
    case STATEMENT_MOVE_TABLE:
    case STATEMENT_SET_FORMAT:
    case STATEMENT_SET_PROPERTIES:
    case STATEMENT_ADD_COLUMN:
    case STATEMENT_DROP_COLUMN:
    case STATEMENT_RENAME_COLUMN: return PART_TABLE;
    case STATEMENT_REPAIR: return PART_REPAIR;
    case STATEMENT_COUNT_ROWS:
    case STATEMENT_KIND_COUNT: break;
    }
    return PART_SANITY;
}

static struct statement statement_of(struct compilation *run, const struct document *document,
                                     enum statement_kind kind)
{
    return (struct statement){.kind = kind,
                              .document = document,
                              .deployment = deployment_of(&run->deployments, document)};
}

static struct statement *add(struct compilation *run, const struct document *document,
                             enum statement_kind kind)
{
    struct statement *statement = vec_push(&run->statements->list, run->diags->arena);

    *statement = statement_of(run, document, kind);
    return statement;
}

static void plan_schema(struct compilation *run, const struct document *document)
{
    add(run, document, STATEMENT_CREATE_SCHEMA);
}

static void plan_grants(struct compilation *run, const struct document *document)
{
    for (size_t i = 0; i < document->schema.grants.count; i++)
        add(run, document, STATEMENT_GRANT_USAGE)->grant = &document->schema.grants.at[i];
}

static void widen(struct projection *projection, struct civil from, struct civil to)
{
    if (!projection->has_dates || date_cmp(from, projection->from) < 0)
        projection->from = from;
    if (!projection->has_dates || date_cmp(to, projection->to) > 0)
        projection->to = to;
    projection->has_dates = true;
}

/* The projection from the first to the last date that the entries name. */
static const struct projection *project(struct compilation *run, const struct table *table)
{
    struct projection *projection = arena_new(run->diags->arena, struct projection);
    struct until until = run->options->until;
    struct partition_list all = {0};

    until.may_be_open = true;
    if (table_date_fields(table) && plan_partitions(run->diags, table, until, &all))
        for (size_t i = 0; i < all.count; i++)
            widen(projection, all.at[i].when, all.at[i].when);
    for (size_t i = 0; i < table->entries.count; i++) {
        const struct entry *entry = &table->entries.at[i];

        if (!entry->is_range || text_is_given(entry->to.text) || until.is_given)
            continue;
        widen(projection, entry->from.when, entry->from.when);
        projection->is_open = true;
    }
    return projection;
}

static void plan_table(struct compilation *run, const struct document *document)
{
    struct statement *statement = add(run, document, STATEMENT_CREATE_TABLE);

    if (run->options->projects && document->table.keys.count)
        statement->projection = project(run, &document->table);
}

static void plan_repair(struct compilation *run, const struct document *document)
{
    if (document->table.keys.count)
        add(run, document, STATEMENT_REPAIR);
}

/* Adds statements of kind `partitioned` for all partitions of the table or, if it has none, one of
   the other kind for its rows. */
static void plan_rows(struct compilation *run, const struct document *document,
                      enum statement_kind partitioned, enum statement_kind whole)
{
    struct partition_list all;

    if (!document->table.keys.count)
        add(run, document, whole);
    else if (plan_partitions(run->diags, &document->table, run->options->until, &all))
        plan_add_partitions(run->diags->arena, statement_of(run, document, partitioned), all,
                            run->statements);
}

static void plan_added_partitions(struct compilation *run, const struct document *document)
{
    plan_rows(run, document, STATEMENT_ADD_PARTITIONS, STATEMENT_LOAD);
}

static void plan_replaced_partitions(struct compilation *run, const struct document *document)
{
    plan_rows(run, document, STATEMENT_REPLACE_PARTITIONS, STATEMENT_RELOAD);
}

static void plan_jsonpaths(struct compilation *run, const struct document *document)
{
    if (text_is_given(document->table.native.jsonpaths))
        add(run, document, STATEMENT_JSONPATHS);
}

static void plan_count_rows(struct compilation *run, const struct document *document)
{
    struct partition_list all = {0};

    plan_partitions(run->diags, &document->table, run->options->until, &all);
    add(run, document, STATEMENT_COUNT_ROWS)->batch.partitions = all;
}

void plan_compile(struct diags *diags, const struct model *model,
                  const struct plan_options *options, struct statement_list *statements)
{
    static const struct {
        enum part part;
        enum document_kind kind;
        void (*plan)(struct compilation *run, const struct document *document);
    } passes[] = {
        {PART_SCHEMA, DOCUMENT_SCHEMA, plan_schema},
        {PART_GRANTS, DOCUMENT_SCHEMA, plan_grants},
        {PART_TABLE, DOCUMENT_TABLE, plan_table},
        {PART_PARTITIONS, DOCUMENT_TABLE, plan_added_partitions},
        {PART_UPSERT, DOCUMENT_TABLE, plan_replaced_partitions},
        {PART_JSONPATHS, DOCUMENT_TABLE, plan_jsonpaths},
        {PART_REPAIR, DOCUMENT_TABLE, plan_repair},
        {PART_SANITY, DOCUMENT_TABLE, plan_count_rows},
    };
    struct deployment common = options->common;
    struct compilation run = {.diags = diags, .options = options, .statements = statements};

    common.model = model;
    deployments_init(&run.deployments, diags->arena, &common);
    for (size_t pass = 0; pass < sizeof passes / sizeof *passes; pass++)
        for (size_t i = 0; i < model->documents.count; i++)
            if (options->parts & passes[pass].part &&
                model->documents.at[i]->kind == passes[pass].kind)
                passes[pass].plan(&run, model->documents.at[i]);
}
