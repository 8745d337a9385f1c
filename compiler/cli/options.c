#include "cli/options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/nearest.h"
#include "cli/flags.h"
#include "read/spec/vars.h"

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

static bool unknown_target(struct slice word)
{
    struct nearest nearest = nearest_to(word);

    for (size_t i = 0; target_at(i); i++)
        nearest_offer(&nearest, slice_of(target_at(i)->name));
    if (nearest_found(&nearest))
        complain("no target is called `%.*s`; did you mean `%.*s`?", SLICE_ARG(word),
                 SLICE_ARG(nearest.best));
    else
        complain("no target is called `%.*s`; `spectrumc targets` lists them", SLICE_ARG(word));
    return false;
}

static void add_target(struct arena *arena, struct options *options, const struct target *target)
{
    for (size_t i = 0; i < options->targets.count; i++)
        if (options->targets.at[i] == target)
            return;
    *vec_push(&options->targets, arena) = target;
}

/* Cuts the next word off the front of a list with commas. */
static struct slice next_word(struct slice *list)
{
    size_t comma = slice_find(*list, ',');
    struct slice word = slice_cut(*list, 0, comma);

    *list = slice_from(*list, comma < list->len ? comma + 1 : comma);
    return word;
}

static bool read_target(struct arena *arena, const char *argument, struct options *options)
{
    struct slice rest = slice_of(argument);

    options->targets.count = 0;
    options->leaves_out = slice_is(rest, "all");
    if (options->leaves_out) {
        for (size_t i = 0; target_at(i); i++)
            add_target(arena, options, target_at(i));
        return true;
    }
    do {
        struct slice word = next_word(&rest);

        if (!target_named(word))
            return unknown_target(word);
        add_target(arena, options, target_named(word));
    } while (rest.len);
    return true;
}

const struct part_word part_words[] = {
    {"schema", PART_SCHEMA},         {"grants", PART_GRANTS}, {"table", PART_TABLE},
    {"partitions", PART_PARTITIONS}, {"upsert", PART_UPSERT}, {"jsonpaths", PART_JSONPATHS},
    {"repair", PART_REPAIR},         {"sanity", PART_SANITY}, {NULL, 0},
};

const struct option_word option_words[] = {
    {"--psql", OPTION_PSQL},
    {"--database", OPTION_DATABASE},
    {"--projection", OPTION_PROJECTION},
    {"--access", OPTION_ACCESS},
    {"--root", OPTION_ROOT},
    {"--engine", OPTION_ENGINE},
    {NULL, 0},
};

static struct slice text_or_none(const char *text)
{
    return text ? slice_of(text) : (struct slice){0};
}

struct plan_options options_plan(const struct options *options)
{
    return (struct plan_options){
        .until = options->until,
        .projects = options->option_bits & OPTION_PROJECTION,
        .engine = options->engine,
        .schema = text_or_none(options->schema),
        .root = text_or_none(options->root),
        .database = text_or_none(options->database),
    };
}

static bool unknown_part(struct slice word)
{
    struct nearest nearest = nearest_to(word);

    for (size_t i = 0; part_words[i].word; i++)
        nearest_offer(&nearest, slice_of(part_words[i].word));
    if (nearest_found(&nearest))
        complain("--emit has no part `%.*s`; did you mean `%.*s`?", SLICE_ARG(word),
                 SLICE_ARG(nearest.best));
    else
        complain("--emit has no part `%.*s`; `spectrumc targets` lists what each target writes",
                 SLICE_ARG(word));
    return false;
}

static bool read_emit(const char *argument, struct options *options)
{
    struct slice rest = slice_of(argument);

    options->parts = 0;
    while (rest.len) {
        struct slice word = next_word(&rest);
        size_t i = 0;

        while (part_words[i].word && !slice_is(word, part_words[i].word))
            i++;
        if (!part_words[i].word)
            return unknown_part(word);
        options->parts |= part_words[i].part;
    }
    if (!options->parts)
        complain("--emit is empty");
    return options->parts != 0;
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
    *vec_push(&options->settings, arena) = (struct setting){slice_cut(text, 0, equals),
                                                            slice_from(text, equals + 1)};
    return true;
}

/* What a choice of the flag stands for, in *value. */
static bool read_choice(enum flag_id id, const char *argument, const struct options *options,
                        int *value)
{
    const struct choice *choice = NULL;
    struct str words = {0};

    while ((choice = choice_next(id, options->command, choice))) {
        *value = choice->value;
        if (strcmp(choice->word, argument) == 0)
            break;
    }
    if (choice)
        return true;
    write_choices(&words, id, options->command);
    complain("--%s takes %.*s, not `%s`", flags[id].name, SLICE_ARG(str_slice(&words)), argument);
    str_release(&words);
    return false;
}

