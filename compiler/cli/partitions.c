/* partitions: a spec with dates or a listing in, the statements that register partitions out. */
#include <unistd.h>

#include "cli/commands.h"
#include "cli/complain.h"
#include "cli/listing_commands.h"
#include "cli/output.h"
#include "cli/queries.h"
#include "cli/requested_partitions.h"
#include "driver/inputs.h"
#include "plan/add_partitions.h"
#include "plan/reconcile.h"
#include "read/registered.h"
#include "rules/rules.h"

struct registration {
    struct run run;
    struct document *document;
    struct survey survey;
    bool has_survey;
    struct registered registered;
    struct tally tally;
    struct statement_list statements;
};

static struct slice deployed_schema(const struct options *options)
{
    return options->schema ? slice_of(options->schema) : (struct slice){0};
}

static void amend(void *context, struct session *session)
{
    const struct options *options = ((const struct registration *)context)->run.options;
    const char *name = options->table;

    for (size_t i = 0; i < session->model.documents.count; i++) {
        struct document *document = session->model.documents.at[i];

        if (document->kind == DOCUMENT_TABLE &&
            (!name || slice_eq_folded(document->table.name.value, slice_of(name))))
            requested_partitions_amend(options, session, document);
    }
}

/* Reads the result of --registered-query, or of SHOW EXTERNAL TABLE. */
static bool read_registered(struct registration *registration)
{
    struct session *session = &registration->run.session;
    const char *why, *path = registration->run.options->registered;
    struct source *source = source_read_decoded(&session->arena, path, &why);

    if (!source) {
        complain("%s: %s", path, why);
        return false;
    }
    source->order = (uint32_t)session->sources.count + 1;
    registered_read(&session->diags, source, &registration->document->table,
                    deployed_schema(registration->run.options), &registration->registered);
    return true;
}

static bool has_finding(const struct diags *diags, enum diag_code code)
{
    for (size_t i = 0; i < diags->list.count; i++)
        if (diags->list.at[i]->code == code)
            return true;
    return false;
}

static struct write_options write_options_of(const struct registration *registration)
{
    return (struct write_options){.for_psql = registration->run.options->for_psql};
}

/* Finds what the target cannot express, in each statement and in all of them together. */
static void review(struct registration *registration)
{
    struct diags *diags = &registration->run.session.diags;
    const struct target *target = registration->run.options->targets.at[0];
    struct write_options write = write_options_of(registration);

    for (size_t i = 0; i < registration->statements.list.count; i++)
        target_review(diags, target, &registration->statements.list.at[i]);
    if (!diags->error_count)
        target_review_all(diags, target, &registration->statements, &write);
    if (has_finding(diags, SP1065))
        forget_findings(diags, SP0916, NULL); /* the error says it */
    rules_silence(diags, &registration->run.session.model);
}

/* The partitions that should exist, by the listing or by the entries. False if it cannot be read.
 */
static bool find_partitions(struct registration *registration, struct partition_list *partitions)
{
    struct session *session = &registration->run.session;
    const struct options *options = registration->run.options;

    if (!options->listing)
        return plan_partitions(&session->diags, &registration->document->table, options->until,
                               partitions) ||
               true;
    survey_init(&registration->survey, &session->arena, &registration->document->table);
    registration->has_survey = true;
    return survey_partitions(&registration->run, &registration->survey, partitions);
}

static const struct diag *finding_of(const struct diags *diags, enum diag_code code)
{
    for (size_t i = 0; i < diags->list.count; i++)
        if (diags->list.at[i]->code == code)
            return diags->list.at[i];
    return NULL;
}

/* Turns SP0904 into SP0906 if a listing that is not complete would decide what is dropped or
   deleted. */
static void refuse_incomplete(struct registration *registration)
{
    const struct options *options = registration->run.options;
    struct diags *diags = &registration->run.session.diags;
    const struct diag *early = finding_of(diags, SP0904);
    struct diag *diag;

    if (!early || !(options->drops_missing || options->parts & PART_UPSERT))
        return;
    diag = diag_add(diags, SP0906, registration->document->table.location.span,
                    "the listing is incomplete, so it cannot tell what to %s",
                    options->drops_missing ? "drop" : "delete");
    diag_note(diags, diag, "%.*s", SLICE_ARG(early->message));
    diag_help(diags, diag, "list all of it: `aws s3 ls --recursive %.*s`",
              SLICE_ARG(registration->document->table.location.value));
    forget_findings(diags, SP0904, NULL);
}

static bool make_plan(struct registration *registration)
{
    const struct options *options = registration->run.options;
    struct session *session = &registration->run.session;
    struct deployment common = options_plan(options).common;
    struct reconcile_options reconcile = {
        .registered = options->registered ? &registration->registered : NULL,
        .drops_missing = options->drops_missing,
    };
    struct partition_list partitions = {0};

    common.model = &session->model;
    reconcile.common = plan_common(&session->arena, &common, registration->document);
    if (options->parts & PART_UPSERT)
        reconcile.common.kind = STATEMENT_REPLACE_PARTITIONS;
    if (!find_partitions(registration, &partitions) ||
        (options->registered && !read_registered(registration)))
        return false;
    refuse_incomplete(registration);
    if (!session->diags.error_count)
        plan_reconcile(&session->diags, partitions, &reconcile, &registration->statements,
                       &registration->tally);
    if (session->diags.error_count) /* SP0924 among them */
        forget_findings(&session->diags, SP0915, NULL);
    else
        review(registration);
    return true;
}

