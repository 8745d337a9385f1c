/*
 * S3 listings: the objects that exist, read in constant memory from any form that the usual tools
 * write. The form is detected from the content and must then not change: anything else in the input
 * is a finding with its line, and the listing counts as not read.
 *
 *   `aws s3 ls --recursive`, with or without --summarize
 *   `aws s3api list-objects-v2` JSON: one page or many, --encoding-type url, or what
 *   --query 'Contents[]' and 'Contents[].Key' leave of it
 *   keys, or s3:// URLs, one a line
 *   the columns of other tools, by grammar/listing_forms.def
 *   a CSV result whose header names a column of keys or URLs
 *   S3 Inventory: a CSV file, or manifest.json with its data files next to it
 *   the CSV result of the query that `partitions --inventory-query` writes
 * Each may be gzipped.
 */
#ifndef READ_LISTING_LISTING_H
#define READ_LISTING_LISTING_H

#include "diag/diag.h"
#include "read/listing/sink.h"

enum listing_form {
    LISTING_EMPTY,
    LISTING_LS,
    LISTING_JSON,
    LISTING_KEYS,
    LISTING_URLS,
    LISTING_INVENTORY,
    LISTING_MANIFEST,
    LISTING_FOLDERS,
    LISTING_COLUMNS,
    LISTING_NAMED,
    LISTING_REFUSED,
    LISTING_FORM_COUNT
};

enum listing_result {
    LISTING_READ,
    LISTING_BAD,       /* diagnosed: SP0901, SP0902, SP0903 */
    LISTING_UNREADABLE /* the system failed; *why says how */
};

/* Gives every object of the listing at `path` ("-" is standard input) to the sink. Findings carry
   the path. A listing that ends too early is a warning, SP0904. */
enum listing_result listing_read(struct diags *diags, const char *path,
                                 const struct listing_sink *sink, const char **why);

/* Like listing_read, for bytes in memory; findings call them `path`. A manifest has no data files
   here. */
enum listing_result listing_read_bytes(struct diags *diags, const char *path, struct slice bytes,
                                       const struct listing_sink *sink);

#endif
