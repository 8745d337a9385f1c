/* diff: two definitions of tables in, the changes between them out. */
#include <unistd.h>

#include "cli/commands.h"
#include "cli/git.h"
#include "cli/output.h"
#include "cli/run.h"
#include "driver/inputs.h"
#include "text/terminal.h"
#include "write/changes.h"

/* Reads the sources from `first` on into the model of one side. */
static void read_side(struct run *run, size_t first, struct model *model)
{
    for (size_t i = first; i < run->session.sources.count; i++) {
        struct model part = {0};

        run->session.sources.at[i]->order = (uint32_t)i + 1;
        if (session_read_any(&run->session, run->session.sources.at[i], &part))
            diff_as_deployed(&part);
        for (size_t at = 0; at < part.documents.count; at++)
            *vec_push(&model->documents, &run->session.arena) = part.documents.at[at];
    }
}

/* Fills both models. False where a file could not be read. */
static bool load(struct run *run, struct model *before, struct model *after)
{
    const struct options *options = run->options;
    const char *last = options->arguments.at[options->arguments.count - 1];
    size_t first;

    if (!session_begin(&run->session))
        return false;
    if (options->revision ? !git_read(&run->session, options->revision, last)
                          : !inputs_read_any(&run->session, options->arguments.at[0]))
        return false;
    read_side(run, 0, before);
    first = run->session.sources.count;
    if (!inputs_read_any(&run->session, last))
        return false;
    read_side(run, first, after);
    return true;
}

static bool use_color(const struct options *options)
{
    return options->color == WHEN_ALWAYS || (options->color == WHEN_AUTO && isatty(STDOUT_FILENO));
}

static void render(struct str *out, const struct options *options, const struct changes *changes)
{
    struct write_options write = {.for_psql = options->for_psql};

    switch (options->diff_format) {
    case DIFF_SQL: changes_write_sql(out, changes, options->targets.at[0], &write); break;
    case DIFF_TEXT: changes_write_text(out, changes, use_color(options)); break;
    case DIFF_MARKDOWN: changes_write_markdown(out, changes); break;
    case DIFF_JSON: changes_write_json(out, changes, options->targets.at[0]); break;
    }
}

static bool deliver(struct run *run, const struct changes *changes)
{
    struct str text = {0};
    bool done;

    render(&text, run->options, changes);
    done = run_deliver(run, str_slice(&text));
    str_release(&text);
    return done;
}

/* Reports what would be lost, and which option allows it. */
static void refuse(const struct changes *changes)
{
    struct str text = {0};

    str_puts(&text, "spectrumc: these changes are destructive; --allow-destructive allows them\n");
    for (size_t i = 0; i < changes->list.count; i++) {
        const struct change *change = &changes->list.at[i];

        if (change->class != CHANGE_DESTRUCTIVE)
            continue;
        str_puts(&text, "  ");
        text_into_terminal(&text, change->subject);
        str_puts(&text, ": ");
        text_into_terminal(&text, change->text);
        str_putc(&text, '\n');
        for (size_t at = 0; at < change->reasons.count; at++) {
            str_puts(&text, "    ");
            text_into_terminal(&text, change->reasons.at[at]);
            str_putc(&text, '\n');
        }
    }
    output_stream(STDERR_FILENO, str_slice(&text));
    str_release(&text);
}

static enum exit_status diff(struct run *run, bool *is_delivered)
{
    const struct options *options = run->options;
    struct diff_options plan = {.until = options->until};
    struct model before = {0}, after = {0};
    struct changes changes = {0};
    bool is_refused;

    if (!load(run, &before, &after))
        return EXIT_TROUBLE;
    if (options->schema)
        plan.schema = slice_of(options->schema);
    session_find_errors(&run->session, &before);
    session_find_errors(&run->session, &after);
    if (!run->session.diags.error_count)
        plan_diff(&run->session.diags, &before, &after, &plan, &changes);
    if (!run_report(run))
        return EXIT_TROUBLE;
    if (run_has_failed(run))
        return EXIT_FINDINGS;
    is_refused = changes_of(&changes, CHANGE_DESTRUCTIVE) && !options->allows_destructive;
    *is_delivered = !(is_refused && options->diff_format == DIFF_SQL);
    if (*is_delivered && !deliver(run, &changes))
        return EXIT_TROUBLE;
    if (is_refused)
        refuse(&changes);
    return is_refused || (options->exit_code && changes.list.count) ? EXIT_FINDINGS : EXIT_DONE;
}

enum exit_status command_diff(const struct options *options)
{
    struct run run;
    enum exit_status status;
    bool is_delivered = false;

    run_init(&run, options);
    status = diff(&run, &is_delivered);
    if (!is_delivered)
        run_deliver_failure(&run);
    run_release(&run);
    return status;
}
