/* Inside rules/: what a location in S3 must look like, a table's or a single partition's. */
#ifndef RULES_LOCATION_LOCATION_H
#define RULES_LOCATION_LOCATION_H

#include "model/location.h"
#include "rules/rule.h"

/* Reports a location that is not s3://bucket/...; true if it is. The functions below require
   that. */
bool vet_scheme(struct rule_run *run, struct text location);

void vet_bucket(struct rule_run *run, struct text location);

/* Reports a missing trailing slash, double slashes, and files in place of folders. */
void vet_slashes(struct rule_run *run, struct text location, bool takes_manifest);

/* Reports wildcards, folders of dots, and characters that S3 advises against, in text[lo..] of a
   location or a path. */
void vet_characters(struct rule_run *run, struct text text, size_t lo);

#endif
