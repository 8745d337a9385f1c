/* What a command was asked to do. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/vec.h"
#include "driver/request.h"
#include "plan/compile.h"
#include "write/targets.h"

enum command_id {
#define COMMAND(name, arguments, summary) COMMAND_##name,
#include "grammar/commands.def"
    COMMAND_COUNT
};

enum exit_status { EXIT_DONE = 0, EXIT_FINDINGS = 1, EXIT_TROUBLE = 2 };

enum when { WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER };
/* An option that requests partitions: --on, --from, --to, --value. */
struct requested_partitions {
    const char *option; /* "--on" */
    struct slice text;
};

enum report_format { REPORT_TEXT, REPORT_JSON, REPORT_SARIF, REPORT_GITHUB, REPORT_SVG };
enum diff_format { DIFF_SQL, DIFF_TEXT, DIFF_MARKDOWN, DIFF_JSON };

struct options {
    enum command_id command;
    bool lacks_command; /* none was given: prints help, and fails */
    uint64_t given;     /* bits 1 << FLAG_... */
    VEC(const struct target *) targets;
    bool leaves_out;      /* --target all: leaves out of each target what it cannot express */
    unsigned parts;       /* bits of enum part; 0: what each target writes by default */
    unsigned option_bits; /* bits of enum option_bit that were given */
    enum access access;
    enum engine engine;
    const char *root;                /* a folder that replaces s3://, or NULL */
    const char *database;            /* of the catalog, or NULL */
    const char *output;              /* a file, or NULL */
    const char *out_dir;             /* or NULL */
    bool checks_output, writes_back; /* --check, --write */
    bool prunes;                     /* --prune */
    bool for_psql, is_strict, lists;
    bool shows_all;         /* --all */
    bool fixes, shows_diff; /* --fix, --diff */
    const char *schema;
    struct until until;
    VEC(struct setting) settings;
    VEC(const char *) vars_files;
    enum report_format format;
    enum diff_format diff_format;
    bool allows_destructive, exit_code; /* --allow-destructive, --exit-code */
    const char *revision;               /* --git, or NULL */
    enum when color;
    VEC(struct requested_partitions) requested_partitions;
    const char *listing, *registered; /* files, or NULL */
    const char *table;                /* a name, or NULL */
    bool drops_missing, prints_registered_query, prints_inventory_query;
    double price;                /* of a TB */
    VEC(const char *) arguments; /* words that are not options */
};

/* The options of a plan, except for the parts. */
struct plan_options options_plan(const struct options *options);

#endif
