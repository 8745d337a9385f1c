/* What shows only across specs: names that two documents use. */
#include "base/limits.h"
#include "base/nearest.h"
#include "rules/rule.h"

static bool is_named(const struct document *document, enum document_kind kind)
{
    return document->kind == kind && !(document->broken & FACET_NAMES);
}

/* Documents of tables that only their catalogs tell apart, each another one's. */
struct namesake {
    const struct document *document;
    struct namesake *next;
};

/* More tables of one name than this, each in a region or account of its own, are not compared. */
enum { NAMESAKES_MAX = 16 };

static void report_same_name(struct rule_run *run, const struct document *document,
                             const struct document *first)
{
    struct diag *diag = diag_add(run->diags, SP0701, document->table.name.span,
                                 "two tables are named `%.*s`",
                                 SLICE_ARG(table_title(&document->table, run->arena)));

    diag_related(run->diags, diag, first->table.name.span, "the first is defined here");
    diag_help(run->diags, diag, "rename one, or remove it");
}

/* Two schemas over one database. */
static void report_same_table(struct rule_run *run, const struct document *document,
                              const struct document *first)
{
    const struct table *table = &document->table;
    struct catalog catalog = catalog_of(run->catalogs, table->schema.value);
    struct slice title = table_title(table, run->arena),
                 other = table_title(&first->table, run->arena);
    bool is_redundant = tables_define_same(run->arena, table, &first->table);
    struct diag *diag = diag_add(run->diags, is_redundant ? SP0707 : SP0701, table->name.span,
                                 is_redundant
                                     ? "`%.*s` is the table `%.*s`, defined once more"
                                     : "`%.*s` and `%.*s` are one table, defined differently",
                                 SLICE_ARG(title), SLICE_ARG(other));

    diag_related(run->diags, diag, first->table.name.span, "the first is defined here");
    diag_note(run->diags, diag, "both schemas refer to the database `%.*s`, and share its tables",
              SLICE_ARG(catalog.database));
    if (is_redundant)
        diag_help(run->diags, diag, "remove it: the schema `%.*s` has the table without it",
                  SLICE_ARG(table->schema.value));
    else
        diag_help(run->diags, diag, "rename one, remove it, or give one schema another database");
}

static void report_maybe_same(struct rule_run *run, const struct document *document,
                              const struct document *first, const char *unknown)
{
    struct slice title = table_title(&document->table, run->arena),
                 other = table_title(&first->table, run->arena);
    struct diag *diag = diag_add(run->diags, SP0708, document->table.name.span,
                                 "`%.*s` and `%.*s` may be one table", SLICE_ARG(title),
                                 SLICE_ARG(other));

    diag_related(run->diags, diag, first->table.name.span, "the other is defined here");
    diag_note(run->diags, diag,
              "both schemas refer to databases of one name, and only one of them tells the %s",
              unknown);
    diag_help(
        run->diags, diag,
        strcmp(unknown, "region") == 0
            ? "write the `region` of both schemas; if it is the same, remove one of the tables"
            : "write the role of both schemas as an ARN; if the account is the same, remove "
              "one of the tables");
}

/* Reports a table that is an earlier one, or adds it to those of its name. */
static void vet_namesakes(struct rule_run *run, struct namesake *first, struct namesake *added)
{
    const struct document *document = added->document, *doubtful = NULL;
    struct catalog catalog = catalog_of(run->catalogs, document->table.schema.value);
    const char *unknown = NULL, *part = NULL;
    struct namesake *at = first;

    for (size_t i = 0; at && i < NAMESAKES_MAX; i++, at = at->next) {
        const struct table *table = &at->document->table;
        struct catalog other = catalog_of(run->catalogs, table->schema.value);
        enum sameness sameness = catalog_compare(&catalog, &other, &part);

        if (sameness == TABLES_SAME) {
            if (slice_eq_folded(table->schema.value, document->table.schema.value))
                report_same_name(run, document, at->document);
            else
                report_same_table(run, document, at->document);
            return;
        }
        if (sameness == TABLES_MAY_BE_SAME && !doubtful) {
            doubtful = at->document;
            unknown = part;
        }
    }
    added->next = first->next;
    first->next = added;
    if (doubtful)
        report_maybe_same(run, document, doubtful, unknown);
}

void rule_tables_repeat(struct rule_run *run, const struct document *none)
{
    struct map seen;

    (void)none;
    map_init(&seen, run->arena);
    for (size_t i = 0; i < run->model->documents.count; i++) {
        const struct document *document = run->model->documents.at[i];
        struct namesake *added, *first;
        struct catalog catalog;

        if (!is_named(document, DOCUMENT_TABLE))
            continue;
        catalog = catalog_of(run->catalogs, document->table.schema.value);
        added = arena_new(run->arena, struct namesake);
        *added = (struct namesake){.document = document};
        first = map_add(&seen, table_key(run->arena, &catalog, document->table.name.value), added);
        if (first)
            vet_namesakes(run, first, added);
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
    struct diag *diag = diag_add(run->diags, nearest_found(&nearest) ? SP0709 : SP0705, schema.span,
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
    for (size_t i = 0; run->catalogs->declarations.count && i < model->documents.count; i++) {
        struct document *document = model->documents.at[i];
        struct nearest nearest = nearest_to(document->table.schema.value);

        if (!is_named(document, DOCUMENT_TABLE) ||
            catalogs_declaration(run->catalogs, document->table.schema.value) ||
            map_add(&known, document->table.schema.value, document))
            continue;
        for (size_t j = 0; j < model->documents.count && run->guesses < LIMIT_GUESSES; j++)
            if (model->documents.at[j]->kind == DOCUMENT_SCHEMA)
                nearest_offer(&nearest, model->documents.at[j]->schema.name.value);
        run->guesses++;
        report_undeclared(run, document->table.schema, nearest);
    }
}
