/* import: DDL or Glue JSON in, the spec that compiles to it out. */
#include <unistd.h>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/run.h"
#include "driver/inputs.h"
#include "plan/fold/fold.h"
#include "read/ddl/ddl.h"
#include "text/comment.h"
#include "write/spec/spec.h"

/* Whether a finding is about something that the spec cannot express. */
static bool is_about_loss(enum diag_code code)
{
    return code == SP1102 || code == SP1104 || code == SP1106 || code == SP1107 || code == SP1112;
}

/* Writes a comment line for each thing that the spec cannot express. */
static void write_losses(struct str *out, struct run *run)
{
    size_t before = out->len;
    struct str line = {0};

    for (size_t i = 0; i < run->session.diags.list.count; i++) {
        const struct diag *diag = run->session.diags.list.at[i];

        if (!is_about_loss(diag->code) || !diag->span.source)
            continue;
        line.len = 0;
        str_printf(&line, "Not carried over from line %u: %.*s",
                   source_place(diag->span.source, &run->session.arena, diag->span.lo).line,
                   SLICE_ARG(diag->message));
        text_into_comment(out, "# ", str_slice(&line));
    }
    if (out->len > before)
        str_putc(out, '\n');
    str_release(&line);
}

static void fold(struct run *run)
{
    for (size_t i = 0; i < run->session.model.documents.count; i++) {
        struct document *document = run->session.model.documents.at[i];

        if (document->kind == DOCUMENT_TABLE)
            fold_table(&run->session.diags, &document->table,
                       ddl_is_generated(document->source->text));
    }
}

static bool deliver(struct run *run)
{
    struct str text = {0};
    bool done;

    write_losses(&text, run);
    spec_write(&text, &run->session.model);
    done = output_text(&run->session.arena, run->options->output, str_slice(&text));
    str_release(&text);
    return done;
}

/* Findings of the rules do not prevent the spec from being written: it can be corrected there. */
static enum exit_status import(struct run *run)
{
    bool is_read;

    if (!inputs_read(&run->session, run->options->arguments.at[0]))
        return EXIT_TROUBLE;
    run->session.sources.at[0]->order = 1;
    is_read = session_read(&run->session, run->session.sources.at[0], &run->session.model);
    if (is_read) {
        session_find_errors(&run->session, &run->session.model);
        fold(run);
    }
    if (!run_report(run) || (is_read && !deliver(run)))
        return EXIT_TROUBLE;
    return run_has_failed(run) ? EXIT_FINDINGS : EXIT_DONE;
}

enum exit_status command_import(const struct options *options)
{
    struct run run;
    enum exit_status status;

    run_init(&run, options);
    status = import(&run);
    run_release(&run);
    return status;
}
