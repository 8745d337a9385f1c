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

/* A line of words behind a heading. */
static void print_words(const char *heading, bool (*word)(const struct target *, size_t, const char **),
                        const struct target *target)
{
    const char *text;

    printf("    %-10s", heading);
    for (size_t i = 0; word(target, i, &text); i++)
        if (text)
            printf(" %s", text);
    putchar('\n');
}

static bool format_word(const struct target *target, size_t index, const char **word)
{
    *word = NULL;
    if (index > FORMAT_CUSTOM)
        return false;
    if (target->formats & 1u << index)
        *word = index == FORMAT_CUSTOM ? "(by classes)" : formats[index].word.at;
    return true;
}

static bool feature_word(const struct target *target, size_t index, const char **word)
{
    *word = NULL;
    if (index >= FEATURE_COUNT)
        return false;
    if (target->features & 1u << index)
        *word = target_feature_word((enum target_feature)index);
    return true;
}

static bool part_word(const struct target *target, size_t index, const char **word)
{
    if (!emit_parts[index].word)
        return false;
    *word = target->parts & emit_parts[index].emit ? emit_parts[index].word : NULL;
    return true;
}

static bool ask_word(const struct target *target, size_t index, const char **word)
{
    if (!target_asks[index].word)
        return false;
    *word = target->takes & target_asks[index].ask ? target_asks[index].word : NULL;
    return true;
}

enum exit_status command_targets(const struct options *options)
{
    (void)options;
    for (size_t i = 0; target_at(i); i++) {
        const struct target *target = target_at(i);

        printf("%s%-10s  %s\n", i ? "\n" : "", target->name, target->title);
        print_words("carries", feature_word, target);
        print_words("formats", format_word, target);
        print_words("--emit", part_word, target);
        if (target->takes)
            print_words("options", ask_word, target);
    }
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
