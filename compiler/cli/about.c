/* The commands that tell of spectrumc itself: targets, version, help. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/version.h"

/* What was printed must have arrived. */
static enum exit_status finish(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_DONE;
    complain("standard output could not be written");
    return EXIT_TROUBLE;
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
