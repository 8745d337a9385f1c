/*
 * Inside read/: whether the keys of a JSON listing are URL-encoded. The AWS CLI asks S3 to encode
 * them, and decodes them itself, unless it is told --encoding-type url; and what it prints of
 * EncodingType tells neither (facts: S3). So the keys are asked, all of a listing together: one
 * with a byte that encoding would have changed proves that none is encoded. Keys that may be
 * encoded are held back until such a key comes, or until as many are held as one listing may
 * leave in doubt; then they are taken for what they look like, and a warning says so.
 */
#ifndef READ_LISTING_ENCODING_H
#define READ_LISTING_ENCODING_H

#include "read/listing/form.h"

enum key_encoding { KEYS_OPEN, KEYS_PLAIN, KEYS_ENCODED };

struct held_keys {
    enum key_encoding encoding;
    bool is_told; /* EncodingType is url somewhere */
    struct arena arena;
    VEC(struct listed_key) list;
    size_t bytes;
    struct slice doubtful; /* a folder that hangs on what the keys were taken for; or empty */
};

/* Gives an object to the sink, decoded if its key is encoded, or holds a copy of it back. False
   after a finding (SP0902): a plain key behind keys that were taken for encoded ones. */
bool held_give(struct held_keys *held, struct listing *listing, const struct listed_key *object);

/* Gives what is left; adds SP0905 where it was in doubt. */
void held_finish(struct held_keys *held, struct listing *listing);

void held_release(struct held_keys *held);

#endif
