/* The specs that a request or an argument names. */
#ifndef DRIVER_INPUTS_H
#define DRIVER_INPUTS_H

#include "driver/session.h"

/* Reads a file, standard input (-), or all *.yaml and *.yml files below a folder, in byte order of
   their paths, into session->sources. A source's name is its path below the folder, or the file's
   own name. Hidden files and folders are passed over; links to folders are not followed. False,
   after complaining, where something cannot be read or a folder holds no spec. */
bool inputs_read(struct session *session, const char *argument);

/* The same, DDL and JSON being read too: a folder's *.sql and *.json files. */
bool inputs_read_any(struct session *session, const char *argument);

/* Reads all specs of the request, and its variables, into the model, and runs the rules. False, after
   complaining, where a file cannot be read: the run cannot go on. */
bool inputs_load(struct session *session);

/* Whether a file's name is that of a spec, DDL or JSON. */
bool is_definition_name(struct slice name);

#endif
