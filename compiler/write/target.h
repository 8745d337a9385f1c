/*
 * Targets: what the statements of a run are written as. A target is one const struct; nothing
 * outside this folder asks which one it is. Adding one takes a file here and a row in
 * grammar/targets.def.
 *
 * A target has one of two forms. A script is its statements one after another, in one file a spec:
 * it fills `write`. Anything else (requests in JSON, a file of YAML) fills `render`, which makes
 * artifacts of all statements of a spec, or of a run, at once.
 *
 * What a target cannot say is found by target_review before anything is written: a writer is only
 * given what its target can express.
 */
#ifndef WRITE_TARGET_H
#define WRITE_TARGET_H

#include "base/str.h"
#include "plan/compile.h"

/* What a run may ask of some targets only: the bits of target.option_bits. */
enum option_bit {
    OPTION_PSQL = 1 << 0,
    OPTION_DATABASE = 1 << 1, /* --database: tables are named by the catalog's database */
    OPTION_PROJECTION = 1 << 2,
    OPTION_ACCESS = 1 << 3,
    OPTION_ROOT = 1 << 4,  /* --root: a folder that stands for s3:// */
    OPTION_ENGINE = 1 << 5 /* --engine: who moves the rows */
};

/* What a target carries of a spec, as `targets` lists it: the bits of target.features. */
enum target_feature {
#define FEATURE(id, word, title) FEATURE_##id,
#include "grammar/targets.def"
    FEATURE_COUNT
};

/* Whom policies are for: who queries, or who makes the tables too. */
enum access { ACCESS_READ, ACCESS_DEPLOY };

struct write_options {
    bool for_psql; /* stop at the first error */
    enum access access;
};

/* One file. */
struct artifact {
    const char *operation; /* what it asks for, in a file of its own; NULL: the spec's one file */
    const char *extension; /* of a file that lies beside the spec's one; NULL: it is none */
    struct str text;
};

struct artifacts {
    struct arena *arena;
    VEC(struct artifact) list;
};

struct target {
    const char *name;      /* as --target takes it */
    const char *title;     /* a line for `targets` */
    const char *extension; /* of the files that --out-dir makes: ".sql" */
    const char *comment;   /* opens a comment line: "-- " */
    unsigned parts;        /* bits of enum part that it can write */
    unsigned default_parts;
    unsigned option_bits;       /* bits of enum option_bit */
    enum access default_access; /* where it takes --access */
    unsigned features;          /* bits 1 << FEATURE_... */
    unsigned formats;           /* bits 1 << FORMAT_..., FORMAT_CUSTOM too */
    /* Adds the error for a format that is none of `formats`; NULL: it cannot be read (SP1001). */
    void (*refuse)(struct diags *diags, const struct format *format);
    /* Adds an error (SP10xx) for each thing in the statement that the target cannot express beside
       its format; NULL: it can express all. */
    void (*review)(struct diags *diags, const struct statement *statement);
    /* The same for all that is written together, where each statement passed; or NULL. */
    void (*review_all)(struct diags *diags, const struct statement_list *statements,
                       const struct write_options *options);
    /* Appends a statement with its end; what appends nothing leaves no trace. NULL: there is none
       of this kind. */
    void (*write[STATEMENT_KIND_COUNT])(struct str *out, const struct statement *statement);
    /* Under --psql: appends the settings that a script begins with, and a statement with what psql
       needs around it. NULL: nothing but a stop at the first error. */
    void (*psql_head)(struct str *out);
    void (*psql_write)(struct str *out, const struct target *target,
                       const struct statement *statement);
    /* Adds the artifacts of all statements; NULL: they are a script. */
    void (*render)(struct artifacts *artifacts, const struct statement_list *statements,
                   const struct write_options *options);
    /* Appends all artifacts as one text, for standard output; NULL: one after another. */
    void (*join)(struct str *out, const struct artifacts *artifacts);
};

#define EVERY_FORMAT ((1u << (FORMAT_CUSTOM + 1)) - 1)

/* The words of a feature, for `targets`: "partitions". */
const char *target_feature_word(enum target_feature feature);

/* Appends what a script for psql begins with, and a statement of it, as the target has them. */
void target_psql_head(struct str *out, const struct target *target);
void target_psql_statement(struct str *out, const struct target *target,
                           const struct statement *statement);

/* Whether the target can express the statement; adds an error for each thing that it cannot. */
bool target_review(struct diags *diags, const struct target *target,
                   const struct statement *statement);

/* The same for statements that are to be rendered together, each of which passed. */
bool target_review_all(struct diags *diags, const struct target *target,
                       const struct statement_list *statements,
                       const struct write_options *options);

/* Adds the artifact of a script: the statements with a blank line between, and a comment line
   wherever another spec begins. */
void target_render_script(struct artifacts *artifacts, const struct target *target,
                          const struct statement_list *statements,
                          const struct write_options *options);

/* Adds what the target writes for the statements, which must be of its parts and have passed its
   reviews. */
void target_render(struct artifacts *artifacts, const struct target *target,
                   const struct statement_list *statements, const struct write_options *options);

/* Makes the artifacts ready for standard output, where they follow one another. */
void target_join(struct artifacts *artifacts, const struct target *target);

/* Adds an empty artifact and returns its text, to be appended to before another is added. */
struct str *artifact_add(struct artifacts *artifacts, const char *operation);

void artifacts_release(struct artifacts *artifacts);

/* Appends a script that is certain to fail when psql runs it: what stands for a compile that found
   errors, so that a pipe into psql cannot look like success. */
void write_failure(struct str *out);

/* Appends the comment line that names the spec. */
void write_head(struct str *out, const char *mark, const struct source *source);

#endif
