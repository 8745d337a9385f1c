/* The commands: each takes the options and returns the exit status. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/options.h"

#define COMMAND(name, arguments, summary)                                                          \
    enum exit_status command_##name(const struct options *options);
#include "grammar/commands.def"

#endif
