#include "cli/options.h"

#include <getopt.h>
#include <stdio.h>

#include "base/nearest.h"
#include "read/vars.h"

static const struct {
    const char *name, *arguments, *summary;
} commands[COMMAND_COUNT] = {
#define COMMAND(name, arguments, summary) {#name, arguments, summary},
#include "grammar/commands.def"
};

enum flag_id {
#define FLAG(id, long, short, argument, commands, help) FLAG_##id,
#include "grammar/commands.def"
    FLAG_COUNT
};

#define ON(command) 1u << COMMAND_##command

static const struct flag {
    const char *name;
    char letter;
    const char *argument;
    unsigned commands;
    const char *help;
} flags[FLAG_COUNT] = {
#define FLAG(id, long, short, argument, commands, help) {long, short, argument, commands, help},
#include "grammar/commands.def"
};

enum { FLAG_BASE = 256 }; /* getopt's values of options without a letter */

void complain(const char *format, ...)
{
    va_list args;

    fputs("spectrumc: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

enum command_id command_named(struct slice name)
{
    enum command_id id = 0;

    while (id < COMMAND_COUNT && !slice_is(name, commands[id].name))
        id++;
    return id;
}

static void help_of_all(void)
{
    printf("usage: spectrumc COMMAND [OPTION...] [ARGUMENT...]\n\n"
           "Compiles YAML specs of tables in S3 to the statements that make them.\n\n");
    for (enum command_id id = 0; id < COMMAND_COUNT; id++)
        printf("  %-12s%s\n", commands[id].name, commands[id].summary);
    printf("\nA SPEC is a file, a folder (searched for *.yaml and *.yml) or - for standard input.\n"
           "`spectrumc help COMMAND` describes a command.\n\n"
           "Exit status: 0 done; 1 errors in the specs, or output out of date; 2 could not run.\n");
}

static void help_of_flag(const struct flag *flag)
{
    char left[64];

    snprintf(left, sizeof left, "%c%c%s --%s%s%s", flag->letter ? '-' : ' ',
             flag->letter ? flag->letter : ' ', flag->letter ? "," : " ", flag->name,
             flag->argument ? " " : "", flag->argument ? flag->argument : "");
    printf("  %-26s%s\n", left, flag->help);
}

void options_help(enum command_id command)
{
    if (command == COMMAND_COUNT) {
        help_of_all();
        return;
    }
    printf("usage: spectrumc %s [OPTION...] %s\n\n%s\n\n", commands[command].name,
           commands[command].arguments, commands[command].summary);
    for (enum flag_id id = 0; id < FLAG_COUNT; id++)
        if (flags[id].commands & 1u << command)
            help_of_flag(&flags[id]);
}

static bool read_target(const char *argument, struct options *options)
{
    struct nearest nearest = nearest_to(slice_of(argument));

    options->target = target_named(slice_of(argument));
    if (options->target)
        return true;
    for (size_t i = 0; target_at(i); i++)
        nearest_offer(&nearest, slice_of(target_at(i)->name));
    if (nearest_found(&nearest))
        complain("no target is called `%s`; did you mean `%.*s`?", argument,
                 SLICE_ARG(nearest.best));
    else
        complain("no target is called `%s`; `spectrumc targets` lists them", argument);
    return false;
}

static const struct {
    const char *word;
    unsigned emit;
} parts[] = {
    {"schema", EMIT_SCHEMA},         {"grants", EMIT_GRANTS}, {"table", EMIT_TABLE},
    {"partitions", EMIT_PARTITIONS}, {"sanity", EMIT_SANITY},
};

static bool read_emit(const char *argument, struct options *options)
{
    struct slice rest = slice_of(argument);

    options->emit = 0;
    while (rest.len) {
        size_t comma = slice_find(rest, ','), i = 0;
        struct slice word = slice_cut(rest, 0, comma);

        while (i < sizeof parts / sizeof *parts && !slice_is(word, parts[i].word))
            i++;
        if (i == sizeof parts / sizeof *parts) {
            complain("--emit takes schema, grants, table, partitions and sanity, not `%.*s`",
                     SLICE_ARG(word));
            return false;
        }
        options->emit |= parts[i].emit;
        rest = slice_from(rest, comma < rest.len ? comma + 1 : comma);
    }
    if (!options->emit)
        complain("--emit is empty");
    return options->emit != 0;
}

static bool read_until(const char *argument, struct options *options)
{
    struct until *until = &options->until;

    until->is_given = date_parse(slice_of(argument), &until->when, &until->unit);
    if (!until->is_given)
        complain("--until takes a date such as 2026-04-30, not `%s`", argument);
    return until->is_given;
}

static bool read_setting(struct arena *arena, const char *argument, struct options *options)
{
    struct slice text = slice_of(argument);
    size_t equals = slice_find(text, '=');

    if (equals == text.len || !variable_is_name(slice_cut(text, 0, equals))) {
        complain("--set takes NAME=VALUE, not `%s`", argument);
        return false;
    }
    *vec_push(&options->settings, arena) =
        (struct setting){slice_cut(text, 0, equals), slice_from(text, equals + 1)};
    return true;
}

/* Sets *place to the index of the word that `argument` is. */
static bool read_word(const char *option, const char *argument, const char *const *words,
                      unsigned *place)
{
    for (*place = 0; words[*place]; ++*place)
        if (strcmp(words[*place], argument) == 0)
            return true;
    complain("--%s does not take `%s`; `spectrumc help` lists what it takes", option, argument);
    return false;
}

static bool read_diff_format(const char *argument, struct options *options)
{
    static const char *const words[] = {"sql", "text", "markdown", "json", NULL};
    unsigned place;
    bool done = read_word("format", argument, words, &place);

    options->diff_format = (enum diff_format)place;
    return done;
}

static bool read_format(const char *argument, struct options *options)
{
    static const char *const words[] = {"text", "json", "sarif", "github", NULL};
    unsigned place;
    bool done = read_word("format", argument, words, &place);

    options->format = (enum report_format)place;
    return done;
}

static bool read_color(const char *argument, struct options *options)
{
    static const char *const words[] = {"auto", "always", "never", NULL};
    unsigned place;
    bool done = read_word("color", argument, words, &place);

    options->color = (enum when)place;
    return done;
}

static bool read_flag(struct arena *arena, enum flag_id id, const char *argument,
                      struct options *options)
{
    switch (id) {
    case FLAG_TARGET: return read_target(argument, options);
    case FLAG_EMIT: return read_emit(argument, options);
    case FLAG_OUTPUT: options->output = argument; return true;
    case FLAG_OUT_DIR: options->out_dir = argument; return true;
    case FLAG_CHECK: options->checks_output = true; return true;
    case FLAG_SCHEMA: options->schema = argument; return true;
    case FLAG_UNTIL: return read_until(argument, options);
    case FLAG_PSQL: options->for_psql = true; return true;
    case FLAG_SET: return read_setting(arena, argument, options);
    case FLAG_VARS: *vec_push(&options->vars_files, arena) = argument; return true;
    case FLAG_FORMAT:
        return options->command == COMMAND_diff ? read_diff_format(argument, options)
                                                : read_format(argument, options);
    case FLAG_ALLOW_DESTRUCTIVE: options->allows_destructive = true; return true;
    case FLAG_EXIT_CODE: options->exit_code = true; return true;
    case FLAG_GIT: options->revision = argument; return true;
    case FLAG_FIX: options->fixes = true; return true;
    case FLAG_DIFF: options->shows_diff = true; return true;
    case FLAG_STRICT: options->is_strict = true; return true;
    case FLAG_COLOR: return read_color(argument, options);
    case FLAG_LIST: options->lists = true; return true;
    case FLAG_HELP:
    case FLAG_COUNT: break;
    }
    return true;
}

/* getopt's tables of the options that a command takes; values are FLAG_BASE + the flag's id. */
static void make_tables(enum command_id command, struct option *longs, char *letters)
{
    size_t count = 0;

    *letters++ = ':';
    for (enum flag_id id = 0; id < FLAG_COUNT; id++) {
        const struct flag *flag = &flags[id];

        if (!(flag->commands & 1u << command))
            continue;
        longs[count++] = (struct option){
            flag->name, flag->argument ? required_argument : no_argument, NULL, FLAG_BASE + (int)id};
        if (!flag->letter)
            continue;
        *letters++ = flag->letter;
        if (flag->argument)
            *letters++ = ':';
    }
    longs[count] = (struct option){0};
    *letters = '\0';
}

static enum flag_id flag_of(int value)
{
    enum flag_id id = 0;

    if (value >= FLAG_BASE)
        return (enum flag_id)(value - FLAG_BASE);
    while (id < FLAG_COUNT && flags[id].letter != value)
        id++;
    return id;
}

static void unknown_option(enum command_id command, const char *word)
{
    struct nearest nearest = nearest_to(slice_of(word + strspn(word, "-")));

    for (enum flag_id id = 0; id < FLAG_COUNT; id++)
        if (flags[id].commands & 1u << command)
            nearest_offer(&nearest, slice_of(flags[id].name));
    if (nearest_found(&nearest))
        complain("%s has no option `%s`; did you mean `--%.*s`?", commands[command].name, word,
                 SLICE_ARG(nearest.best));
    else
        complain("%s has no option `%s`; see `spectrumc help %s`", commands[command].name, word,
                 commands[command].name);
}

static bool read_flags(struct arena *arena, int argc, char **argv, struct options *options,
                       enum exit_status *status)
{
    struct option longs[FLAG_COUNT + 1];
    char letters[3 * FLAG_COUNT + 2];
    int value;

    make_tables(options->command, longs, letters);
    opterr = 0;
    optind = 1;
    while ((value = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
        enum flag_id id = flag_of(value);

        if (value == '?' || value == ':' || id == FLAG_COUNT) {
            if (value == ':')
                complain("the option `%s` wants a value", argv[optind - 1]);
            else
                unknown_option(options->command, argv[optind - 1]);
            return false;
        }
        if (id == FLAG_HELP) {
            options_help(options->command);
            *status = EXIT_DONE;
            return false;
        }
        if (!read_flag(arena, id, optarg, options))
            return false;
    }
    for (; optind < argc; optind++)
        *vec_push(&options->arguments, arena) = argv[optind];
    return true;
}

void complain_of_command(const char *word)
{
    struct nearest nearest = nearest_to(slice_of(word));

    for (enum command_id id = 0; id < COMMAND_COUNT; id++)
        nearest_offer(&nearest, slice_of(commands[id].name));
    if (nearest_found(&nearest))
        complain("there is no command `%s`; did you mean `%.*s`?", word, SLICE_ARG(nearest.best));
    else
        complain("there is no command `%s`; see `spectrumc help`", word);
}

static bool reads_stdin(const struct options *options)
{
    for (size_t i = 0; i < options->arguments.count; i++)
        if (strcmp(options->arguments.at[i], "-") == 0)
            return true;
    return false;
}

/* What one option says against another. */
static bool options_agree(const struct options *options)
{
    if (options->output && options->out_dir)
        complain("-o and --out-dir do not go together: one file, or one a spec");
    else if (options->checks_output && !options->out_dir && !options->output)
        complain("--check goes with -o or --out-dir: it compares what is there");
    else if (options->shows_diff && !options->fixes)
        complain("--diff goes with --fix: it shows what that would change");
    else if (options->fixes && options->format != REPORT_TEXT &&
             (options->shows_diff || reads_stdin(options)))
        complain("--fix writes to standard output here, where --format writes too: leave one out");
    else if (options->command == COMMAND_diff &&
             options->arguments.count != (options->revision ? 1 : 2))
        complain("diff wants %s", options->revision ? "one file or folder beside --git REV"
                                                    : "two: what there is, and what there should be");
    else if (options->command == COMMAND_diff && options->for_psql &&
             options->diff_format != DIFF_SQL)
        complain("--psql goes with --format sql");
    else if (options->command == COMMAND_diff && !options->revision &&
             strcmp(options->arguments.at[0], "-") == 0 &&
             strcmp(options->arguments.at[1], "-") == 0)
        complain("standard input can be one side of a diff, not both");
    else if (options->command == COMMAND_import && options->arguments.count != 1)
        complain("import wants one file: DDL, Glue JSON, or - for standard input");
    else if ((options->command == COMMAND_compile || options->command == COMMAND_check) &&
             !options->arguments.count)
        complain("%s wants a spec: a file, a folder, or - for standard input",
                 commands[options->command].name);
    else
        return true;
    return false;
}

bool options_read(struct arena *arena, int argc, char **argv, struct options *options,
                  enum exit_status *status)
{
    const char *word = argc > 1 ? argv[1] : "";

    *options = (struct options){.target = target_at(0), .emit = EMIT_DEFAULT};
    *status = EXIT_TROUBLE;
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0)
        word = "version";
    if (!*word || strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        options_help(COMMAND_COUNT);
        *status = *word ? EXIT_DONE : EXIT_TROUBLE;
        return false;
    }
    options->command = command_named(slice_of(word));
    if (options->command == COMMAND_COUNT) {
        complain_of_command(word);
        return false;
    }
    return read_flags(arena, argc - 1, argv + 1, options, status) && options_agree(options);
}
