/*
 * Any bytes as a spec: read, checked, planned and written in memory. Beyond not crashing: no control
 * character of the input reaches the SQL or a terminal, and the JSON reports can be parsed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "diag/render.h"
#include "plan/compile.h"
#include "read/spec/spec.h"
#include "rules/rules.h"
#include "tests/fuzz/fuzz.h"
#include "write/targets.h"

enum { PARTITIONS_A_RUN = 20000 }; /* so that a run takes milliseconds */

static double domain_size(const struct domain *domain)
{
    switch (domain->kind) {
    case DOMAIN_VALUES: return (double)domain->values.count;
    case DOMAIN_RANGE: return (double)domain->to - (double)domain->from + 1;
    case DOMAIN_DATE:
    case DOMAIN_NONE: break;
    }
    return 1;
}

/* At least as many steps as the range has. */
static double range_size(const struct table *table, const struct entry *entry)
{
    bool has_hours = table_date_fields(table) & (1 << FIELD_HOUR | 1 << FIELD_MINUTE);
    double minutes = (double)(date_minutes(entry->to.when) - date_minutes(entry->from.when));

    if (!entry->is_range || minutes < 0)
        return 1;
    return has_hours ? minutes + 24 * 60 : minutes / (24 * 60) + 366;
}

static double partitions_at_most(const struct model *model)
{
    double all = 0;

    for (size_t i = 0; i < model->documents.count; i++) {
        const struct table *table = &model->documents.at[i]->table;
        double product = 1, steps = 1;

        for (size_t key = 0; key < table->keys.count; key++)
            product *= domain_size(&table->keys.at[key].domain);
        for (size_t at = 0; at < table->entries.count; at++)
            steps += range_size(table, &table->entries.at[at]);
        all += product * steps;
    }
    return all;
}

static void stop(const char *why, const struct str *text)
{
    fprintf(stderr, "fuzz_spec: %s\n", why);
    fwrite(text->at, 1, text->len, stderr);
    abort();
}

static void require_clean(struct str *text)
{
    for (size_t i = 0; i < text->len; i++) {
        unsigned char byte = (unsigned char)text->at[i];

        if ((byte < ' ' && byte != '\n') || byte == 127)
            stop("a control character in the output", text);
    }
    text->len = 0;
}

static void require_json(struct str *text)
{
    json_t *json = json_loadb(text->at, text->len, JSON_REJECT_DUPLICATES, NULL);

    if (!json)
        stop("not JSON", text);
    json_decref(json);
    text->len = 0;
}

static void report(const struct diags *diags, struct str *out)
{
    struct render_options options = {.width = 80, .spec_count = 1};

    render_text(out, diags, &options);
    render_summary(out, diags, &options);
    require_clean(out);
    render_github(out, diags, &options);
    require_clean(out);
    render_json(out, diags, &options);
    require_json(out);
    render_sarif(out, diags, &options);
    require_json(out);
}

/* What each target writes of the statements that it can express. */
static void write_all(struct diags *diags, const struct statement_list *statements, struct str *out)
{
    struct write_options write = {.for_psql = true};

    for (size_t i = 0; target_at(i); i++) {
        struct artifacts artifacts = {.arena = diags->arena};
        struct statement_list good = {0};

        for (size_t k = 0; k < statements->list.count; k++)
            if (target_at(i)->parts & plan_part(statements->list.at[k].kind) &&
                target_review(diags, target_at(i), &statements->list.at[k]))
                *vec_push(&good.list, diags->arena) = statements->list.at[k];
        target_render(&artifacts, target_at(i), &good, &write);
        target_join(&artifacts, target_at(i));
        str_add(out, str_slice(&artifacts.list.at[0].text));
        artifacts_release(&artifacts);
        require_clean(out);
    }
}

static void compile(struct arena *arena, struct slice text, struct str *out)
{
    struct diags diags;
    struct variables overrides;
    struct model model = {0};
    struct statement_list statements = {0};
    struct plan_options plan = {.parts = ~0u, .common.default_database = SLICE("lake")};

    diags_init(&diags, arena);
    variables_init(&overrides, arena);
    spec_read(&diags, source_new(arena, "fuzz.yaml", text), &overrides, &model);
    rules_run(&diags, &model);
    if (!diags.error_count && partitions_at_most(&model) <= PARTITIONS_A_RUN)
        plan_compile(&diags, &model, &plan, &statements);
    if (!diags.error_count)
        write_all(&diags, &statements, out);
    diags_sort(&diags);
    report(&diags, out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* A copy of the exact size, so that a step beyond its end is seen. */
    char *copy = malloc(size ? size : 1);
    struct arena arena;
    struct str out = {0};

    if (!copy)
        return 0;
    for (size_t i = 0; i < size; i++)
        copy[i] = (char)data[i];
    arena_init(&arena);
    compile(&arena, (struct slice){copy, size}, &out);
    arena_release(&arena);
    str_release(&out);
    free(copy);
    return 0;
}
