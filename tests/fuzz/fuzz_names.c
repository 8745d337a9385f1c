/* Any bytes but NUL as the name of a spec's file, in the findings and in what every target writes. */
#include "plan/compile.h"
#include "read/spec/spec.h"
#include "rules/rules.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/write_all.h"

/* A table that compiles, with a warning. */
static const char table[] =
    "external_schema: {name: s, database: d, iam_role: default}\n---\n"
    "external_table:\n  schema: s\n  name: t\n  columns: [{name: id, type: bigint}]\n"
    "  format: json\n  location: s3://lake/t/\n  properties: {unknown: x}\n";

static void compile(struct arena *arena, const char *name, struct slice text)
{
    struct diags diags;
    struct variables none;
    struct model model = {0};
    struct statement_list statements = {0};
    struct plan_options plan = {.parts = ~0u};

    diags_init(&diags, arena);
    variables_init(&none, arena);
    spec_read(&diags, source_new(arena, name, text), &none, &model);
    rules_run(&diags, &model);
    if (!diags.error_count) {
        plan_compile(&diags, &model, &plan, &statements);
        fuzz_write_all(&diags, &statements);
    }
    diags_sort(&diags);
    fuzz_require_reports(&diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    char *name;

    arena_init(&arena);
    name = arena_alloc(&arena, size + 6);
    for (size_t i = 0; i < size; i++)
        name[i] = data[i] ? (char)data[i] : '\n';
    memcpy(name + size, ".yaml", 6);
    compile(&arena, name, slice_of(table));
    compile(&arena, name, SLICE("external_table: {name: t, nmae: t}\n"));
    arena_release(&arena);
    return 0;
}
