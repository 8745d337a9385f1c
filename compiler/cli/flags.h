/*
 * The commands and options of grammar/commands.def as tables: for reading the command line, for
 * help, and for shell completion.
 */
#ifndef CLI_FLAGS_H
#define CLI_FLAGS_H

#include "base/str.h"
#include "cli/options.h"

enum flag_id {
#define FLAG(id, long, short, argument, commands, help) FLAG_##id,
#include "grammar/commands.def"
    FLAG_COUNT
};

struct command_row {
    const char *name, *arguments, *summary;
};

struct flag {
    const char *name;
    char letter;          /* or 0 */
    const char *argument; /* its value; NULL: none */
    unsigned commands;    /* bits 1 << COMMAND_... */
    const char *help;
};

/* The words of --emit, and the options that only some targets take; both end in NULL. */
struct part_word {
    const char *word;
    enum part part;
};

struct option_word {
    const char *word;
    unsigned bit;
};

extern const struct part_word part_words[];
extern const struct option_word option_words[];

/* A word that an option takes in some commands, and its value. */
struct choice {
    enum flag_id flag;
    const char *word;
    int value;
    unsigned commands;
};

extern const struct command_row commands[COMMAND_COUNT];
extern const struct flag flags[FLAG_COUNT];

/* The command of that name, or COMMAND_COUNT. */
enum command_id command_named(struct slice name);

/* Whether the command takes the option. */
bool command_takes(enum command_id command, enum flag_id id);

/* The option's next choice in the command after `last`, or the first if that is NULL; NULL at the
   end. */
const struct choice *choice_next(enum flag_id id, enum command_id command,
                                 const struct choice *last);

/* Appends the choices as part of a sentence: "text, json or svg". */
void write_choices(struct str *out, enum flag_id id, enum command_id command);

#endif
