/* import: DDL or Glue JSON in, the spec that compiles to it out. */
#include <unistd.h>

#include "cli/commands.h"
#include "cli/run.h"
#include "driver/import.h"
#include "driver/inputs.h"

static bool deliver(struct run *run)
{
    struct str text = {0};
    bool done;

    import_write(&text, &run->session);
    done = run_deliver(run, str_slice(&text));
    str_release(&text);
    return done;
}

static enum exit_status import(struct run *run)
{
    bool is_read;

    if (!inputs_read(&run->session, run->options->arguments.at[0]))
        return EXIT_TROUBLE;
    run->session.sources.at[0]->order = 1;
    is_read = import_read(&run->session, run->session.sources.at[0]);
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
