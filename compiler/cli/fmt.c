/* fmt: specs in, the same specs in canonical layout out. */
#include <stdio.h>
#include <unistd.h>

#include "base/linediff.h"
#include "cli/commands.h"
#include "cli/complain.h"
#include "cli/output.h"
#include "cli/run.h"
#include "driver/inputs.h"
#include "read/yaml/canonical.h"
#include "read/yaml/compose.h"
#include "text/terminal.h"

struct formatted {
    struct source *source;
    struct slice text; /* canonical */
};

struct formatting {
    struct run *run;
    VEC(struct formatted) specs;
    size_t changed_count;
};

/* Whether a source is well-formed YAML; if not, that is reported. */
static bool is_readable(struct run *run, struct source *source)
{
    struct arena nodes;
    struct yaml_stream stream = {0};
    size_t errors = run->session.diags.error_count;

    arena_init(&nodes);
    yaml_read(&run->session.diags, &nodes, source, &stream);
    arena_release(&nodes);
    return run->session.diags.error_count == errors;
}

static void format(struct formatting *formatting, struct source *source)
{
    struct run *run = formatting->run;
    struct formatted *spec;
    struct str text = {0};

    if (!is_readable(run, source))
        return;
    canonical_write(&text, &run->session.diags, source);
    spec = vec_push(&formatting->specs, &run->session.arena);
    *spec = (struct formatted){source, arena_copy(&run->session.arena, str_slice(&text))};
    formatting->changed_count += !slice_eq(spec->text, source->text);
    str_release(&text);
}

static bool is_stdin(const struct source *source)
{
    return strcmp(source->path, "<stdin>") == 0;
}

static bool show_diff(const struct formatting *formatting)
{
    struct str diff = {0};
    bool done;

    for (size_t i = 0; i < formatting->specs.count; i++) {
        const struct formatted *spec = &formatting->specs.at[i];

        linediff_unified(&diff, text_into_terminal_line, spec->source->path, spec->source->text,
                         spec->source->path, spec->text);
    }
    done = output_stream(STDOUT_FILENO, str_slice(&diff));
    str_release(&diff);
    return done;
}

/* Writes the files that changed, all or none; standard input goes to standard output. */
static bool write_back(const struct formatting *formatting)
{
    struct output output = {.arena = &formatting->run->session.arena};
    bool done;

    for (size_t i = 0; i < formatting->specs.count; i++) {
        const struct formatted *spec = &formatting->specs.at[i];

        if (!is_stdin(spec->source) && !slice_eq(spec->text, spec->source->text))
            output_rewrite(&output, spec->source, spec->text);
    }
    done = output_write(&output);
    for (size_t i = 0; done && i < formatting->specs.count; i++)
        if (is_stdin(formatting->specs.at[i].source))
            done = output_stream(STDOUT_FILENO, formatting->specs.at[i].text);
    if (done && formatting->changed_count)
        fprintf(stderr, "formatted %zu spec%s\n", formatting->changed_count,
                formatting->changed_count == 1 ? "" : "s");
    return done;
}

static bool deliver(const struct formatting *formatting)
{
    const struct options *options = formatting->run->options;

    if (options->checks_output)
        return show_diff(formatting);
    if (options->writes_back)
        return write_back(formatting);
    return run_print(formatting->run, formatting->specs.at[0].text);
}

static enum exit_status fmt(struct run *run)
{
    const struct options *options = run->options;
    struct formatting formatting = {.run = run};
    bool is_good = true;

    for (size_t i = 0; i < options->arguments.count; i++)
        is_good = inputs_read(&run->session, options->arguments.at[i]) && is_good;
    if (!is_good)
        return EXIT_TROUBLE;
    if (run->session.sources.count > 1 && !options->writes_back && !options->checks_output) {
        complain("fmt of several specs requires -w, which rewrites them, or --check");
        return EXIT_TROUBLE;
    }
    for (size_t i = 0; i < run->session.sources.count; i++) {
        run->session.sources.at[i]->order = (uint32_t)i + 1;
        format(&formatting, run->session.sources.at[i]);
    }
    if (!run_report(run))
        return EXIT_TROUBLE;
    if (run_has_failed(run))
        return EXIT_FINDINGS;
    if (!deliver(&formatting))
        return EXIT_TROUBLE;
    return options->checks_output && formatting.changed_count ? EXIT_FINDINGS : EXIT_DONE;
}

enum exit_status command_fmt(const struct options *options)
{
    struct run run;
    enum exit_status status;

    run_init(&run, options);
    status = fmt(&run);
    run_release(&run);
    return status;
}
