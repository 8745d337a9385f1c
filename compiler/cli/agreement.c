#include "cli/agreement.h"

#include "cli/complain.h"
#include "cli/flags.h"

/* Conditions of an agreement: which options were given, as bits 1 << FLAG_..., and above these
   other facts about the command line. */
enum { CONDITION_BASE = FLAG_COUNT };

#define GIVEN(flag) (UINT64_C(1) << FLAG_##flag)
#define CONDITION(number) (UINT64_C(1) << (CONDITION_BASE + (number)))

#define SEVERAL_TARGETS CONDITION(0)
#define BY_ATHENA CONDITION(1)
#define FINDS_AS_DATA CONDITION(2) /* findings in a format other than text */
#define DIFF_AS_DATA CONDITION(3)  /* a difference in a format other than SQL */
#define UNEVEN_RANGES CONDITION(4) /* not as many --from as --to */
#define LISTING_STDIN CONDITION(5)
#define STDIN_ONCE CONDITION(6) /* an argument is - */
#define STDIN_TWICE CONDITION(7)
#define ARGUMENTS(n) CONDITION(8 + (n)) /* exactly that many, 0 to 2 */

_Static_assert(CONDITION_BASE + 8 + 3 <= 64, "conditions are bits of 64");

enum relation { EXCLUDES, NEEDS };

/* If all of `given` hold, `relation` says whether one of `others` must hold, or none may. */
struct agreement {
    unsigned commands; /* bits 1 << COMMAND_... */
    uint64_t given;
    enum relation relation;
    uint64_t others;
    const char *message; /* when it is violated */
};

#define ON(command) (1u << COMMAND_##command)
#define EVERY (~0u)
#define DATES (GIVEN(ON_DATE) | GIVEN(FROM) | GIVEN(TO) | GIVEN(VALUE))
#define DROP_MISSING_NEEDS                                                                         \
    "--drop-missing requires --listing and --registered: what S3 has, and what the catalog has"

/* Only the first violated one is reported. */
static const struct agreement agreements[] = {
    {EVERY, GIVEN(OUTPUT), EXCLUDES, GIVEN(OUT_DIR),
     "-o and --out-dir cannot be combined: one writes one file, the other one per spec"},
    {ON(fmt), GIVEN(CHECK), EXCLUDES, GIVEN(WRITE),
     "-w and --check cannot be combined: one rewrites the files, the other does not"},
    {ON(compile), GIVEN(CHECK), NEEDS, GIVEN(OUT_DIR) | GIVEN(OUTPUT),
     "--check requires -o or --out-dir: it compares existing files"},
    {ON(compile), GIVEN(PRUNE), NEEDS, GIVEN(OUT_DIR),
     "--prune requires --out-dir: it removes files below that folder"},
    {ON(compile), GIVEN(PRUNE), EXCLUDES, GIVEN(CHECK),
     "--prune and --check cannot be combined: one removes files, the other only names them"},
    {ON(compile), SEVERAL_TARGETS, NEEDS, GIVEN(OUT_DIR),
     "several targets require --out-dir: each writes into a folder with its name"},
    {EVERY, GIVEN(PSQL), EXCLUDES, BY_ATHENA,
     "--psql cannot be combined with --engine athena: Athena does not run psql scripts"},
    {EVERY, GIVEN(DIFF), NEEDS, GIVEN(FIX),
     "--diff requires --fix: it shows what that would change"},
    {EVERY, GIVEN(FIX) | FINDS_AS_DATA, EXCLUDES, GIVEN(DIFF) | STDIN_ONCE,
     "--fix and --format would both write to standard output: leave one out"},
    {ON(diff), GIVEN(GIT), NEEDS, ARGUMENTS(1), "diff --git REV requires one file or folder"},
    {ON(diff), 0, NEEDS, GIVEN(GIT) | ARGUMENTS(2),
     "diff requires two arguments: what exists, and what should exist"},
    {ON(diff), GIVEN(PSQL), EXCLUDES, DIFF_AS_DATA, "--psql requires --format sql"},
    {ON(diff), 0, EXCLUDES, STDIN_TWICE, "standard input can be one side of a diff, not both"},
    {ON(import), 0, NEEDS, ARGUMENTS(1),
     "import requires one file: DDL, Glue JSON, or - for standard input"},
    {ON(compile) | ON(check) | ON(partitions) | ON(inspect) | ON(fmt), 0, EXCLUDES, ARGUMENTS(0),
     "a spec is required: a file, a folder, or - for standard input"},
    {EVERY, GIVEN(LISTING), EXCLUDES, DATES,
     "--listing cannot be combined with --on, --from, --to or --value: the listing determines the "
     "partitions"},
    {EVERY, LISTING_STDIN, EXCLUDES, STDIN_ONCE,
     "the spec and the listing cannot both be standard input"},
    {EVERY, 0, EXCLUDES, UNEVEN_RANGES,
     "--from and --to must be given in pairs, one of each for a range"},
    {EVERY, GIVEN(DROP_MISSING), NEEDS, GIVEN(LISTING), DROP_MISSING_NEEDS},
    {EVERY, GIVEN(DROP_MISSING), NEEDS, GIVEN(REGISTERED), DROP_MISSING_NEEDS},
    {ON(check), GIVEN(TABLE), NEEDS, GIVEN(LISTING),
     "--table requires --listing: it says which table is listed"},
    {ON(inspect), 0, NEEDS, GIVEN(LISTING),
     "inspect requires --listing FILE, such as the output of `aws s3 ls --recursive`"},
};

