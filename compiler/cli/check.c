/* check: specs in, findings out, also those that a listing shows; with --fix, fixed specs too. */
#include "cli/commands.h"
#include "cli/listing_commands.h"
#include "cli/write_fixes.h"
#include "driver/inputs.h"

/* Compares the spec with the listing. False when there is no single table, or its listing cannot be
   read. */
static bool look_at_listing(struct run *run)
{
    const struct document *document = only_table(run);
    struct partition_list partitions;
    struct survey survey;
    bool done;

    if (!document)
        return false;
    survey_init(&survey, &run->session.arena, &document->table);
    done = survey_partitions(run, &survey, &partitions);
    if (partitions.count)
        forget_findings(&run->session.diags, SP0801, &document->table);
    survey_release(&survey);
    return done;
}

/* The report is made before a file is fixed: what can still fail then is to print it. */
static bool deliver(struct run *run, const struct fixes *fixes)
{
    struct str report = {0};
    bool done;

    run_compose_report(run, &report);
    done = (!run->options->fixes || write_fixes(run, fixes)) && run_print_report(run, &report);
    str_release(&report);
    return done;
}

static enum exit_status check(struct run *run)
{
    struct session *session = &run->session;
    struct fixes fixes = {0};

    if (!inputs_load(session))
        return EXIT_TROUBLE;
    if (run->options->fixes)
        fixes = fix_specs(session);
    session_plan(session);
    if (run->options->listing && !session->diags.error_count && !look_at_listing(run))
        return EXIT_TROUBLE;
    if (!deliver(run, &fixes))
        return EXIT_TROUBLE;
    if (run_has_failed(run))
        return EXIT_FINDINGS;
    return run->options->shows_diff && fixes.spec_count ? EXIT_FINDINGS : EXIT_DONE;
}

enum exit_status command_check(const struct options *options)
{
    struct run run;
    enum exit_status status;

    run_init(&run, options);
    status = check(&run);
    run_release(&run);
    return status;
}
