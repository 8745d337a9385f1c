/*
 * Any bytes as DDL or Glue JSON: read, folded and written as a spec in memory. Where DDL was read without an
 * error, the spec that it becomes can be read too.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "plan/fold/fold.h"
#include "read/ddl/ddl.h"
#include "read/glue.h"
#include "read/spec/spec.h"
#include "rules/rules.h"
#include "tests/fuzz/fuzz.h"
#include "write/spec/spec.h"

/* Whether YAML took what was written for something else than it is. */
static bool is_about_yaml(enum diag_code code)
{
    return code >= SP0101 && code <= SP0109;
}

static void read_again(struct arena *arena, struct slice spec)
{
    struct diags diags;
    struct variables none;
    struct model model = {0};

    diags_init(&diags, arena);
    variables_init(&none, arena);
    spec_read(&diags, source_new(arena, "again.yaml", spec), &none, &model);
    for (size_t i = 0; i < diags.list.count; i++) {
        if (!is_about_yaml(diags.list.at[i]->code))
            continue;
        fprintf(stderr, "fuzz_ddl: the spec cannot be read: %.*s\n%.*s",
                SLICE_ARG(diags.list.at[i]->message), SLICE_ARG(spec));
        abort();
    }
}

static void import(struct arena *arena, struct slice text, bool to_the_letter)
{
    struct diags diags;
    struct model model = {0};
    struct str out = {0};

    diags_init(&diags, arena);
    if (glue_is_likely(text))
        glue_read(&diags, source_new(arena, "fuzz.json", text), SLICE(""), &model);
    else
        ddl_read(&diags, source_new(arena, "fuzz.sql", text), SLICE(""), &model);
    if (diags.error_count)
        return;
    rules_run(&diags, &model);
    for (size_t i = 0; i < model.documents.count; i++)
        if (model.documents.at[i]->kind == DOCUMENT_TABLE)
            fold_table(&diags, &model.documents.at[i]->table, to_the_letter);
    spec_write(&out, &model);
    read_again(arena, str_slice(&out));
    str_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;

    arena_init(&arena);
    import(&arena, (struct slice){(const char *)data, size}, size % 2);
    arena_release(&arena);
    return 0;
}
