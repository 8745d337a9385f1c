/*
 * Any bytes as two definitions, with a line `=====` between them, each a spec, DDL or Glue's JSON. The
 * changes by all four writers: no control characters, JSON that can be parsed.
 */
#include "driver/session.h"
#include "plan/diff/diff.h"
#include "tests/fuzz/expect.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/size.h"
#include "write/changes.h"
#include "write/targets.h"

static void read_side(struct session *session, const char *name, struct slice text,
                      struct model *model)
{
    struct source *source = source_new(&session->arena, name, text);

    source->order = (uint32_t)session->sources.count + 1;
    *vec_push(&session->sources, &session->arena) = source;
    if (session_read_any(session, source, model))
        diff_as_deployed(model);
    session_find_errors(session, model);
}

static void write_each(const struct changes *changes)
{
    static const struct write_options plain, psql = {.for_psql = true};
    const struct target *target = target_named(SLICE("redshift"));
    struct str out = {0};

    changes_write_sql(&out, changes, target, &plain);
    fuzz_require_clean(&out);
    changes_write_sql(&out, changes, target, &psql);
    fuzz_require_clean(&out);
    changes_write_text(&out, changes, false);
    fuzz_require_no_command(&out);
    fuzz_require_visible(&out);
    changes_write_markdown(&out, changes);
    fuzz_require_no_command(&out);
    fuzz_require_visible(&out);
    changes_write_json(&out, changes, target);
    fuzz_require_json(&out);
    str_release(&out);
}

static void diff(struct session *session, struct slice text)
{
    static const struct diff_options options = {.until.may_be_open = true};
    size_t end = slice_find_slice(text, SLICE("\n=====\n"));
    struct model before = {0}, after = {0};
    struct changes changes = {0};

    session_begin(session);
    read_side(session, "old", slice_cut(text, 0, end), &before);
    read_side(session, "new", slice_from(text, end < text.len ? end + 7 : end), &after);
    if (!session->diags.error_count && fuzz_is_small(&before) && fuzz_is_small(&after))
        plan_diff(&session->diags, &before, &after, &options, &changes);
    if (!session->diags.error_count)
        write_each(&changes);
    diags_sort(&session->diags);
    fuzz_require_reports(&session->diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct request request = {0};
    struct session session;

    session_init(&session, &request);
    diff(&session, (struct slice){(const char *)data, size});
    session_release(&session);
    return 0;
}
