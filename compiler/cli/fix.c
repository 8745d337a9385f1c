#include "cli/fix.h"

#include <stdio.h>
#include <unistd.h>

#include "base/linediff.h"
#include "cli/output.h"
#include "diag/fix.h"

enum { ROUNDS_MAX = 64 };

struct mends {
    struct source **before; /* the specs as they were read, by index */
    size_t finding_count, spec_count;
};

/* Makes the fixes of one spec, and puts a new source in its place. Returns how many were made. */
static size_t mend_source(struct session *session, size_t index)
{
    struct source *source = session->sources.at[index], *mended;
    struct str text = {0};
    size_t count = fix_apply(&text, &session->diags, source);

    if (count) {
        mended = source_new(&session->arena, source->path,
                            arena_copy(&session->arena, str_slice(&text)));
        mended->name = source->name;
        session->sources.at[index] = mended;
    }
    str_release(&text);
    return count;
}

/* Makes what fixes can be made at once. */
static size_t mend_once(struct session *session)
{
    size_t count = 0;

    diags_sort(&session->diags);
    for (size_t i = 0; i < session->sources.count; i++)
        count += mend_source(session, i);
    if (count)
        session_check(session);
    return count;
}

static struct mends mend_all(struct session *session)
{
    struct mends mends = {
        .before = arena_zalloc(&session->arena, session->sources.count + 1, sizeof *mends.before)};
    size_t count;

    for (size_t i = 0; i < session->sources.count; i++)
        mends.before[i] = session->sources.at[i];
    for (int round = 0; round < ROUNDS_MAX && (count = mend_once(session)); round++)
        mends.finding_count += count;
    for (size_t i = 0; i < session->sources.count; i++)
        mends.spec_count += session->sources.at[i] != mends.before[i];
    return mends;
}

static bool show_diff(struct session *session, const struct mends *mends)
{
    struct str diff = {0};
    bool done;

    for (size_t i = 0; i < session->sources.count; i++)
        linediff_unified(&diff, mends->before[i]->path, mends->before[i]->text,
                         session->sources.at[i]->path, session->sources.at[i]->text);
    done = output_stream(STDOUT_FILENO, str_slice(&diff));
    str_release(&diff);
    return done;
}

static bool is_stdin(const struct source *source)
{
    return strcmp(source->path, "<stdin>") == 0;
}

static bool write_back(struct session *session, const struct mends *mends)
{
    struct output output = {.arena = &session->arena};
    bool done = true;

    for (size_t i = 0; i < session->sources.count; i++)
        if (session->sources.at[i] != mends->before[i] && !is_stdin(session->sources.at[i]))
            output_add(&output, session->sources.at[i]->path, session->sources.at[i]->text);
    done = output_write(&output);
    for (size_t i = 0; done && i < session->sources.count; i++)
        if (is_stdin(session->sources.at[i]))
            done = output_stream(STDOUT_FILENO, session->sources.at[i]->text);
    return done;
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

bool fix_specs(struct session *session, bool *is_same)
{
    bool shows_diff = session->options->shows_diff;
    struct mends mends = mend_all(session);

    *is_same = mends.spec_count == 0;
    if (!(shows_diff ? show_diff(session, &mends) : write_back(session, &mends)))
        return false;
    if (!*is_same)
        fprintf(stderr, "%s %zu finding%s in %zu spec%s\n", shows_diff ? "would fix" : "fixed",
                mends.finding_count, plural(mends.finding_count), mends.spec_count,
                plural(mends.spec_count));
    return true;
}
