/* The commands about spectrumc itself: version and help. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/complain.h"
#include "cli/flags.h"
#include "cli/version.h"

static void help_of_all(void)
{
    printf("usage: spectrumc COMMAND [OPTION...] [ARGUMENT...]\n\n"
           "Compiles YAML specs of tables in S3 to the statements that create them.\n\n");
    for (enum command_id id = 0; id < COMMAND_COUNT; id++)
        printf("  %-12s%s\n", commands[id].name, commands[id].summary);
    printf(
        "\nA SPEC is a file, a folder (searched for *.yaml and *.yml), or - for standard input.\n"
        "`spectrumc help COMMAND` describes a command.\n\n"
        "Exit status: 0, success; 1, errors in the specs, or output out of date; 2, could not "
        "run.\n");
}

static void help_of_flag(const struct flag *flag)
{
    char left[64];

    snprintf(left, sizeof left, "%c%c%s --%s%s%s", flag->letter ? '-' : ' ',
             flag->letter ? flag->letter : ' ', flag->letter ? "," : " ", flag->name,
             flag->argument ? " " : "", flag->argument ? flag->argument : "");
    printf("  %-26s%s\n", left, flag->help);
}

static void help_of(enum command_id command)
{
    if (command == COMMAND_COUNT) {
        help_of_all();
        return;
    }
    printf("usage: spectrumc %s [OPTION...] %s\n\n%s\n\n", commands[command].name,
           commands[command].arguments, commands[command].summary);
    for (enum flag_id id = 0; id < FLAG_COUNT; id++)
        if (command_takes(command, id))
            help_of_flag(&flags[id]);
}

/* The exit status: a failure if the output could not be written. */
static enum exit_status finish(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_DONE;
    complain("standard output could not be written");
    return EXIT_TROUBLE;
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
    enum exit_status status;

    if (options->arguments.count) {
        command = command_named(slice_of(options->arguments.at[0]));
        if (command == COMMAND_COUNT) {
            complain_of_command(options->arguments.at[0]);
            return EXIT_TROUBLE;
        }
    }
    help_of(command);
    status = finish();
    return options->lacks_command ? EXIT_TROUBLE : status;
}
