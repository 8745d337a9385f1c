/* Statements by every target, held to what a reader of that target may see. */
#ifndef FUZZ_WRITE_ALL_H
#define FUZZ_WRITE_ALL_H

#include "read/yaml/compose.h"
#include "tests/fuzz/expect.h"
#include "tests/fuzz/scan_sql.h"
#include "write/targets.h"

static inline void fuzz_require_yaml(struct arena *arena, struct slice text)
{
    struct yaml_stream stream = {0};
    struct diags diags;

    diags_init(&diags, arena);
    yaml_read(&diags, arena, source_new(arena, "again.yaml", text), &stream);
    if (diags.error_count || stream.documents.count != 1)
        fuzz_stop("a target wrote what is not one document of YAML", text);
    for (size_t i = 0; i < stream.documents.at[0].root->pairs.count; i++) {
        struct slice key = stream.documents.at[0].root->pairs.at[i].key->value;

        if (!slice_is(key, "version") && !slice_is(key, "sources"))
            fuzz_stop("a target wrote a key that it does not have", text);
    }
}

/* Which literals its SQL has: with backslashes, without, or such that both readings agree. */
static inline void fuzz_require_sql(const struct target *target, struct slice text)
{
    bool may_escape = !slice_is(slice_of(target->name), "duckdb");
    bool may_not = !may_escape || slice_is(slice_of(target->name), "postgres");

    if (slice_is(slice_of(target->name), "athena"))
        return; /* two dialects in one file */
    if (may_escape)
        fuzz_require_statements(text, true);
    if (may_not)
        fuzz_require_statements(text, false);
}

/* Trino and DuckDB have no escapes in '...': there a control character stands as it is (text/sql.h). */
static inline bool fuzz_has_escapes(const struct target *target)
{
    return !slice_is(slice_of(target->name), "athena") &&
           !slice_is(slice_of(target->name), "duckdb");
}

static inline void fuzz_require_written(struct arena *arena, const struct target *target,
                                        const struct artifact *artifact)
{
    const char *extension = artifact->extension ? artifact->extension : target->extension;
    struct str text = artifact->text; /* borrowed */

    if (slice_is(slice_of(extension), ".json"))
        fuzz_require_json(&text);
    else if (slice_is(slice_of(extension), ".yml"))
        fuzz_require_yaml(arena, str_slice(&text));
    else if (slice_is(slice_of(extension), ".sql"))
        fuzz_require_sql(target, str_slice(&text));
    if (fuzz_has_escapes(target))
        fuzz_require_clean(&text);
}

static inline void fuzz_write(struct diags *diags, const struct target *target,
                              const struct statement_list *statements,
                              const struct write_options *options)
{
    struct artifacts artifacts = {.arena = diags->arena};
    struct statement_list good = {0};

    for (size_t i = 0; i < statements->list.count; i++)
        if (target->parts & plan_part(statements->list.at[i].kind) &&
            target_review(diags, target, &statements->list.at[i]))
            *vec_push(&good.list, diags->arena) = statements->list.at[i];
    if (target_review_all(diags, target, &good, options)) {
        target_render(&artifacts, target, &good, options);
        for (size_t i = 0; i < artifacts.list.count; i++)
            fuzz_require_written(diags->arena, target, &artifacts.list.at[i]);
        target_join(&artifacts, target);
    }
    artifacts_release(&artifacts);
}

/* What each target can express of the statements, in each of its dresses. */
static inline void fuzz_write_all(struct diags *diags, const struct statement_list *statements)
{
    static const struct write_options dresses[] = {
        {.for_psql = false}, {.for_psql = true}, {.access = ACCESS_DEPLOY}};

    for (size_t i = 0; target_at(i); i++)
        for (size_t k = 0; k < sizeof dresses / sizeof *dresses; k++)
            fuzz_write(diags, target_at(i), statements, &dresses[k]);
}

#endif