static void put_part(struct str *line, uint64_t count, const char *words)
{
    if (!count)
        return;
    str_puts(line, line->at[line->len - 1] == ':' ? " " : ", ");
    str_put_count(line, count);
    str_puts(line, words);
}

/* "4,128 keys: 4,100 matched, 12 passed over, 16 rejected; 3 partitions, 1 new" */
static void put_closing(struct registration *registration)
{
    const struct options *options = registration->run.options;
    const struct survey *survey = &registration->survey;
    struct str line = {0};

    if (!options->listing && !options->registered)
        return;
    if (options->listing) {
        str_put_count(&line, survey->keys);
        str_puts(&line, survey->keys == 1 ? " key:" : " keys:");
        put_part(&line, survey->matched, " matched");
        put_part(&line, survey->outside, " outside of the location");
        put_part(&line, survey->hidden, " hidden");
        put_part(&line, survey->markers,
                 survey->markers == 1 ? " folder marker" : " folder markers");
        put_part(&line, survey->missed, " rejected");
        str_puts(&line, survey->keys ? "; " : " ");
    }
    str_put_count(&line, registration->tally.found);
    str_puts(&line, registration->tally.found == 1 ? " partition" : " partitions");
    if (options->registered) {
        str_puts(&line, ", ");
        str_put_count(&line, registration->tally.added);
        str_puts(&line, " new");
        put_part(&line, registration->tally.moved, " moved");
        put_part(&line, registration->tally.dropped, " dropped");
        put_part(&line, registration->tally.elsewhere, " registered elsewhere and left");
    }
    str_putc(&line, '\n');
    output_stream(STDERR_FILENO, str_slice(&line));
    str_release(&line);
}

static enum exit_status deliver(struct registration *registration)
{
    struct arena *arena = &registration->run.session.arena;
    const struct options *options = registration->run.options;
    struct write_options write = write_options_of(registration);
    struct artifacts artifacts = {.arena = arena};
    struct slice text;
    bool done;

    target_render(&artifacts, options->targets.at[0], &registration->statements, &write);
    target_join(&artifacts, options->targets.at[0]);
    text = str_slice(&artifacts.list.at[0].text);
    done = run_deliver(&registration->run, text);
    artifacts_release(&artifacts);
    return done ? EXIT_DONE : EXIT_TROUBLE;
}

static enum exit_status print_query(struct registration *registration)
{
    const struct options *options = registration->run.options;
    struct str text = {0};
    bool done;

    if (options->prints_registered_query)
        query_registered(&text, &registration->document->table, deployed_schema(options));
    else
        query_inventory(&text, &registration->document->table);
    done = output_stream(STDOUT_FILENO, str_slice(&text));
    str_release(&text);
    return done ? EXIT_DONE : EXIT_TROUBLE;
}

/* Whether there is a single target, and it writes partitions as statements. */
static bool can_write(const struct options *options)
{
    return options->targets.count == 1 && options->targets.at[0]->write[STATEMENT_ADD_PARTITIONS];
}

/* Whether it also has statements for every change to registered partitions. */
static bool can_change(const struct target *target)
{
    return target->write[STATEMENT_SET_LOCATION] && target->write[STATEMENT_DROP_PARTITION];
}

/* Whether there is something to do. False after reporting on stderr what is missing. */
static bool is_ready(const struct registration *registration)
{
    const struct options *options = registration->run.options;
    const struct table *table = &registration->document->table;

    if (!can_write(options))
        complain("partitions writes for a single target that has statements for them; use compile "
                 "--emit partitions for the others");
    else if (options->registered && !can_change(options->targets.at[0]))
        complain("--registered requires what the target `%s` cannot do: move or drop a partition",
                 options->targets.at[0]->name);
    else if (options->parts && options->parts != PART_PARTITIONS && options->parts != PART_UPSERT)
        complain("partitions writes one part: partitions, or upsert");
    else if (!table->keys.count)
        complain("the table `%.*s` has no partition columns", SLICE_ARG(table->name.value));
    else if (!options->listing && !table->entries.count && !table->takes_all &&
             !options->prints_registered_query && !options->prints_inventory_query)
        complain("no partitions are given: use --on, --from and --to, --value, or --listing; the "
                 "spec lists none");
    else
        return true;
    return false;
}

static enum exit_status partitions(struct registration *registration)
{
    struct run *run = &registration->run;
    struct diags *diags = &run->session.diags;

    if (!inputs_load(&run->session))
        return EXIT_TROUBLE;
    forget_findings(diags, SP0801, NULL);
    registration->document = diags->error_count ? NULL : only_table(run);
    if (!diags->error_count) {
        if (!registration->document || !is_ready(registration))
            return EXIT_TROUBLE;
        if (run->options->prints_registered_query || run->options->prints_inventory_query)
            return print_query(registration);
        if (!make_plan(registration))
            return EXIT_TROUBLE;
    }
    if (!run_report(run))
        return EXIT_TROUBLE;
    if (run_has_failed(run))
        return EXIT_FINDINGS;
    put_closing(registration);
    return deliver(registration);
}

enum exit_status command_partitions(const struct options *options)
{
    struct registration registration = {0};
    enum exit_status status;

    run_init(&registration.run, options);
    registration.run.request.amend = amend;
    registration.run.request.context = &registration;
    status = partitions(&registration);
    if (status != EXIT_DONE)
        run_deliver_failure(&registration.run);
    if (registration.has_survey)
        survey_release(&registration.survey);
    run_release(&registration.run);
    return status;
}
