#include "cli/run.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/complain.h"
#include "cli/output.h"
#include "diag/render.h"

static void say(void *context, struct slice message)
{
    (void)context;
    complain("%.*s", SLICE_ARG(message));
}

void run_init(struct run *run, const struct options *options)
{
    *run = (struct run){
        .options = options,
        .request = {.specs = {options->arguments.at, options->arguments.count, 0},
                    .vars_files = {options->vars_files.at, options->vars_files.count, 0},
                    .settings = {options->settings.at, options->settings.count, 0},
                    .schema = slice_of(options->schema ? options->schema : ""),
                    .database = slice_of(options->database ? options->database : ""),
                    .complain = say},
    };
    session_init(&run->session, &run->request);
}

void run_release(struct run *run)
{
    session_release(&run->session);
}

static void spare(struct run *run, struct output *output, struct file_id id)
{
    *vec_push(&output->inputs, &run->session.arena) = id;
}

/* A file that an option names, - being standard input; or NULL. */
static void spare_path(struct run *run, struct output *output, const char *path)
{
    if (path)
        spare(run, output, strcmp(path, "-") == 0 ? file_id_of(STDIN_FILENO) : file_id_at(path));
}

struct output run_output(struct run *run)
{
    struct output output = {.arena = &run->session.arena};

    for (size_t i = 0; i < run->session.sources.count; i++)
        spare(run, &output, run->session.sources.at[i]->id);
    for (size_t i = 0; i < run->session.settings.count; i++)
        spare(run, &output, run->session.settings.at[i]->id);
    spare_path(run, &output, run->options->listing);
    spare_path(run, &output, run->options->registered);
    return output;
}

bool run_print(struct run *run, struct slice text)
{
    struct output output = run_output(run);

    if (!output_is_input(&output, file_id_of(STDOUT_FILENO)))
        return output_stream(STDOUT_FILENO, text);
    complain("standard output: an input of this run, which is not overwritten; write to another "
             "place");
    return false;
}

bool run_deliver(struct run *run, struct slice text)
{
    struct output output;

    if (!run->options->output)
        return run_print(run, text);
    output = run_output(run);
    output_add(&output, run->options->output, text);
    return output_write(&output);
}

/* The number of sources with an error or a warning. */
static size_t bad_count(const struct session *session)
{
    const struct source *last = NULL;
    size_t count = 0;

    for (size_t i = 0; i < session->diags.list.count; i++) {
        const struct diag *diag = session->diags.list.at[i];

        if (diag->severity == SEVERITY_NOTE || !diag->span.source || diag->span.source == last)
            continue;
        last = diag->span.source;
        count++;
    }
    return count;
}

static bool wants_color(const struct options *options)
{
    const char *no_color = getenv("NO_COLOR");

    if (options->color != WHEN_AUTO)
        return options->color == WHEN_ALWAYS;
    return !(no_color && *no_color) && isatty(STDERR_FILENO);
}

static unsigned terminal_width(void)
{
    struct winsize size;

    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}

/* Drops notes: they are for `check`. A deploy script need not repeat each time why a name must be
   quoted. */
static void drop_notes(struct diags *diags)
{
    size_t kept = 0;

    for (size_t i = 0; i < diags->list.count; i++)
        if (diags->list.at[i]->severity != SEVERITY_NOTE)
            diags->list.at[kept++] = diags->list.at[i];
    diags->list.count = kept;
}

static bool is_text_report(const struct options *options)
{
    return options->format == REPORT_TEXT || options->command == COMMAND_inspect;
}

/* To who looks on, that a check found nothing to change; a script's log stays empty. */
static void say_clean(const struct run *run, struct str *out)
{
    size_t count = run->session.sources.count;

    if (run->options->command != COMMAND_check || run->session.diags.error_count ||
        run->session.diags.warning_count || !isatty(STDERR_FILENO))
        return;
    str_printf(out, "%zu spec%s checked: no errors, no warnings\n", count, count == 1 ? "" : "s");
}

void run_compose_report(struct run *run, struct str *out)
{
    struct render_options render = {
        .use_color = wants_color(run->options),
        .width = terminal_width(),
        .spec_count = run->session.sources.count,
        .is_grouped = !run->options->shows_all,
    };

    if (run->options->command != COMMAND_check && run->options->command != COMMAND_import)
        drop_notes(&run->session.diags);
    diags_sort(&run->session.diags);
    render.bad_count = bad_count(&run->session);
    switch (is_text_report(run->options) ? REPORT_TEXT : run->options->format) {
    case REPORT_TEXT:
        render_text(out, &run->session.diags, &render);
        render_summary(out, &run->session.diags, &render);
        say_clean(run, out);
        break;
    case REPORT_JSON: render_json(out, &run->session.diags, &render); break;
    case REPORT_SARIF: render_sarif(out, &run->session.diags, &render); break;
    case REPORT_GITHUB: render_github(out, &run->session.diags, &render); break;
    case REPORT_SVG: break;
    }
}

bool run_print_report(struct run *run, const struct str *report)
{
    return is_text_report(run->options) ? output_stream(STDERR_FILENO, str_slice(report))
                                        : run_print(run, str_slice(report));
}

bool run_report(struct run *run)
{
    struct str out = {0};
    bool done;

    run_compose_report(run, &out);
    done = run_print_report(run, &out);
    str_release(&out);
    return done;
}

bool run_has_failed(const struct run *run)
{
    return run->session.diags.error_count ||
           (run->options->is_strict && run->session.diags.warning_count);
}

void run_deliver_failure(const struct run *run)
{
    struct str text = {0};

    if (!run->options->for_psql || run->options->output || run->options->out_dir)
        return;
    write_failure(&text);
    output_stream(STDOUT_FILENO, str_slice(&text));
    str_release(&text);
}
