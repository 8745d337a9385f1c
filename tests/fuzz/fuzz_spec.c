/*
 * Any bytes as a spec: read, checked, planned and written in memory. Beyond not crashing: no control
 * character of the input reaches the SQL or a terminal, and the JSON reports can be parsed.
 */
#include "plan/compile.h"
#include "read/spec/spec.h"
#include "rules/rules.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/size.h"
#include "tests/fuzz/write_all.h"

static void compile(struct arena *arena, struct slice text)
{
    struct diags diags;
    struct variables overrides;
    struct model model = {.default_database = SLICE("lake")};
    struct statement_list statements = {0};
    struct plan_options plan = {.parts = ~0u};

    diags_init(&diags, arena);
    variables_init(&overrides, arena);
    spec_read(&diags, source_new(arena, "fuzz.yaml", text), &overrides, &model);
    rules_run(&diags, &model);
    if (!diags.error_count && fuzz_is_small(&model))
        plan_compile(&diags, &model, &plan, &statements);
    if (!diags.error_count)
        fuzz_write_all(&diags, &statements);
    diags_sort(&diags);
    fuzz_require_reports(&diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* A copy of the exact size, so that a step beyond its end is seen. */
    char *copy = malloc(size ? size : 1);
    struct arena arena;

    if (!copy)
        return 0;
    for (size_t i = 0; i < size; i++)
        copy[i] = (char)data[i];
    arena_init(&arena);
    compile(&arena, (struct slice){copy, size});
    arena_release(&arena);
    free(copy);
    return 0;
}
