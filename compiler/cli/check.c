/* check: specs in, findings out. */
#include "cli/commands.h"
#include "cli/session.h"

enum exit_status command_check(const struct options *options)
{
    struct plan_options plan = {.emit = EMIT_DEFAULT, .until = {.may_be_open = true}};
    struct statement_list statements = {0};
    enum exit_status status = EXIT_TROUBLE;
    struct session session;

    session_init(&session, options);
    if (session_load(&session)) {
        if (!session.diags.error_count)
            plan_compile(&session.diags, &session.model, &plan, &statements);
        if (session_report(&session))
            status = session_has_failed(&session) ? EXIT_FINDINGS : EXIT_DONE;
    }
    session_release(&session);
    return status;
}
