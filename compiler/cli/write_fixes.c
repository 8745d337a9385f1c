#include "cli/write_fixes.h"

#include <stdio.h>
#include <unistd.h>

#include "base/linediff.h"
#include "cli/output.h"
#include "text/terminal.h"

static bool show_diff(const struct session *session, const struct fixes *fixes)
{
    struct str diff = {0};
    bool done;

    for (size_t i = 0; i < session->sources.count; i++)
        linediff_unified(&diff, text_into_terminal_line, fixes->before[i]->path,
                         fixes->before[i]->text, session->sources.at[i]->path,
                         session->sources.at[i]->text);
    done = output_stream(STDOUT_FILENO, str_slice(&diff));
    str_release(&diff);
    return done;
}

static bool is_stdin(const struct source *source)
{
    return strcmp(source->path, "<stdin>") == 0;
}

static bool write_back(struct session *session, const struct fixes *fixes)
{
    struct output output = {.arena = &session->arena};
    bool done = true;

    for (size_t i = 0; i < session->sources.count; i++)
        if (session->sources.at[i] != fixes->before[i] && !is_stdin(session->sources.at[i]))
            output_rewrite(&output, session->sources.at[i], session->sources.at[i]->text);
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

bool write_fixes(struct run *run, const struct fixes *fixes)
{
    bool shows_diff = run->options->shows_diff;

    if (!(shows_diff ? show_diff(&run->session, fixes) : write_back(&run->session, fixes)))
        return false;
    if (fixes->spec_count)
        fprintf(stderr, "%s %zu finding%s in %zu spec%s\n", shows_diff ? "would fix" : "fixed",
                fixes->finding_count, plural(fixes->finding_count), fixes->spec_count,
                plural(fixes->spec_count));
    return true;
}
