/* Internal to read/listing/: what the readers of the different forms share. */
#ifndef READ_LISTING_FORM_H
#define READ_LISTING_FORM_H

#include "base/str.h"
#include "base/stream.h"
#include "diag/diag.h"
#include "read/listing/sink.h"

struct listing {
    struct diags *diags;
    const char *path;
    bool is_memory;
    struct stream *stream;
    const struct listing_sink *sink;
    uint64_t line;  /* the last one taken, from 1 */
    struct str key; /* decoded */
};

/* Each reads all of listing->stream. False after a finding. */
bool listing_read_ls(struct listing *listing);
bool listing_read_keys(struct listing *listing);
bool listing_read_urls(struct listing *listing);
bool listing_read_columns(struct listing *listing);
bool listing_read_json(struct listing *listing);
bool listing_read_inventory(struct listing *listing);
/* A CSV file with a header that names a column of keys or URLs. */
bool listing_read_named(struct listing *listing);
bool listing_has_header(struct slice line);
bool listing_read_folders(struct listing *listing);
bool listing_read_manifest(struct listing *listing);

/* Reports why there was no line: true at a regular end, false after a finding. */
bool listing_no_line(struct listing *listing, enum stream_line result);

/* Takes the next line, without the CR of a CRLF. False at the end and after a finding; *is_good
   says which. */
static inline bool listing_line(struct listing *listing, struct slice *line, bool *is_good)
{
    enum stream_line result = stream_line(listing->stream, line);

    if (result != LINE_READ) {
        *is_good = listing_no_line(listing, result);
        return false;
    }
    listing->line++;
    line->len -= line->len && line->at[line->len - 1] == '\r';
    return true;
}

/* Adds SP0902 at the current line; returns false. */
bool listing_damaged(struct listing *listing, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Like listing_damaged, with a help. */
bool listing_advise(struct listing *listing, const char *help, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds SP0901 for something that is not a listing, by name; returns false. */
bool listing_refuse(struct listing *listing, const char *what, const char *help);

/* Adds a finding that carries the listing's path. */
struct diag *listing_report(struct listing *listing, enum diag_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Appends `text` with %XX and + decoded: the way S3 encodes keys in URLs. */
void listing_decode_url(struct str *out, struct slice text);

/* Reports why the stream stopped early; returns false. */
bool listing_stopped(struct listing *listing);

static inline void listing_give(const struct listing *listing, const struct listed_key *object)
{
    listing->sink->take(listing->sink->context, object);
}

#endif
