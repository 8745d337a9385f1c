#include "cli/complain.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/nearest.h"
#include "cli/flags.h"
#include "text/terminal.h"

void complain(const char *format, ...)
{
    struct str message = {0}, line = {0};
    va_list args;

    va_start(args, format);
    str_vprintf(&message, format, args);
    va_end(args);
    str_puts(&line, "spectrumc: ");
    text_into_terminal(&line, str_slice(&message));
    str_putc(&line, '\n');
    fwrite(line.at, 1, line.len, stderr);
    str_release(&message);
    str_release(&line);
}

/* Commands of other tools, and what to run instead. */
static const struct {
    const char *word, *answer;
} command_hints[] = {
#define COMMAND_HINT(word, answer) {word, answer},
#include "grammar/commands.def"
};

void complain_of_command(const char *word)
{
    struct nearest nearest = nearest_to(slice_of(word));

    for (size_t i = 0; i < sizeof command_hints / sizeof *command_hints; i++) {
        if (strcmp(command_hints[i].word, word) == 0) {
            complain("there is no command `%s`; %s", word, command_hints[i].answer);
            return;
        }
    }

    for (enum command_id id = 0; id < COMMAND_COUNT; id++)
        nearest_offer(&nearest, slice_of(commands[id].name));
    if (nearest_found(&nearest))
        complain("there is no command `%s`; did you mean `%.*s`?", word, SLICE_ARG(nearest.best));
    else
        complain("there is no command `%s`; see `spectrumc help`", word);
}
