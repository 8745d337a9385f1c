#include "cli/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/complain.h"
#include "cli/inputs.h"
#include "cli/output.h"
#include "read/ddl/ddl.h"
#include "read/glue.h"
#include "read/spec/spec.h"
#include "rules/rules.h"

void session_init(struct session *session, const struct options *options)
{
    *session = (struct session){.options = options};
    arena_init(&session->arena);
    diags_init(&session->diags, &session->arena);
}

void session_release(struct session *session)
{
    arena_release(&session->arena);
}

static bool load_settings(struct session *session)
{
    const struct options *options = session->options;
    bool is_good = true;

    for (size_t i = 0; i < options->vars_files.count; i++) {
        const char *why;
        struct source *source = source_read(&session->arena, options->vars_files.at[i], &why);

        if (source)
            *vec_push(&session->settings, &session->arena) = source;
        else
            complain("%s: %s", options->vars_files.at[i], why);
        is_good = is_good && source;
    }
    return is_good;
}

static void set_variables(struct session *session)
{
    const struct options *options = session->options;

    variables_init(&session->overrides, &session->arena);
    for (size_t i = 0; i < session->settings.count; i++)
        variables_read(&session->overrides, &session->diags, session->settings.at[i]);
    for (size_t i = 0; i < options->settings.count; i++)
        variables_set(&session->overrides, options->settings.at[i].name,
                      (struct text){.value = options->settings.at[i].value, .style = TEXT_OTHER});
}

/* A variable that the command line sets and no spec uses is likely misspelt. */
static void report_unused_settings(struct session *session)
{
    const struct options *options = session->options;

    for (size_t i = 0; i < options->settings.count; i++) {
        struct slice name = options->settings.at[i].name;
        const struct variable *variable = map_get(&session->overrides.by_name, name);

        if (!variable->is_used)
            diag_help(&session->diags,
                      diag_add(&session->diags, SP0124, (struct span){0},
                               "--set gives `%.*s` a value, but no spec uses it", SLICE_ARG(name)),
                      "write a name that stands between `${` and `}` in the specs");
    }
}

void session_check(struct session *session)
{
    diags_init(&session->diags, &session->arena);
    session->model = (struct model){0};
    set_variables(session);
    for (size_t i = 0; i < session->sources.count; i++) {
        session->sources.at[i]->order = (uint32_t)i + 1;
        spec_read(&session->diags, session->sources.at[i], &session->overrides, &session->model);
    }
    if (session->amend)
        session->amend(session);
    rules_run(&session->diags, &session->model);
    report_unused_settings(session);
}

bool session_load(struct session *session)
{
    bool is_good = load_settings(session);

    for (size_t i = 0; i < session->options->arguments.count; i++)
        is_good = inputs_read(session, session->options->arguments.at[i]) && is_good;
    if (is_good)
        session_check(session);
    return is_good;
}

bool session_begin(struct session *session)
{
    if (!load_settings(session))
        return false;
    set_variables(session);
    return true;
}

bool session_read(struct session *session, struct source *source, struct model *model)
{
    const char *schema = session->options->schema;
    size_t errors = session->diags.error_count;

    if (glue_is_likely(source->text))
        glue_read(&session->diags, source, slice_of(schema ? schema : ""), model);
    else
        ddl_read(&session->diags, source, slice_of(schema ? schema : ""), model);
    return session->diags.error_count == errors;
}

bool session_read_any(struct session *session, struct source *source, struct model *model)
{
    bool is_deployed = ddl_is_likely(source->text) || glue_is_likely(source->text);

    if (is_deployed)
        session_read(session, source, model);
    else
        spec_read(&session->diags, source, &session->overrides, model);
    return is_deployed;
}

void session_find_errors(struct session *session, struct model *model)
{
    struct diags found;

    diags_init(&found, &session->arena);
    rules_run(&found, model);
    for (size_t i = 0; i < found.list.count; i++) {
        if (found.list.at[i]->severity != SEVERITY_ERROR)
            continue;
        *vec_push(&session->diags.list, &session->arena) = found.list.at[i];
        session->diags.error_count++;
    }
}

void session_deliver_failure(const struct session *session)
{
    struct str text = {0};

    if (!session->options->for_psql || session->options->output || session->options->out_dir)
        return;
    write_failure(&text);
    output_stream(STDOUT_FILENO, str_slice(&text));
    str_release(&text);
}

/* Sources that have a finding of error or warning. */
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

/* Notes are for who asks: a deploy script need not hear every time what a name must be quoted for. */
static void drop_notes(struct diags *diags)
{
    size_t kept = 0;

    for (size_t i = 0; i < diags->list.count; i++)
        if (diags->list.at[i]->severity != SEVERITY_NOTE)
            diags->list.at[kept++] = diags->list.at[i];
    diags->list.count = kept;
}

bool session_report(struct session *session)
{
    struct render_options render = {
        .use_color = wants_color(session->options),
        .width = terminal_width(),
        .spec_count = session->sources.count,
    };
    bool is_text = session->options->format == REPORT_TEXT ||
                   session->options->command == COMMAND_inspect;
    struct str out = {0};
    bool done;

    if (session->options->command != COMMAND_check && session->options->command != COMMAND_import)
        drop_notes(&session->diags);
    diags_sort(&session->diags);
    render.bad_count = bad_count(session);
    switch (is_text ? REPORT_TEXT : session->options->format) {
    case REPORT_TEXT:
        render_text(&out, &session->diags, &render);
        render_summary(&out, &session->diags, &render);
        break;
    case REPORT_JSON: render_json(&out, &session->diags, &render); break;
    case REPORT_SARIF: render_sarif(&out, &session->diags, &render); break;
    case REPORT_GITHUB: render_github(&out, &session->diags, &render); break;
    case REPORT_SVG: break;
    }
    done = output_stream(is_text ? STDERR_FILENO : STDOUT_FILENO, str_slice(&out));
    str_release(&out);
    return done;
}

bool session_has_failed(const struct session *session)
{
    return session->diags.error_count ||
           (session->options->is_strict && session->diags.warning_count);
}
