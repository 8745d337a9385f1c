#include "cli/complain.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/nearest.h"
#include "cli/flags.h"

void complain(const char *format, ...)
{
    va_list args;

    fputs("spectrumc: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
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
