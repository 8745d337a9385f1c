/* What shows only across specs: names that two documents use. */
#include "base/limits.h"
#include "base/nearest.h"
#include "rules/rule.h"

static bool is_named(const struct document *document, enum document_kind kind)
{
    return document->kind == kind && !(document->broken & FACET_NAMES);
}

void rule_tables_repeat(struct rule_run *run, const struct document *none)
{
    struct map seen;

    (void)none;
    map_init_folded(&seen, run->arena);
    for (size_t i = 0; i < run->model->documents.count; i++) {
        struct document *document = run->model->documents.at[i], *first;
        struct slice title;
        struct diag *diag;

        if (!is_named(document, DOCUMENT_TABLE))
            continue;
        title = table_title(&document->table, run->arena);
        first = map_add(&seen, title, document);
        if (!first)
            continue;
        diag = diag_add(run->diags, SP0701, document->table.name.span,
                        "two tables are named `%.*s`", SLICE_ARG(title));
        diag_related(run->diags, diag, first->table.name.span, "the first is defined here");
        diag_help(run->diags, diag, "rename one, or remove it");
    }
}

static bool is_same_text(struct text a, struct text b)
{
    return slice_eq(a.value, b.value);
}

/* A clause that says where a schema's tables are, and that differs between two schemas. */
struct difference {
    const char *key;
    struct text here, there;
};

static bool differ(const struct external_schema *a, const struct external_schema *b,
                   struct difference *found)
{
    const struct difference clauses[] = {
        {"database", a->database, b->database},
        {"from", a->from, b->from},
        {"region", a->region, b->region},
        {"uri", a->uri, b->uri},
        {"catalog_id", a->catalog_id, b->catalog_id},
    };

    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) {
        *found = clauses[i];
        if (!is_same_text(found->here, found->there))
            return true;
    }
    return false;
}

static void report_schemas(struct rule_run *run, const struct external_schema *schema,
                           const struct external_schema *first)
{
    struct difference found;
    struct diag *diag;

    if (!differ(schema, first, &found)) {
        diag = diag_add(run->diags, SP0704, schema->name.span,
                        "the schema `%.*s` is declared twice", SLICE_ARG(schema->name.value));
        diag_related(run->diags, diag, first->name.span, "first declared here");
        diag_help(run->diags, diag, "keep one: the second has no effect");
        return;
    }
    diag = diag_add(run->diags, SP0703, schema->name.span,
                    "the schema `%.*s` is declared twice, with a different `%s`",
                    SLICE_ARG(schema->name.value), found.key);
    if (text_is_given(found.here))
        diag_related(run->diags, diag, found.here.span, "here");
    diag_related(run->diags, diag, text_is_given(found.there) ? found.there.span : first->name.span,
                 text_is_given(found.there) ? "first declared with this"
                                            : "first declared here, without one");
    diag_note(run->diags, diag,
              "the first is created; the second is then skipped, because the name exists");
    diag_help(run->diags, diag, "rename one of them");
}

void rule_schemas_repeat(struct rule_run *run, const struct document *none)
{
    struct map seen;

    (void)none;
    map_init_folded(&seen, run->arena);
    for (size_t i = 0; i < run->model->documents.count; i++) {
        struct document *document = run->model->documents.at[i], *first;

        if (!is_named(document, DOCUMENT_SCHEMA))
            continue;
        first = map_add(&seen, document->schema.name.value, document);
        if (first)
            report_schemas(run, &document->schema, &first->schema);
    }
}

static void report_undeclared(struct rule_run *run, struct text schema, struct nearest nearest)
{
    struct diag *diag = diag_add(run->diags, SP0705, schema.span,
                                 "no spec declares the schema `%.*s`", SLICE_ARG(schema.value));

    if (nearest_found(&nearest))
        diag_help(run->diags, diag, "did you mean `%.*s`?", SLICE_ARG(nearest.best));
    else
        diag_help(run->diags, diag,
                  "declare the schema, or make sure that it exists before the table is created");
}

/* If the specs declare any schemas, one that they do not declare is reported, once each. */
void rule_schemas_declared(struct rule_run *run, const struct document *none)
{
    const struct model *model = run->model;
    struct map known;

    (void)none;
    map_init_folded(&known, run->arena);
    for (size_t i = 0; i < model->documents.count; i++)
        if (model->documents.at[i]->kind == DOCUMENT_SCHEMA)
            map_add(&known, model->documents.at[i]->schema.name.value, model->documents.at[i]);
    for (size_t i = 0; known.count && i < model->documents.count; i++) {
        struct document *document = model->documents.at[i];
        struct nearest nearest = nearest_to(document->table.schema.value);

        if (!is_named(document, DOCUMENT_TABLE) ||
            map_add(&known, document->table.schema.value, document))
            continue;
        for (size_t j = 0; j < model->documents.count && run->guesses < LIMIT_GUESSES; j++)
            if (model->documents.at[j]->kind == DOCUMENT_SCHEMA)
                nearest_offer(&nearest, model->documents.at[j]->schema.name.value);
        run->guesses++;
        report_undeclared(run, document->table.schema, nearest);
    }
}
