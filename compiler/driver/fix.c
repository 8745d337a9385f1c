#include "driver/fix.h"

#include "diag/fix.h"

enum { ROUNDS_MAX = 64 };

/* Applies the fixes of one spec, and replaces its source. Returns how many were applied. */
static size_t fix_source(struct session *session, size_t index)
{
    struct source *source = session->sources.at[index], *fixed;
    struct str text = {0};
    size_t count = fix_apply(&text, &session->diags, source);

    if (count) {
        fixed = source_new(&session->arena, source->path,
                           arena_copy(&session->arena, str_slice(&text)));
        fixed->name = source->name;
        fixed->id = source->id;
        fixed->folder = source->folder;
        fixed->below = source->below;
        session->sources.at[index] = fixed;
    }
    str_release(&text);
    return count;
}

/* Applies the fixes that can be applied in one pass. */
static size_t fix_once(struct session *session)
{
    size_t count = 0;

    diags_sort(&session->diags);
    for (size_t i = 0; i < session->sources.count; i++)
        count += fix_source(session, i);
    if (count)
        session_check(session);
    return count;
}

struct fixes fix_specs(struct session *session)
{
    struct fixes fixes = {
        .before = arena_zalloc(&session->arena, session->sources.count + 1, sizeof *fixes.before)};
    size_t count;

    for (size_t i = 0; i < session->sources.count; i++)
        fixes.before[i] = session->sources.at[i];
    for (int round = 0; round < ROUNDS_MAX && (count = fix_once(session)); round++)
        fixes.finding_count += count;
    for (size_t i = 0; i < session->sources.count; i++)
        fixes.spec_count += session->sources.at[i] != fixes.before[i];
    return fixes;
}
