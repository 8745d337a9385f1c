/* The commands that tell of spectrumc itself: explain, targets, version, help. */
#include <stdio.h>

#include "base/nearest.h"
#include "cli/commands.h"
#include "cli/version.h"
#include "diag/diag.h"

/* What was printed must have arrived. */
static enum exit_status finish(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_DONE;
    complain("standard output could not be written");
    return EXIT_TROUBLE;
}

static enum exit_status list_codes(void)
{
    for (enum diag_code code = 0; code < DIAG_CODE_COUNT; code++) {
        const struct diag_kind *kind = diag_kind(code);

        printf("%s  %-8s  %s\n", kind->name, severity_name(kind->severity), kind->title);
    }
    return finish();
}

enum exit_status command_explain(const struct options *options)
{
    const struct diag_kind *kind;
    enum diag_code code;

    if (options->lists)
        return list_codes();
    if (options->arguments.count != 1) {
        complain("explain wants one code, such as SP0304, or --list");
        return EXIT_TROUBLE;
    }
    code = diag_code_named(slice_of(options->arguments.at[0]));
    if (code == DIAG_CODE_COUNT) {
        complain("no finding has the code `%s`; `spectrumc explain --list` lists them",
                 options->arguments.at[0]);
        return EXIT_TROUBLE;
    }
    kind = diag_kind(code);
    printf("%s (%s): %s\n", kind->name, severity_name(kind->severity), kind->title);
    if (*kind->explanation)
        printf("\n%s\n", kind->explanation);
    return finish();
}

enum exit_status command_targets(const struct options *options)
{
    (void)options;
    for (size_t i = 0; target_at(i); i++)
        printf("%-10s  %s\n", target_at(i)->name, target_at(i)->title);
    return finish();
}

enum exit_status command_version(const struct options *options)
{
    (void)options;
    printf("spectrumc %s\n", SPECTRUMC_VERSION);
    return finish();
}

enum exit_status command_help(const struct options *options)
{
    enum command_id command = COMMAND_COUNT;

    if (options->arguments.count) {
        command = command_named(slice_of(options->arguments.at[0]));
        if (command == COMMAND_COUNT) {
            complain_of_command(options->arguments.at[0]);
            return EXIT_TROUBLE;
        }
    }
    options_help(command);
    return finish();
}
