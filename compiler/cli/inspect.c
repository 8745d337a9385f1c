/* inspect: a spec and a listing in; out, what is there, and why queries find no rows. */
#include <stdlib.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/listing_commands.h"
#include "cli/output.h"
#include "driver/inputs.h"
#include "report/inspection.h"
#include "rules/rules.h"

static bool wants_color(const struct options *options)
{
    const char *no_color = getenv("NO_COLOR");

    if (options->color != WHEN_AUTO)
        return options->color == WHEN_ALWAYS;
    return !(no_color && *no_color) && isatty(STDOUT_FILENO);
}

static bool print_report(const struct options *options, const struct inspection *inspection)
{
    struct str text = {0};
    bool done;

    if (options->format == REPORT_JSON)
        inspect_json(&text, inspection);
    else if (options->format == REPORT_SVG)
        inspect_svg(&text, inspection);
    else
        inspect_text(&text, inspection);
    done = output_stream(STDOUT_FILENO, str_slice(&text));
    str_release(&text);
    return done;
}

static bool examine(struct run *run, struct survey *survey, struct inspection *inspection)
{
    survey->keeps_forms = true;
    if (!survey_listing(run, survey))
        return false;
    if (run->session.diags.error_count)
        return true;
    inspection->is_whole = true;
    survey_report(survey, &run->session.diags);
    rules_silence(&run->session.diags, &run->session.model);
    inspection->coverage = coverage_of(survey);
    inspection->has_proposal = propose(survey, &inspection->proposal);
    if (survey->keys && survey->outside == survey->keys)
        inspection->nearest = nearest_location(survey);
    return true;
}

static enum exit_status inspect_table(struct run *run, const struct document *document)
{
    struct inspection inspection = {
        .document = document, .price = run->options->price, .use_color = wants_color(run->options)};
    struct survey survey;
    bool done;

    survey_init(&survey, &run->session.arena, &document->table);
    inspection.survey = &survey;
    done = examine(run, &survey, &inspection) && run_report(run) &&
           (!inspection.is_whole || print_report(run->options, &inspection));
    survey_release(&survey);
    if (!done)
        return EXIT_TROUBLE;
    return run_has_failed(run) ? EXIT_FINDINGS : EXIT_DONE;
}

static enum exit_status inspect(struct run *run)
{
    const struct document *document;

    if (!inputs_load(&run->session))
        return EXIT_TROUBLE;
    forget_findings(&run->session.diags, SP0801, NULL);
    if (run->session.diags.error_count)
        return run_report(run) ? EXIT_FINDINGS : EXIT_TROUBLE;
    document = only_table(run);
    return document ? inspect_table(run, document) : EXIT_TROUBLE;
}

enum exit_status command_inspect(const struct options *options)
{
    struct run run;
    enum exit_status status;

    run_init(&run, options);
    status = inspect(&run);
    run_release(&run);
    return status;
}