static bool read_format(const char *argument, struct options *options)
{
    int value = 0;
    bool done = read_choice(FLAG_FORMAT, argument, options, &value);

    if (options->command == COMMAND_diff)
        options->diff_format = (enum diff_format)value;
    else
        options->format = (enum report_format)value;
    return done;
}

static bool read_access(const char *argument, struct options *options)
{
    int value = 0;
    bool done = read_choice(FLAG_ACCESS, argument, options, &value);

    options->access = (enum access)value;
    return done;
}

static bool read_engine(const char *argument, struct options *options)
{
    int value = 0;
    bool done = read_choice(FLAG_ENGINE, argument, options, &value);

    options->engine = (enum engine)value;
    return done;
}

static bool read_color(const char *argument, struct options *options)
{
    int value = 0;
    bool done = read_choice(FLAG_COLOR, argument, options, &value);

    options->color = (enum when)value;
    return done;
}

static void ask(struct arena *arena, struct options *options, const char *option,
                const char *argument)
{
    *vec_push(&options->asked, arena) = (struct asked){option, slice_of(argument)};
}

static bool ask_date(struct arena *arena, struct options *options, const char *option,
                     const char *argument)
{
    struct civil when;
    enum date_unit unit;

    ask(arena, options, option, argument);
    if (date_parse(slice_of(argument), &when, &unit))
        return true;
    complain("%s takes a date such as 2026-04-30, not `%s`", option, argument);
    return false;
}

static bool ask_value(struct arena *arena, struct options *options, const char *argument)
{
    ask(arena, options, "--value", argument);
    if (strchr(argument, '=') && *argument != '=')
        return true;
    complain("--value takes NAME=VALUE, not `%s`", argument);
    return false;
}

static bool read_price(const char *argument, struct options *options)
{
    char *end;

    options->price = strtod(argument, &end);
    if (end != argument && !*end && options->price >= 0 && options->price < 1e9)
        return true;
    complain("--price takes a number of dollars, not `%s`", argument);
    return false;
}

