/* Internal to read/rows/: the forms, each in a file of its own. */
#ifndef READ_ROWS_FORMS_H
#define READ_ROWS_FORMS_H

#include "read/rows/form.h"

struct rows_form {
    bool (*is_it)(struct rows_parts *parts,
                  struct slice head); /* by whole lines at the start, noise left out */
    enum rows_result (*next)(struct rows_parts *parts);
};

bool rows_is_json(struct rows_parts *parts, struct slice head);
bool rows_is_expanded(struct rows_parts *parts, struct slice head);
bool rows_is_grid(struct rows_parts *parts, struct slice head);
enum rows_result rows_next_json(struct rows_parts *parts);
enum rows_result rows_next_expanded(struct rows_parts *parts);
enum rows_result rows_next_grid(struct rows_parts *parts);
enum rows_result rows_next_separated(struct rows_parts *parts);
void rows_json_release(struct rows_json *json);

#endif
