/* Text in shell scripts. No byte but NUL, which no argument can hold, needs more than its quotes. */
#ifndef TEXT_SHELL_H
#define TEXT_SHELL_H

#include "base/str.h"

/* One argument of a command of sh or bash, in single quotes. */
void text_into_shell_argument(struct str *out, struct slice text);

/* " <<'POLICY'" and, from the next line on, `text`, which nothing in it is expanded of, to the line
   that ends it. `text` must end in a line end, and no line of it may be `word`. */
void text_into_here_document(struct str *out, const char *word, struct slice text);

/* What is between single quotes in zsh's completions; each byte of `special` gets a backslash. */
void text_into_zsh_quotes(struct str *out, const char *special, struct slice text);

/* The same in fish, where backslashes escape between single quotes. */
void text_into_fish_quotes(struct str *out, struct slice text);

#endif
