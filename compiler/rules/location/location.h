/* Inside rules/: what a place in S3 must be like, whether a table's or a single partition's. */
#ifndef RULES_LOCATION_LOCATION_H
#define RULES_LOCATION_LOCATION_H

#include "model/location.h"
#include "rules/rule.h"

/* Reports a location that is not s3://bucket/...; true where it is. The others need it to be. */
bool vet_scheme(struct rule_run *run, struct text location);

void vet_bucket(struct rule_run *run, struct text location);

/* The closing slash, doubled slashes and files in place of folders. */
void vet_slashes(struct rule_run *run, struct text location, bool takes_manifest);

/* Wildcards, folders of dots and characters that S3 advises against, in text[lo..] of a location
   or a path. */
void vet_characters(struct rule_run *run, struct text text, size_t lo);

#endif
