/* The specs that a request or an argument names. */
#ifndef DRIVER_INPUTS_H
#define DRIVER_INPUTS_H

#include "driver/session.h"

/* Reads a file, standard input (-), or all *.yaml and *.yml files below a folder, in byte order of
   their paths, into session->sources. A source's name is its path below the folder, or the file's
   own name. Hidden files and folders are skipped; links to folders are not followed. A link that
   leaves the folder or leads into .git, and a special file, are errors unless the argument itself
   names them. False, after complaining, when something cannot be read or a folder has no spec. */
bool inputs_read(struct session *session, const char *argument);

/* Like inputs_read, and also reads DDL and JSON: a folder's *.sql and *.json files. */
bool inputs_read_any(struct session *session, const char *argument);

/* Reads all specs of the request, and its variables, into the model, and runs the rules. False,
   after complaining, when a file cannot be read: the run cannot go on. */
bool inputs_load(struct session *session);

/* Whether a file's name is that of a spec, DDL or JSON. */
bool is_definition_name(struct slice name);

#endif
