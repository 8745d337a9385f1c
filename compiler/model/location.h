/*
 * A place in S3: s3://bucket/prefix. One room for taking it apart, comparing, closing and joining.
 * Slices that are returned borrow from the argument, unless an arena is passed. Nothing here judges
 * whether S3 or Redshift accepts the place: that is for rules.
 */
#ifndef MODEL_LOCATION_H
#define MODEL_LOCATION_H

#include "model/text.h"

#define S3_SCHEME SLICE("s3://")
#define DELTA_MANIFESTS SLICE("_symlink_format_manifest") /* the folder of a Delta table's */

struct location {
    struct slice bucket;
    struct slice prefix; /* without a leading slash; ends in one where the place is a folder */
};

bool location_is_in_s3(struct slice url);

/* Works without the scheme too: "lake/a/b/". Without a slash, all of it is the bucket. */
struct location location_split(struct slice url);

/* "s3://bucket/prefix". */
struct slice location_join(struct arena *arena, struct location location);

/* Offset of the slash after the bucket, or of the end. The location must be in S3. */
size_t location_bucket_end(struct slice url);

/* Offset of the name of the last folder or file; a folder's closing slashes follow it. */
size_t location_name_off(struct slice url);

/* Without its closing slash: the form that the catalog keeps. */
struct slice location_open(struct slice url);

/* Adds the closing slash, which the catalog takes off. A manifest is a file and gets none, where
   `may_be_manifest`. */
void location_close(struct arena *arena, struct text *location, bool may_be_manifest);

/* Whether two locations are the same place: the closing slash makes no difference. */
bool location_eq(struct slice a, struct slice b);

/* Whether one folder is within the other, or is it. An empty location is nowhere. */
bool location_overlaps(struct slice a, struct slice b);

/* Whether the name of a file or folder tells that it is a manifest. */
bool location_names_manifest(struct slice name);

/* The folder of a Delta table, where the location is that of the manifests in it; else the same. */
struct slice location_of_delta(struct slice url);

#endif
