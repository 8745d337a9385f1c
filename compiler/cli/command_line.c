#include "cli/command_line.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/nearest.h"
#include "base/utf8.h"
#include "cli/agreement.h"
#include "cli/complain.h"
#include "cli/flags.h"
#include "model/reserved.h"
#include "read/spec/vars.h"

enum { FLAG_BASE = 256 }; /* getopt's values for options without a letter */

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

/* Cuts the next word off the front of a comma-separated list. */
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

/* Whether the argument can become text of a spec. */
static bool is_text(const char *option, const char *argument)
{
    struct slice text = slice_of(argument);

    if (utf8_valid_len(text) == text.len)
        return true;
    complain("%s takes text in UTF-8, not `%s`", option, argument);
    return false;
}

/* A name of a schema or database, as the rules want those of a spec. */
static bool read_name(enum flag_id id, const char *argument, const char **name)
{
    struct slice text = slice_of(argument);
    const char *at = text.at, *end = at + text.len;
    bool is_visible = true;

    while (at < end)
        is_visible = utf8_is_visible(utf8_next(&at, end)) && is_visible;
    if (!text.len || text.len > NAME_MAX_BYTES || !is_visible || utf8_valid_len(text) < text.len) {
        complain("--%s takes a name of 1 to %d printable bytes, not `%s`", flags[id].name,
                 NAME_MAX_BYTES, argument);
        return false;
    }
    *name = argument;
    return true;
}

static bool read_setting(struct arena *arena, const char *argument, struct options *options)
{
    struct slice text = slice_of(argument);
    size_t equals = slice_find(text, '=');

    if (equals == text.len || !variable_is_name(slice_cut(text, 0, equals))) {
        complain("--set takes NAME=VALUE, not `%s`", argument);
        return false;
    }
    if (!is_text("--set", argument))
        return false;
    *vec_push(&options->settings, arena) = (struct setting){slice_cut(text, 0, equals),
                                                            slice_from(text, equals + 1)};
    return true;
}

/* Sets *value to that of the flag's choice. */
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
    *vec_push(&options->requested_partitions,
              arena) = (struct requested_partitions){option, slice_of(argument)};
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
    case FLAG_PRUNE: options->prunes = true; return true;
    case FLAG_CHECK: options->checks_output = true; return true;
    case FLAG_SCHEMA: return read_name(id, argument, &options->schema);
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
        options->option_bits |= OPTION_DATABASE;
        return read_name(id, argument, &options->database);
    case FLAG_SET: return read_setting(arena, argument, options);
    case FLAG_VARS: *vec_push(&options->vars_files, arena) = argument; return true;
    case FLAG_FORMAT: return read_format(argument, options);
    case FLAG_ALLOW_DESTRUCTIVE: options->allows_destructive = true; return true;
    case FLAG_EXIT_CODE: options->exit_code = true; return true;
    case FLAG_GIT: options->revision = argument; return true;
    case FLAG_FIX: options->fixes = true; return true;
    case FLAG_DIFF: options->shows_diff = true; return true;
    case FLAG_STRICT: options->is_strict = true; return true;
    case FLAG_ALL: options->shows_all = true; return true;
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

/* Makes getopt's tables of the options that a command takes; values are FLAG_BASE + the flag's id.
 */
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

/* Turns --help of a command into the command help, with that command as its argument. */
static void ask_for_help(struct arena *arena, struct options *options)
{
    options->arguments.count = 0;
    *vec_push(&options->arguments, arena) = commands[options->command].name;
    options->command = COMMAND_help;
}

static bool read_flags(struct arena *arena, int argc, char **argv, struct options *options)
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
                complain("the option `%s` requires a value", argv[optind - 1]);
            else
                unknown_option(options->command, argv[optind - 1]);
            return false;
        }
        options->given |= UINT64_C(1) << id;
        if (id == FLAG_HELP) {
            ask_for_help(arena, options);
            return true;
        }
        if (!read_flag(arena, id, optarg, options))
            return false;
    }
    for (; optind < argc; optind++)
        *vec_push(&options->arguments, arena) = argv[optind];
    return true;
}

bool command_line_read(struct arena *arena, int argc, char **argv, struct options *options)
{
    const char *word = argc > 1 ? argv[1] : "";

    *options = (struct options){.price = 5};
    add_target(arena, options, target_at(0));
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0)
        word = "version";
    options->lacks_command = !*word;
    if (!*word || strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        options->command = COMMAND_help;
        return true;
    }
    options->command = command_named(slice_of(word));
    if (options->command == COMMAND_COUNT) {
        complain_of_command(word);
        return false;
    }
    return read_flags(arena, argc - 1, argv + 1, options) && options_agree(options);
}
