/*
 * Internal to read/listing/: whether the keys of a JSON listing are URL-encoded. The AWS CLI asks
 * S3 to encode them, and decodes them itself unless it is given --encoding-type url; the
 * EncodingType that it prints does not tell which (facts: S3). So the keys of a listing must decide
 * together: one key with a byte that encoding would have changed proves that none is encoded. Keys
 * that may be encoded are held back until such a key comes, or until too many are held; then they
 * are taken for what they look like, with a warning.
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
    struct slice doubtful; /* a folder that depends on the guess; or empty */
};

/* Gives an object to the sink, decoded if its key is encoded, or holds back a copy. False after a
   finding (SP0902): a plain key after keys that were taken to be encoded. */
bool held_give(struct held_keys *held, struct listing *listing, const struct listed_key *object);

/* Gives the objects still held; adds SP0905 if their encoding was in doubt. */
void held_finish(struct held_keys *held, struct listing *listing);

void held_release(struct held_keys *held);

#endif
