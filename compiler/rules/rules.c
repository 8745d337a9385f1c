#include "rules/rules.h"

#include <stdint.h>
#include <stdlib.h>

#include "rules/order.h"
#include "rules/rule.h"

enum rule_id {
#define RULE(name, scope, facets, after) RULE_##name,
#include "grammar/rules.def"
    RULE_COUNT
};

/* A row is compared with its prerequisites, and its facets are added to those of all rows. */
#define AFTER(...) __VA_ARGS__
#define NOTHING (-1)
#define RULE(name, scope, facets, after)                                                           \
    _Static_assert(RULE_IS_AFTER(RULE_##name, after), #name " must come after its prerequisites");
#include "grammar/rules.def"
#undef AFTER
#undef NOTHING

enum {
    NEEDED_FACETS = 0
#define RULE(name, scope, facets, after) | (facets)
#include "grammar/rules.def"
};

_Static_assert(NEEDED_FACETS == (int)FACET_ALL, "some rule needs each facet");

enum rule_scope { TABLE, SCHEMA, MODEL };

struct rule {
    void (*run)(struct rule_run *run, const struct document *document);
    enum rule_scope scope;
    unsigned facets;
    const enum rule_id *after; /* ends in RULE_COUNT */
};

#define AFTER(...) ((const enum rule_id[]){__VA_ARGS__, RULE_COUNT})
#define NOTHING ((const enum rule_id[]){RULE_COUNT})

static const struct rule rules[RULE_COUNT] = {
#define RULE(name, scope, facets, after) {rule_##name, scope, facets, after},
#include "grammar/rules.def"
};

static bool is_blocked(const struct rule *rule, const bool *has_failed, unsigned broken)
{
    if (rule->facets & broken)
        return true;
    for (const enum rule_id *id = rule->after; *id != RULE_COUNT; id++)
        if (has_failed[*id])
            return true;
    return false;
}

/* Runs the rules of one scope over one document; a rule that was blocked counts as failed. */
static void run_scope(struct rule_run *run, const struct document *document, enum rule_scope scope)
{
    bool has_failed[RULE_COUNT] = {false};

    for (enum rule_id id = 0; id < RULE_COUNT; id++) {
        size_t before = run->diags->error_count;

        if (rules[id].scope != scope)
            continue;
        if (is_blocked(&rules[id], has_failed, document ? document->broken : 0))
            has_failed[id] = true;
        else
            rules[id].run(run, document);
        has_failed[id] = has_failed[id] || run->diags->error_count != before;
    }
}

/* The documents that allow something, by source (in no order that shows) and place. */
struct allowing {
    struct document **at;
    size_t count;
};

static int document_cmp(const void *left, const void *right)
{
    const struct document *a = *(struct document *const *)left;
    const struct document *b = *(struct document *const *)right;
    uintptr_t x = (uintptr_t)a->source, y = (uintptr_t)b->source;

    if (x != y)
        return x < y ? -1 : 1;
    return (a->span.lo > b->span.lo) - (a->span.lo < b->span.lo);
}

static struct allowing allowing_of(struct arena *arena, const struct model *model)
{
    struct document **at = arena_zalloc(arena, model->documents.count + 1, sizeof *at);
    size_t count = 0;

    for (size_t i = 0; i < model->documents.count; i++)
        if (model->documents.at[i]->allowances.count)
            at[count++] = model->documents.at[i];
    qsort(at, count, sizeof *at, document_cmp);
    return (struct allowing){at, count};
}

/* The last document that starts at or before the span, if it holds it. */
static struct document *document_at(const struct allowing *allowing, struct span span)
{
    struct document wanted = {.source = span.source, .span = span}, *found = &wanted;
    size_t lo = 0, hi = allowing->count;

    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;

        if (document_cmp(&allowing->at[middle], &found) <= 0)
            lo = middle + 1;
        else
            hi = middle;
    }
    found = lo ? allowing->at[lo - 1] : NULL;
    return found && found->source == span.source && span.hi <= found->span.hi ? found : NULL;
}

static bool is_allowed(const struct allowing *allowing, const struct diag *diag)
{
    struct document *document;

    if (diag->severity == SEVERITY_ERROR || !diag->span.source)
        return false;
    document = document_at(allowing, diag->span);
    for (size_t i = 0; document && i < document->allowances.count; i++) {
        if (document->allowances.at[i].code == diag->code) {
            document->allowances.at[i].is_used = true;
            return true;
        }
    }
    return false;
}

void rules_silence(struct diags *diags, const struct model *model)
{
    struct arena scratch = {0};
    struct allowing allowing = allowing_of(&scratch, model);
    size_t kept = 0;

    for (size_t i = 0; i < diags->list.count; i++) {
        struct diag *diag = diags->list.at[i];

        if (is_allowed(&allowing, diag))
            diags->warning_count -= diag->severity == SEVERITY_WARNING;
        else
            diags->list.at[kept++] = diag;
    }
    diags->list.count = kept;
    arena_release(&scratch);
}

/* No rule finds what a listing shows or a target cannot express: an `allow` of those codes is
   judged by the command that does. */
static void report_unused(struct diags *diags, const struct document *document)
{
    for (size_t i = 0; i < document->allowances.count; i++) {
        const struct allowance *allowance = &document->allowances.at[i];

        if (!allowance->is_used && allowance->code < SP0901)
            diag_help(diags,
                      diag_add(diags, SP0123, allowance->name.span,
                               "`allow` of %.*s silences nothing here",
                               SLICE_ARG(allowance->name.value)),
                      "remove it");
    }
}

void rules_run(struct diags *diags, struct model *model)
{
    struct arena scratch;
    struct catalogs catalogs;
    struct rule_run run = {
        .diags = diags, .arena = &scratch, .model = model, .catalogs = &catalogs};

    arena_init(&scratch);
    for (size_t i = 0; i < model->documents.count; i++) {
        const struct document *document = model->documents.at[i];

        run_scope(&run, document, document->kind == DOCUMENT_TABLE ? TABLE : SCHEMA);
        arena_clear(&scratch);
    }
    catalogs_init(&catalogs, &scratch, model);
    run_scope(&run, NULL, MODEL);
    arena_release(&scratch);
    rules_silence(diags, model);
    if (diags->error_count)
        return; /* rules blocked by an error might still find what is allowed */
    for (size_t i = 0; i < model->documents.count; i++)
        report_unused(diags, model->documents.at[i]);
}
