/* Locations in S3, from the bytes of their URLs alone. */
#include "model/location.h"

bool location_is_in_s3(struct slice url)
{
    return slice_starts(url, S3_SCHEME);
}

struct location location_split(struct slice url)
{
    struct slice rest = location_is_in_s3(url) ? slice_from(url, S3_SCHEME.len) : url;
    size_t slash = slice_find(rest, '/');

    return (struct location){
        .bucket = slice_cut(rest, 0, slash),
        .prefix = slice_from(rest, slash < rest.len ? slash + 1 : slash),
    };
}

struct slice location_join(struct arena *arena, struct location location)
{
    return arena_printf(arena, "s3://%.*s/%.*s", SLICE_ARG(location.bucket),
                        SLICE_ARG(location.prefix));
}

size_t location_bucket_end(struct slice url)
{
    return S3_SCHEME.len + slice_find(slice_from(url, S3_SCHEME.len), '/');
}

size_t location_name_off(struct slice url)
{
    size_t at = url.len;

    while (at && url.at[at - 1] == '/')
        at--;
    while (at && url.at[at - 1] != '/')
        at--;
    return at;
}

struct slice location_open(struct slice url)
{
    url.len -= slice_ends(url, SLICE("/"));
    return url;
}

void location_close(struct arena *arena, struct text *location, bool may_be_manifest)
{
    struct slice url = location->value;

    if (!url.len || slice_ends(url, SLICE("/")))
        return;
    if (may_be_manifest && location_names_manifest(slice_from(url, location_name_off(url))))
        return;
    location->value = arena_printf(arena, "%.*s/", SLICE_ARG(url));
    location->style = TEXT_OTHER;
}

bool location_eq(struct slice a, struct slice b)
{
    return slice_eq(location_open(a), location_open(b));
}

bool location_overlaps(struct slice a, struct slice b)
{
    return a.len && b.len && (slice_starts(a, b) || slice_starts(b, a));
}

bool location_names_manifest(struct slice name)
{
    return slice_find_slice(name, SLICE("manifest")) < name.len;
}

struct slice location_of_delta(struct slice url)
{
    struct slice folder = location_open(url);
    size_t at = location_name_off(folder);

    return slice_ends(url, SLICE("/")) && slice_eq(slice_from(folder, at), DELTA_MANIFESTS)
               ? slice_cut(url, 0, at)
               : url;
}
