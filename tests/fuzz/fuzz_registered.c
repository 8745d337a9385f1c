/* Any bytes as what the catalog has. */
#include "read/registered.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/survey_of.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct model model = {0};
    struct diags diags;
    struct survey survey;
    struct registered registered = {0};
    struct reconcile_options reconcile = {.registered = &registered, .drops_missing = true};
    struct statement_list statements = {0};
    struct listed_key object = {
        .key = SLICE("t/app=web/shard=07/env=dev/n=4/day=2026-04-30/a.json"), .count = 1};
    const struct document *document;
    struct tally tally;
    struct source *source;

    diags_init(&diags, &arena);
    document = fuzz_table(&diags, &model, (struct slice){0});
    source = source_new(&arena, "fuzz",
                        arena_copy(&arena, (struct slice){(const char *)data, size}));
    source->order = 2;
    registered_read(&diags, source, &document->table, (struct slice){0}, &registered);
    survey_init(&survey, &arena, &document->table);
    survey_take(&survey, &object);
    reconcile.common.document = document;
    plan_reconcile(&diags, plan_surveyed(&diags, &survey), &reconcile, &statements, &tally);
    fuzz_finish(&survey, &diags, document);
    survey_release(&survey);
    arena_release(&arena);
    return 0;
}
