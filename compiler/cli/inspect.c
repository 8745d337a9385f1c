#include "cli/commands.h"

enum exit_status command_inspect(const struct options *options)
{
    (void)options;
    return EXIT_TROUBLE;
}
