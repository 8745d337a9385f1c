/*
 * What a listing says about one table: each key is matched against the path, and distinct
 * partitions are kept with their counts and sizes. Memory grows with distinct partitions and kinds
 * of misses, not with keys. A key in the same folder as the one before costs one comparison, one in
 * a known folder a look-up.
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

/* A distinct folder of the listing that is a partition. Its name is stored right after it, so that
   looking up a key touches few cache lines. */
struct survey_folder {
    const struct slice *values; /* by partition column, decoded */
    int64_t minutes;            /* of the date that its date columns name together */
    uint64_t files, bytes;
    uint32_t small, large;
    uint32_t name_len;
    bool is_other;   /* written differently from how the path would write it */
    bool has_hidden; /* something in it was skipped: a marker or hidden files */
    bool is_unsized; /* the size of some of its files is unknown */
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

/* The form, with each digit as 0, of folders whose keys did not match. */
struct folder_form {
    struct slice text;
    struct slice example; /* a folder, from the bucket's root, with its slash */
    uint64_t count;
};

struct survey {
    struct arena *arena;
    const struct table *table;
    struct location location;   /* of the table */
    bool keeps_forms;           /* set it after survey_init to have them */
    struct slice other_bucket;  /* that keys are in; empty: there is none, or no bucket is named */
    bool has_own_bucket;        /* some key is in the location's bucket, or no bucket is named */
    uint64_t keys;              /* all below: of the listing */
    uint64_t matched;           /* in a partition, and not a hidden file */
    uint64_t outside;           /* of the location */
    struct slice first_outside; /* the first of these, as in the listing */
    struct slice relative;      /* of these, one that the path matches as it stands; or empty */
    uint64_t hidden, markers;   /* skipped */
    bool is_wide;               /* a page was asked for all of the location, or more */
    struct slice narrow;        /* a prefix below the location, of some page; or empty */
    uint64_t missed;            /* in the location, but not matching the path */
    uint64_t unsized;           /* matched, but of unknown size */
    struct survey_folder **folders; /* distinct folders, in the order of discovery */
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

/* Takes an object. `survey` is a struct survey; the type is void * to fit struct listing_sink. */
void survey_take(void *survey, const struct listed_key *object);

/* Takes the prefix that a page of the listing was asked for. Like survey_take, for the same struct.
 */
void survey_scope(void *survey, struct slice prefix);

/* All folders, in order of value, in the arena. */
struct survey_folder **survey_sorted(const struct survey *survey);

/* How many of the keys `table` would match, which differs in its location and path only. An
   estimate, from one example for each form of folders. Requires keeps_forms. */
uint64_t survey_count_for(const struct survey *survey, const struct table *table);

/* Compares the values of two partitions, like partition_cmp. */
int survey_folder_cmp(const struct table *table, const struct survey_folder *a,
                      const struct survey_folder *b);

/* Adds findings about the keys: SP0911 and SP0912 for keys that do not match the path, and SP0914
   when the listing has keys, but none in a partition; SP0904 if it was asked for a part of the
   location only. */
void survey_report(const struct survey *survey, struct diags *diags);

#endif
