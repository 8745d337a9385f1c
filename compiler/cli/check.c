/* check: specs in, findings out, also those that a listing shows; with --fix, mended specs too. */
#include "cli/commands.h"
#include "cli/fix.h"
#include "cli/listing_commands.h"

/* What the listing shows against the spec. False where one table or its listing is not to be had. */
static bool look_at_listing(struct session *session)
{
    const struct document *document = only_table(session);
    struct partition_list partitions;
    struct survey survey;
    bool done;

    if (!document)
        return false;
    survey_init(&survey, &session->arena, &document->table);
    done = survey_partitions(session, &survey, &partitions);
    if (partitions.count)
        forget_findings(&session->diags, SP0801, &document->table);
    survey_release(&survey);
    return done;
}

static enum exit_status check(struct session *session)
{
    struct plan_options plan = {.parts = PARTS_DEFAULT, .until = {.may_be_open = true}};
    struct statement_list statements = {0};
    bool is_same = true;

    if (!session_load(session))
        return EXIT_TROUBLE;
    if (session->options->fixes && !fix_specs(session, &is_same))
        return EXIT_TROUBLE;
    if (!session->diags.error_count)
        plan_compile(&session->diags, &session->model, &plan, &statements);
    if (session->options->listing && !session->diags.error_count && !look_at_listing(session))
        return EXIT_TROUBLE;
    if (!session_report(session))
        return EXIT_TROUBLE;
    if (session_has_failed(session))
        return EXIT_FINDINGS;
    return session->options->shows_diff && !is_same ? EXIT_FINDINGS : EXIT_DONE;
}

enum exit_status command_check(const struct options *options)
{
    struct session session;
    enum exit_status status;

    session_init(&session, options);
    status = check(&session);
    session_release(&session);
    return status;
}
