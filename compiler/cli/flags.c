#include "cli/flags.h"

#define ON(command) 1u << COMMAND_##command

const struct command_row commands[COMMAND_COUNT] = {
#define COMMAND(name, arguments, summary) {#name, arguments, summary},
#include "grammar/commands.def"
};

const struct flag flags[FLAG_COUNT] = {
#define FLAG(id, long, short, argument, commands, help) {long, short, argument, commands, help},
#include "grammar/commands.def"
};

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

static const struct choice choices[] = {
#define CHOICE(flag, word, value, commands) {FLAG_##flag, word, value, commands},
#include "grammar/commands.def"
};

enum { CHOICE_COUNT = sizeof choices / sizeof *choices };

enum command_id command_named(struct slice name)
{
    enum command_id id = 0;

    while (id < COMMAND_COUNT && !slice_is(name, commands[id].name))
        id++;
    return id;
}

bool command_takes(enum command_id command, enum flag_id id)
{
    return flags[id].commands & 1u << command;
}

const struct choice *choice_next(enum flag_id id, enum command_id command,
                                 const struct choice *last)
{
    const struct choice *choice = last ? last + 1 : choices;

    while (choice < choices + CHOICE_COUNT &&
           !(choice->flag == id && choice->commands & 1u << command))
        choice++;
    return choice < choices + CHOICE_COUNT ? choice : NULL;
}

void write_choices(struct str *out, enum flag_id id, enum command_id command)
{
    const struct choice *choice = choice_next(id, command, NULL), *next;

    for (; choice; choice = next) {
        next = choice_next(id, command, choice);
        str_puts(out, choice->word);
        if (next)
            str_puts(out, choice_next(id, command, next) ? ", " : " or ");
    }
}
