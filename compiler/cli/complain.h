/* Errors that keep a command from running, reported on stderr. */
#ifndef CLI_COMPLAIN_H
#define CLI_COMPLAIN_H

/* Writes "spectrumc: ..." and a line end. The message is one line: what is unsafe in it is spelled
   out (text/terminal.h). */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Reports an unknown command, with a suggestion if one is near. */
void complain_of_command(const char *word);

#endif
