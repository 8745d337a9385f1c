#include "read/listing/encoding.h"

#include "base/ascii.h"

enum { HELD_MAX = 4096, HELD_BYTES_MAX = 1 << 20 };

enum look {
    LOOKS_PLAIN,  /* encoding would have changed one of its bytes */
    LOOKS_SAME,   /* the same, encoded or not */
    LOOKS_ENCODED /* may be either */
};

/* S3 leaves letters, digits and some signs as they are; other bytes become %XX, and a space becomes
   +. */
static enum look look_of(struct slice key)
{
    enum look look = LOOKS_SAME;

    for (size_t i = 0; i < key.len; i++) {
        char c = key.at[i];

        if (c == '%' &&
            (i + 2 >= key.len || ascii_hex(key.at[i + 1]) < 0 || ascii_hex(key.at[i + 2]) < 0))
            return LOOKS_PLAIN;
        if (c == '%' || c == '+')
            look = LOOKS_ENCODED;
        else if (!ascii_is_alnum(c) && !strchr("-_.~/*'()!", c))
            return LOOKS_PLAIN;
    }
    return look;
}

/* The key's folders: a file's name does not affect its partition. */
static struct slice folders_of(struct slice key)
{
    while (key.len && key.at[key.len - 1] != '/')
        key.len--;
    return key;
}

/* Whether a folder is `name%3D...`, with the equals sign of `name=value`, which no writer encodes.
 */
static bool has_encoded_name(struct slice key)
{
    for (struct slice rest = folders_of(key); rest.len;) {
        struct slice folder = slice_cut(rest, 0, slice_find(rest, '/'));
        size_t len = 0;

        while (len < folder.len && ascii_is_word(folder.at[len]))
            len++;
        if (len && (slice_starts(slice_from(folder, len), SLICE("%3D")) ||
                    slice_starts(slice_from(folder, len), SLICE("%3d"))))
            return true;
        rest = slice_from(rest, folder.len + 1);
    }
    return false;
}

/* Whether a key has bytes that are encoded twice: by the writer and by S3. */
static bool is_encoded_twice(struct slice key)
{
    for (size_t i = 0; i + 4 < key.len; i++)
        if (slice_starts(slice_from(key, i), SLICE("%25")) && ascii_hex(key.at[i + 3]) >= 0 &&
            ascii_hex(key.at[i + 4]) >= 0)
            return true;
    return false;
}

static void pass_on(const struct held_keys *held, struct listing *listing, struct listed_key object)
{
    if (held->encoding == KEYS_ENCODED) {
        listing->key.len = 0;
        listing_decode_url(&listing->key, object.key);
        object.key = str_slice(&listing->key);
    }
    if (object.key.len)
        listing_give(listing, &object);
}

/* Settles the encoding, and gives the keys that were held. */
static void settle(struct held_keys *held, struct listing *listing, enum key_encoding encoding)
{
    held->encoding = encoding;
    for (size_t i = 0; i < held->list.count; i++)
        pass_on(held, listing, held->list.at[i]);
    held->list.count = held->bytes = 0;
}

/* A folder that depends on whether the keys are encoded, or an empty slice. */
static struct slice doubtful_folder(const struct held_keys *held)
{
    for (size_t i = 0; i < held->list.count; i++)
        if (look_of(folders_of(held->list.at[i].key)) == LOOKS_ENCODED)
            return folders_of(held->list.at[i].key);
    return (struct slice){0};
}

static bool any_key(const struct held_keys *held, bool (*is)(struct slice key))
{
    for (size_t i = 0; i < held->list.count; i++)
        if (is(held->list.at[i].key))
            return true;
    return false;
}

static void report_doubt(const struct held_keys *held, struct listing *listing)
{
    struct slice folder = held->doubtful;
    struct str decoded = {0};
    struct diag *diag;

    if (held->encoding == KEYS_ENCODED) {
        listing_decode_url(&decoded, folder);
        diag = listing_report(
            listing, SP0905,
            "no key shows whether the keys are URL-encoded: `%.*s` is read as `%.*s`",
            SLICE_ARG(folder), SLICE_ARG(str_slice(&decoded)));
    } else {
        diag =
            listing_report(listing, SP0905,
                           "no key shows whether the keys are URL-encoded: `%.*s` is read as it is",
                           SLICE_ARG(folder));
    }
    diag_help(listing->diags, diag, "list with `aws s3 ls --recursive`, which never encodes them");
    str_release(&decoded);
}

/* No key has decided, and no more can be held: the keys are taken for what they look like. */
static void settle_by_look(struct held_keys *held, struct listing *listing)
{
    bool is_proved = any_key(held, has_encoded_name);
    bool is_encoded = is_proved || held->is_told || any_key(held, is_encoded_twice);

    if (!is_proved)
        held->doubtful = doubtful_folder(held);
    settle(held, listing, is_encoded ? KEYS_ENCODED : KEYS_PLAIN);
}

static void hold(struct held_keys *held, const struct listed_key *object)
{
    struct listed_key *copy = vec_push(&held->list, &held->arena);

    *copy = *object;
    copy->key = arena_copy(&held->arena, object->key);
    copy->bucket = arena_copy(&held->arena, object->bucket);
    held->bytes += object->key.len + object->bucket.len;
}

bool held_give(struct held_keys *held, struct listing *listing, const struct listed_key *object)
{
    bool is_known = held->encoding == KEYS_PLAIN && !held->doubtful.len;
    enum look look = is_known ? LOOKS_SAME : look_of(object->key);

    if (look == LOOKS_PLAIN && held->encoding == KEYS_ENCODED) {
        held->doubtful.len = 0;
        return listing_advise(listing, "list again, without --encoding-type",
                              "a key that is not URL-encoded, after keys that seemed to be");
    }
    if (look == LOOKS_ENCODED && held->encoding == KEYS_OPEN) {
        hold(held, object);
        if (held->list.count >= HELD_MAX || held->bytes >= HELD_BYTES_MAX)
            settle_by_look(held, listing);
        return true;
    }
    if (look == LOOKS_PLAIN) {
        held->doubtful.len = 0;
        settle(held, listing, KEYS_PLAIN);
    }
    pass_on(held, listing, *object);
    return true;
}

void held_finish(struct held_keys *held, struct listing *listing)
{
    if (held->list.count)
        settle_by_look(held, listing);
    if (held->doubtful.len)
        report_doubt(held, listing);
}

void held_release(struct held_keys *held)
{
    arena_release(&held->arena);
}
