/*
 * What a listing says of one table: each key is matched by the path, and distinct partitions are
 * kept with what they hold. Memory grows with distinct partitions and kinds of misses, not with
 * keys: a key of the same folder as the one before costs one comparison, and one of a known folder
 * a look-up.
 */
#ifndef PLAN_SURVEY_SURVEY_H
#define PLAN_SURVEY_SURVEY_H

#include "model/listed_key.h"
#include "model/location.h"
#include "path/explain.h"
#include "path/match.h"
#include "plan/statement.h"

enum {
    SMALL_FILE = 64 * 1024 *
                 1024, /* bytes: a smaller file is small (facts: Query-time behaviour) */
    LARGE_FILE = 128 * 1024 * 1024 /* a larger one should be split */
};

/* A distinct folder of the listing that is a partition. Its name stands behind it, so that looking a
   key up takes few lines of cache. */
struct survey_folder {
    const struct slice *values; /* by partition column, decoded */
    int64_t minutes;            /* of the date that its date columns stand for */
    uint64_t files, bytes;
    uint32_t small, large;
    uint32_t name_len;
    bool is_other;   /* written in another way than the path would write it */
    bool has_hidden; /* something was passed over in it: a marker, or hidden files */
    bool is_unsized; /* not all files in it are of a known size */
    char name[];     /* below the location */
};

static inline struct slice survey_folder_name(const struct survey_folder *found)
{
    return (struct slice){found->name, found->name_len};
}

/* Keys that miss the path in the same way. */
struct miss_group {
    struct miss miss;
    uint64_t count;
    struct slice example;
};

/* A form of folders, with digits as 0, that keys stand in which did not match. */
struct folder_form {
    struct slice text;
    struct slice example; /* a folder, from the bucket's root on, with its slash */
    uint64_t count;
};

struct survey {
    struct arena *arena;
    const struct table *table;
    struct location location;   /* of the table */
    bool keeps_forms;           /* set it after survey_init to have them */
    struct slice other_bucket;  /* that keys are in; empty: all are in the location's, or in none */
    bool has_own_bucket;        /* some key is in the location's, or no bucket is told */
    uint64_t keys;              /* all below: of the listing */
    uint64_t matched;           /* in a partition, and no hidden file */
    uint64_t outside;           /* of the location */
    struct slice first_outside; /* of them, as the listing names it */
    uint64_t hidden, markers;   /* passed over */
    uint64_t missed;            /* in the location, but not as the path says */
    uint64_t unsized;           /* matched, of no known size */
    struct survey_folder **folders; /* distinct folders, in the order of being found */
    size_t count;                   /* of them */
    size_t known_count;             /* of those with files in them */
    VEC(struct miss_group) misses;
    uint64_t uncounted_misses; /* of kinds beyond the last group */
    VEC(struct folder_form) forms;
    struct survey_parts *parts;
};

/* Must be released. The table must have passed the rules, and its location ends in a slash. */
void survey_init(struct survey *survey, struct arena *arena, const struct table *table);
void survey_release(struct survey *survey);

/* Takes an object; `survey` is a struct survey, so that a reader of listings can call it. */
void survey_take(void *survey, const struct listed_key *object);

/* All folders, in order of value, in the arena. */
struct survey_folder **survey_sorted(const struct survey *survey);

/* How many of the keys a table would match that differs in its location and path alone: by one
   example for each form of folders, so about. Wants keeps_forms. */
uint64_t survey_count_for(const struct survey *survey, const struct table *table);

/* Order of the values of two partitions, as partition_cmp. */
int survey_folder_cmp(const struct table *table, const struct survey_folder *a,
                      const struct survey_folder *b);

/* Adds what is wrong with the keys: SP0911 and SP0912 for keys that miss the path, and SP0914 where
   the listing holds keys, but none of a partition. */
void survey_report(const struct survey *survey, struct diags *diags);

#endif
