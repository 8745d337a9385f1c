/* The command line: the options of grammar/commands.def, read by getopt_long. */
#ifndef CLI_COMMAND_LINE_H
#define CLI_COMMAND_LINE_H

#include "cli/options.h"

/* Reads argv. False after reporting on stderr what is wrong with it. */
bool command_line_read(struct arena *arena, int argc, char **argv, struct options *options);

#endif
