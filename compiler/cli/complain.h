/* What keeps a command from running, said on stderr. */
#ifndef CLI_COMPLAIN_H
#define CLI_COMPLAIN_H

/* "spectrumc: ..." and a line end. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Says that there is no such command, and which one is near. */
void complain_of_command(const char *word);

#endif
