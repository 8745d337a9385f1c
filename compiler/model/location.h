/*
 * A location in S3: s3://bucket/prefix. The one place that splits, joins, compares and closes them.
 * Returned slices borrow from the argument, unless an arena is passed. Whether S3 or Redshift
 * accepts a location is not decided here: that is for rules.
 */
#ifndef MODEL_LOCATION_H
#define MODEL_LOCATION_H

#include "model/text.h"

#define S3_SCHEME SLICE("s3://")
#define DELTA_MANIFESTS SLICE("_symlink_format_manifest") /* a Delta table's folder of them */

struct location {
    struct slice bucket;
    struct slice prefix; /* without a leading slash; a folder's ends in a slash */
};

bool location_is_in_s3(struct slice url);

/* The scheme may be missing: "lake/a/b/". Without a slash, all of it is the bucket. */
struct location location_split(struct slice url);

/* "s3://bucket/prefix". */
struct slice location_join(struct arena *arena, struct location location);

/* Byte offset of the slash after the bucket, or of the end. The location must be in S3. */
size_t location_bucket_end(struct slice url);

/* Byte offset of the last folder's or file's name; a folder's closing slashes follow the name. */
size_t location_name_off(struct slice url);

/* The location without its closing slash, which is the form that the catalog stores. */
struct slice location_open(struct slice url);

/* Adds the closing slash, which the catalog removes. If `may_be_manifest`, a location that names a
   manifest gets none: it is a file. */
void location_close(struct arena *arena, struct text *location, bool may_be_manifest);

/* Whether two locations are the same, with or without a closing slash. */
bool location_eq(struct slice a, struct slice b);

/* Whether the folders are the same, or one contains the other. An empty location overlaps nothing.
   */
bool location_overlaps(struct slice a, struct slice b);

/* Whether the name of a file or folder is that of a manifest. */
bool location_names_manifest(struct slice name);

/* If the location is a Delta table's folder of manifests, the table's folder; else the location
   itself. */
struct slice location_of_delta(struct slice url);

#endif
