/*
 * Targets: the forms in which the statements of a run can be written. A target is one const struct;
 * nothing outside this folder asks which one it is. A new target takes a file here and a row in
 * grammar/targets.def.
 *
 * There are two kinds. A script has one file per spec, with its statements one after another: the
 * target sets `write`. Any other output (JSON requests, a YAML file) is made from all statements of
 * a spec or run at once: the target sets `render`.
 *
 * target_review reports what a target cannot express before anything is written, so that a writer
 * sees only what it can write.
 */
#ifndef WRITE_TARGET_H
#define WRITE_TARGET_H

#include "base/str.h"
#include "plan/compile.h"

/* Options that only some targets accept: the bits of target.option_bits. */
enum option_bit {
    OPTION_PSQL = 1 << 0,
    OPTION_DATABASE = 1 << 1, /* --database: tables are named by the catalog's database */
    OPTION_PROJECTION = 1 << 2,
    OPTION_ACCESS = 1 << 3,
    OPTION_ROOT = 1 << 4,  /* --root: a folder that stands for s3:// */
    OPTION_ENGINE = 1 << 5 /* --engine: who moves the rows */
};

/* The parts of a spec that a target writes, as `targets` lists them: the bits of target.features.
   */
enum target_feature {
#define FEATURE(id, word, title) FEATURE_##id,
#include "grammar/targets.def"
    FEATURE_COUNT
};

/* ACCESS_READ: policies for roles that query. ACCESS_DEPLOY: for roles that also create tables. */
enum access { ACCESS_READ, ACCESS_DEPLOY };

struct write_options {
    bool for_psql; /* stop at the first error */
    enum access access;
};

/* One file. */
struct artifact {
    const char *operation; /* names a separate file, by what it does; NULL: the spec's one file */
    const char *extension; /* of an additional file next to the spec's; NULL: it is not one */
    struct str text;
};

struct artifacts {
    struct arena *arena;
    VEC(struct artifact) list;
};

struct target {
    const char *name;      /* as --target takes it */
    const char *title;     /* one line, shown by `targets` */
    const char *extension; /* of the files that --out-dir makes: ".sql" */
    const char *comment;   /* opens a comment line: "-- " */
    unsigned parts;        /* bits of enum part that it can write */
    unsigned default_parts;
    unsigned option_bits;       /* bits of enum option_bit */
    enum access default_access; /* where it takes --access */
    unsigned features;          /* bits 1 << FEATURE_... */
    unsigned formats;           /* bits 1 << FORMAT_..., FORMAT_CUSTOM too */
    /* Adds the error for a format that is not in `formats`; NULL: SP1001, it cannot be read. */
    void (*refuse)(struct diags *diags, const struct format *format);
    /* Adds an error (SP10xx) for everything in the statement, except its format, that the target
       cannot express. NULL: it can express everything. */
    void (*review)(struct diags *diags, const struct statement *statement);
    /* The same for statements that are written together, each of which has passed; or NULL. */
    void (*review_all)(struct diags *diags, const struct statement_list *statements,
                       const struct write_options *options);
    /* Appends a statement with its terminator. A writer may append nothing; then no blank line is
       left. NULL: the target has no statements of this kind. */
    void (*write[STATEMENT_KIND_COUNT])(struct str *out, const struct statement *statement);
    /* With --psql: append the settings at the top of a script, and a statement with the commands
       that psql needs around it. NULL: the script only stops at the first error. */
    void (*psql_head)(struct str *out);
    void (*psql_write)(struct str *out, const struct target *target,
                       const struct statement *statement);
    /* Adds the artifacts of all statements; NULL: the target is a script. */
    void (*render)(struct artifacts *artifacts, const struct statement_list *statements,
                   const struct write_options *options);
    /* Appends all artifacts as one text, for standard output; NULL: they are concatenated. */
    void (*join)(struct str *out, const struct artifacts *artifacts);
};

#define EVERY_FORMAT ((1u << (FORMAT_CUSTOM + 1)) - 1)

/* The name of a feature, for `targets`: "partitions". */
const char *target_feature_word(enum target_feature feature);

/* Appends the settings that every script for psql begins with: the encoding of its bytes, since psql
   takes a client encoding from the environment, and a stop at the first error. */
void target_psql_settings(struct str *out);

/* Append the top of a script for psql, and one statement of it, as the target defines them. */
void target_psql_head(struct str *out, const struct target *target);
void target_psql_statement(struct str *out, const struct target *target,
                           const struct statement *statement);

/* Whether the target can express the statement; adds an error for everything that it cannot. */
bool target_review(struct diags *diags, const struct target *target,
                   const struct statement *statement);

/* The same for statements that will be rendered together, each of which has passed. */
bool target_review_all(struct diags *diags, const struct target *target,
                       const struct statement_list *statements,
                       const struct write_options *options);

/* Adds the artifact of a script: the statements separated by blank lines, and a comment line
   wherever another spec begins. */
void target_render_script(struct artifacts *artifacts, const struct target *target,
                          const struct statement_list *statements,
                          const struct write_options *options);

/* Adds the target's artifacts for the statements, which must belong to its parts and have passed
   its reviews. */
void target_render(struct artifacts *artifacts, const struct target *target,
                   const struct statement_list *statements, const struct write_options *options);

/* Prepares the artifacts for standard output, where they are concatenated. */
void target_join(struct artifacts *artifacts, const struct target *target);

/* Adds an empty artifact and returns its text. The pointer is valid until the next artifact is
   added. */
struct str *artifact_add(struct artifacts *artifacts, const char *operation);

void artifacts_release(struct artifacts *artifacts);

/* Appends a script that always fails in psql. It replaces the output of a compile that found
   errors, so that a pipe into psql cannot look like success. */
void write_failure(struct str *out);

/* Appends the comment line that names the spec. */
void write_head(struct str *out, const char *mark, const struct source *source);

#endif