static bool read_flag(struct arena *arena, enum flag_id id, const char *argument,
                      struct options *options)
{
    switch (id) {
    case FLAG_TARGET: return read_target(arena, argument, options);
    case FLAG_EMIT: return read_emit(argument, options);
    case FLAG_OUTPUT: options->output = argument; return true;
    case FLAG_OUT_DIR: options->out_dir = argument; return true;
    case FLAG_WRITE: options->writes_back = true; return true;
    case FLAG_CHECK: options->checks_output = true; return true;
    case FLAG_SCHEMA: options->schema = argument; return true;
    case FLAG_UNTIL: return read_until(argument, options);
    case FLAG_PSQL:
        options->for_psql = true;
        options->option_bits |= OPTION_PSQL;
        return true;
    case FLAG_ROOT:
        options->root = argument;
        options->option_bits |= OPTION_ROOT;
        return true;
    case FLAG_ACCESS: options->option_bits |= OPTION_ACCESS; return read_access(argument, options);
    case FLAG_ENGINE: options->option_bits |= OPTION_ENGINE; return read_engine(argument, options);
    case FLAG_PROJECTION: options->option_bits |= OPTION_PROJECTION; return true;
    case FLAG_DATABASE:
        options->database = argument;
        options->option_bits |= OPTION_DATABASE;
        return true;
    case FLAG_SET: return read_setting(arena, argument, options);
    case FLAG_VARS: *vec_push(&options->vars_files, arena) = argument; return true;
    case FLAG_FORMAT: return read_format(argument, options);
    case FLAG_ALLOW_DESTRUCTIVE: options->allows_destructive = true; return true;
    case FLAG_EXIT_CODE: options->exit_code = true; return true;
    case FLAG_GIT: options->revision = argument; return true;
    case FLAG_FIX: options->fixes = true; return true;
    case FLAG_DIFF: options->shows_diff = true; return true;
    case FLAG_STRICT: options->is_strict = true; return true;
    case FLAG_COLOR: return read_color(argument, options);
    case FLAG_LISTING: options->listing = argument; return true;
    case FLAG_ON_DATE: return ask_date(arena, options, "--on", argument);
    case FLAG_FROM: return ask_date(arena, options, "--from", argument);
    case FLAG_TO: return ask_date(arena, options, "--to", argument);
    case FLAG_VALUE: return ask_value(arena, options, argument);
    case FLAG_REGISTERED: options->registered = argument; return true;
    case FLAG_DROP_MISSING: options->drops_missing = true; return true;
    case FLAG_REGISTERED_QUERY: options->prints_registered_query = true; return true;
    case FLAG_INVENTORY_QUERY: options->prints_inventory_query = true; return true;
    case FLAG_TABLE: options->table = argument; return true;
    case FLAG_PRICE: return read_price(argument, options);
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

        if (!command_takes(command, id))
            continue;
        longs[count++] = (struct option){flag->name,
                                         flag->argument ? required_argument : no_argument, NULL,
                                         FLAG_BASE + (int)id};
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
        if (command_takes(command, id))
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

/* Options and parts that none of the chosen targets has. */
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
        complain("%s means nothing to the target `%s`; `spectrumc targets` lists what each takes",
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

static bool reads_stdin(const struct options *options)
{
    for (size_t i = 0; i < options->arguments.count; i++)
        if (strcmp(options->arguments.at[i], "-") == 0)
            return true;
    return false;
}

/* How often an option of those that ask for partitions was given. */
static size_t asked_count(const struct options *options, const char *option)
{
    size_t count = 0;

    for (size_t i = 0; i < options->asked.count; i++)
        count += strcmp(options->asked.at[i].option, option) == 0;
    return count;
}

/* The same for the commands that survey partitions, or may. */
static bool surveys_agree(const struct options *options)
{
    bool is_listed = options->listing != NULL;

    if (is_listed && options->asked.count)
        complain(
            "--listing and %s do not go together: the listing tells which partitions there are",
            options->asked.at[0].option);
    else if (is_listed && strcmp(options->listing, "-") == 0 && reads_stdin(options))
        complain("the spec and the listing cannot both be standard input");
    else if (asked_count(options, "--from") != asked_count(options, "--to"))
        complain("--from and --to go together, once each for a range");
    else if (options->drops_missing && (!is_listed || !options->registered))
        complain("--drop-missing goes with --listing and --registered: what is there, and what the "
                 "catalog has");
    else if (options->command == COMMAND_check && options->table && !is_listed)
        complain("--table goes with --listing: it says which table the listing is of");
    else if (options->command == COMMAND_inspect && !is_listed)
        complain("inspect wants --listing FILE, the output of `aws s3 ls --recursive` or the like");
    else
        return true;
    return false;
}

static bool wants_spec(enum command_id command)
{
    return command == COMMAND_compile || command == COMMAND_check ||
           command == COMMAND_partitions || command == COMMAND_inspect || command == COMMAND_fmt;
}

/* What one option says against another. */
static bool options_agree(const struct options *options)
{
    if (options->output && options->out_dir)
        complain("-o and --out-dir do not go together: one file, or one a spec");
    else if (options->checks_output && options->writes_back)
        complain("-w and --check do not go together: one rewrites the files, the other none");
    else if (options->command == COMMAND_compile && options->checks_output && !options->out_dir &&
             !options->output)
        complain("--check goes with -o or --out-dir: it compares what is there");
    else if (options->command == COMMAND_compile && options->targets.count > 1 && !options->out_dir)
        complain("several targets want --out-dir: each writes into a folder of its name");
    else if (options->for_psql && options->engine == ENGINE_ATHENA)
        complain("--psql does not go with --engine athena: Athena takes no psql");
    else if (options->shows_diff && !options->fixes)
        complain("--diff goes with --fix: it shows what that would change");
    else if (options->fixes && options->format != REPORT_TEXT &&
             (options->shows_diff || reads_stdin(options)))
        complain("--fix writes to standard output here, where --format writes too: leave one out");
    else if (options->command == COMMAND_diff &&
             options->arguments.count != (options->revision ? 1 : 2))
        complain("diff wants %s", options->revision
                                      ? "one file or folder beside --git REV"
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
    else if (wants_spec(options->command) && !options->arguments.count)
        complain("%s wants a spec: a file, a folder, or - for standard input",
                 commands[options->command].name);
    else
        return surveys_agree(options);
    return false;
}

bool options_read(struct arena *arena, int argc, char **argv, struct options *options,
                  enum exit_status *status)
{
    const char *word = argc > 1 ? argv[1] : "";

    *options = (struct options){.price = 5};
    add_target(arena, options, target_at(0));
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
    return read_flags(arena, argc - 1, argv + 1, options, status) && options_agree(options) &&
           targets_agree(options);
}
