/* Text in shell scripts and completions. Quoting covers every byte except NUL, which a shell
   argument cannot hold. */
#ifndef TEXT_SHELL_H
#define TEXT_SHELL_H

#include "base/str.h"

/* Appends one argument of a command in bash, in single quotes; as $'...' if a reader would not see it
   as it is (text/terminal.h). */
void text_into_shell_argument(struct str *out, struct slice text);

/* Appends " <<'WORD'", then `text` on the lines that follow, then the line that ends it. The shell
   expands nothing in `text`, which must end in a line end and have no line equal to `word`. */
void text_into_here_document(struct str *out, const char *word, struct slice text);

/* Appends the inside of single quotes in a zsh completion; each byte of `special` gets a backslash.
   */
void text_into_zsh_quotes(struct str *out, const char *special, struct slice text);

/* The same for fish, where a backslash escapes inside single quotes. */
void text_into_fish_quotes(struct str *out, struct slice text);

#endif