static size_t stdin_count(const struct options *options)
{
    size_t count = 0;

    for (size_t i = 0; i < options->arguments.count; i++)
        count += strcmp(options->arguments.at[i], "-") == 0;
    return count;
}

/* How often an option that requests partitions was given. */
static size_t request_count(const struct options *options, const char *option)
{
    size_t count = 0;

    for (size_t i = 0; i < options->requested_partitions.count; i++)
        count += strcmp(options->requested_partitions.at[i].option, option) == 0;
    return count;
}

static uint64_t conditions_of(const struct options *options)
{
    const struct {
        uint64_t condition;
        bool holds;
    } conditions[] = {
        {SEVERAL_TARGETS, options->targets.count > 1},
        {BY_ATHENA, options->engine == ENGINE_ATHENA},
        {FINDS_AS_DATA, options->format != REPORT_TEXT},
        {DIFF_AS_DATA, options->diff_format != DIFF_SQL},
        {UNEVEN_RANGES, request_count(options, "--from") != request_count(options, "--to")},
        {LISTING_STDIN, options->listing && strcmp(options->listing, "-") == 0},
        {STDIN_ONCE, stdin_count(options) > 0},
        {STDIN_TWICE, stdin_count(options) > 1},
        {ARGUMENTS(0), options->arguments.count == 0},
        {ARGUMENTS(1), options->arguments.count == 1},
        {ARGUMENTS(2), options->arguments.count == 2},
    };
    uint64_t all = options->given;

    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
        all |= conditions[i].holds ? conditions[i].condition : 0;
    return all;
}

static bool agreement_holds(const struct agreement *agreement, enum command_id command,
                            uint64_t conditions)
{
    if (!(agreement->commands & 1u << command) ||
        (conditions & agreement->given) != agreement->given)
        return true;
    return (agreement->relation == NEEDS) == ((conditions & agreement->others) != 0);
}

/* Reports options and parts that none of the chosen targets has. */
static bool targets_agree(const struct options *options)
{
    const char *first = options->targets.at[0]->name;
    unsigned taken = 0, written = 0;

    for (size_t i = 0; i < options->targets.count; i++) {
        taken |= options->targets.at[i]->option_bits;
        written |= options->targets.at[i]->parts;
    }
    for (size_t i = 0; option_words[i].word; i++) {
        if (!(options->option_bits & option_words[i].bit & ~taken))
            continue;
        complain("%s has no effect on the target `%s`; `spectrumc targets` lists what each takes",
                 option_words[i].word, first);
        return false;
    }
    for (size_t i = 0; part_words[i].word; i++) {
        if (!(options->parts & part_words[i].part & ~written))
            continue;
        complain("the target `%s` has no part `%s`; `spectrumc targets` lists what each writes",
                 first, part_words[i].word);
        return false;
    }
    return true;
}

bool options_agree(const struct options *options)
{
    uint64_t conditions = conditions_of(options);

    for (size_t i = 0; i < sizeof agreements / sizeof *agreements; i++) {
        if (agreement_holds(&agreements[i], options->command, conditions))
            continue;
        complain("%s", agreements[i].message);
        return false;
    }
    return targets_agree(options);
}
