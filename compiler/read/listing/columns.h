/* Internal to read/listing/: the forms of grammar/listing_forms.def. */
#ifndef READ_LISTING_COLUMNS_H
#define READ_LISTING_COLUMNS_H

#include "read/listing/form.h"

/* Something that is not a listing, by name, and what to give in its place. */
struct refused_form {
    const char *sign; /* a layout, or the name of a member */
    const char *what, *help;
};

/* Whether the line is of a tool that prints columns. */
bool columns_are(struct slice line);

/* The row of what begins with this line but is not a listing; NULL: none. */
const struct refused_form *refused_line(struct slice line);

/* The row of a JSON object that has this member; NULL: none. */
const struct refused_form *refused_member(struct slice name);

/* Takes s3://, s3a://, s3n:// or arn:aws:s3::: and the bucket off object->key. False: the key has
   none of them. */
bool listing_split_url(struct listed_key *object);

#endif
