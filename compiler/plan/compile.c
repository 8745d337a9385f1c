#include "plan/compile.h"

struct compilation {
    struct diags *diags;
    const struct plan_options *options;
    struct statement_list *statements;
};

static struct statement *add(struct compilation *run, const struct document *document,
                             enum statement_kind kind)
{
    struct statement *statement = vec_push(&run->statements->list, run->diags->arena);
    struct slice own = document->kind == DOCUMENT_TABLE ? document->table.schema.value
                                                        : document->schema.name.value;

    statement->kind = kind;
    statement->document = document;
    statement->schema = run->options->schema.len ? run->options->schema : own;
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

static void plan_table(struct compilation *run, const struct document *document)
{
    add(run, document, STATEMENT_CREATE_TABLE);
}

static struct path_renderer *renderer_of(struct arena *arena, const struct table *table)
{
    struct path_renderer *renderer = arena_new(arena, struct path_renderer);

    *renderer = path_renderer_new(arena, table);
    return renderer;
}

void plan_add_partitions(struct arena *arena, const struct document *document,
                         struct slice schema, struct partition_list all,
                         struct statement_list *statements)
{
    const struct path_renderer *path = all.count ? renderer_of(arena, &document->table) : NULL;

    for (size_t first = 0; first < all.count; first += PARTITIONS_A_STATEMENT) {
        struct statement *statement = vec_push(&statements->list, arena);
        size_t left = all.count - first;

        statement->kind = STATEMENT_ADD_PARTITIONS;
        statement->document = document;
        statement->schema = schema.len ? schema : document->table.schema.value;
        statement->path = path;
        statement->first = first;
        statement->total = all.count;
        statement->partitions.at = all.at + first;
        statement->partitions.count = left < PARTITIONS_A_STATEMENT ? left : PARTITIONS_A_STATEMENT;
    }
}

static void plan_added_partitions(struct compilation *run, const struct document *document)
{
    struct partition_list all;

    if (plan_partitions(run->diags, &document->table, run->options->until, &all))
        plan_add_partitions(run->diags->arena, document, run->options->schema, all,
                            run->statements);
}

static void plan_count_rows(struct compilation *run, const struct document *document)
{
    struct partition_list all = {0};

    plan_partitions(run->diags, &document->table, run->options->until, &all);
    add(run, document, STATEMENT_COUNT_ROWS)->partitions = all;
}

void plan_compile(struct diags *diags, const struct model *model,
                  const struct plan_options *options, struct statement_list *statements)
{
    static const struct {
        unsigned emit;
        enum document_kind kind;
        void (*plan)(struct compilation *run, const struct document *document);
    } passes[] = {
        {EMIT_SCHEMA, DOCUMENT_SCHEMA, plan_schema},
        {EMIT_GRANTS, DOCUMENT_SCHEMA, plan_grants},
        {EMIT_TABLE, DOCUMENT_TABLE, plan_table},
        {EMIT_PARTITIONS, DOCUMENT_TABLE, plan_added_partitions},
        {EMIT_SANITY, DOCUMENT_TABLE, plan_count_rows},
    };
    struct compilation run = {diags, options, statements};

    for (size_t pass = 0; pass < sizeof passes / sizeof *passes; pass++)
        for (size_t i = 0; i < model->documents.count; i++)
            if (options->emit & passes[pass].emit &&
                model->documents.at[i]->kind == passes[pass].kind)
                passes[pass].plan(&run, model->documents.at[i]);
}
