/* The program: reads the command line and runs the command. */
#include "base/json.h"
#include "base/temporary.h"
#include "cli/command_line.h"
#include "cli/commands.h"

int main(int argc, char **argv)
{
    static enum exit_status (*const commands[])(const struct options *options) = {
#define COMMAND(name, arguments, summary) command_##name,
#include "grammar/commands.def"
    };
    enum exit_status status = EXIT_TROUBLE;
    struct options options;
    struct arena arena;

    temporaries_guard();
    json_start();
    arena_init(&arena);
    if (command_line_read(&arena, argc, argv, &options))
        status = commands[options.command](&options);
    arena_release(&arena);
    return (int)status;
}
