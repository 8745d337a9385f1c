/* compile: specs in, statements out. */
#include <unistd.h>

#include "cli/commands.h"
#include "cli/complain.h"
#include "cli/output.h"
#include "cli/prune.h"
#include "cli/run.h"
#include "driver/inputs.h"
#include "rules/rules.h"

/* With --schema, checks that the specs name a single schema, which it replaces. */
static bool has_one_schema(const struct model *model)
{
    struct slice one = {0};

    for (size_t i = 0; i < model->documents.count; i++) {
        const struct document *document = model->documents.at[i];
        struct slice name = document->kind == DOCUMENT_TABLE ? document->table.schema.value
                                                             : document->schema.name.value;

        if (one.at && !slice_eq_folded(one, name)) {
            complain("--schema requires specs with a single schema; these have `%.*s` and `%.*s`",
                     SLICE_ARG(one), SLICE_ARG(name));
            return false;
        }
        one = name;
    }
    return true;
}

/* "raw_events" for the spec raw_events.yaml; of several targets, "TARGET/raw_events". */
static struct slice path_below(struct arena *arena, const struct options *options,
                               const struct target *target, struct slice name)
{
    bool is_alone = options->targets.count == 1 && !options->leaves_out;

    if (slice_ends(name, SLICE(".yaml")))
        name.len -= 5;
    else if (slice_ends(name, SLICE(".yml")))
        name.len -= 4;
    return arena_printf(arena, "%s%s%.*s", is_alone ? "" : target->name, is_alone ? "" : "/",
                        SLICE_ARG(name));
}

/* The output of one target. */
struct job {
    const struct target *target;
    struct statement_list *by_source; /* by the source's order */
    bool *is_left_out;                /* by the source's order: the target cannot express it */
    struct artifacts artifacts;
};

/* The parts that a target writes. Projected partitions are not registered. */
static unsigned parts_of(const struct options *options, const struct target *target)
{
    unsigned parts = target->parts & (options->parts ? options->parts : target->default_parts);

    if (!options->parts && options->option_bits & target->option_bits & OPTION_PROJECTION)
        parts &= ~(unsigned)PART_PARTITIONS;
    return parts;
}

/* Groups the statements that the target writes by their source. */
static void choose_statements(struct run *run, struct job *job, const struct statement_list *all)
{
    unsigned parts = parts_of(run->options, job->target);

    job->by_source = arena_zalloc(&run->session.arena, run->session.sources.count + 1,
                                  sizeof *job->by_source);
    job->is_left_out = arena_zalloc(&run->session.arena, run->session.sources.count + 1,
                                    sizeof(bool));
    for (size_t i = 0; i < all->list.count; i++) {
        const struct statement *statement = &all->list.at[i];

        if (parts & plan_part(statement->kind))
            *vec_push(&job->by_source[statement->document->source->order].list,
                      &run->session.arena) = *statement;
    }
}

static struct write_options write_options_of(const struct options *options,
                                             const struct target *target)
{
    return (struct write_options){
        .for_psql = options->for_psql,
        .access = options->option_bits & OPTION_ACCESS ? options->access : target->default_access,
    };
}

/* Whether the target can express the statements of a spec, both one by one and together in a file.
 */
static bool review_spec(struct run *run, const struct job *job,
                        const struct statement_list *statements)
{
    struct write_options write = write_options_of(run->options, job->target);
    bool is_good = true;

    for (size_t i = 0; i < statements->list.count; i++)
        is_good &= target_review(&run->session.diags, job->target, &statements->list.at[i]);
    return is_good && (!run->options->out_dir ||
                       target_review_all(&run->session.diags, job->target, statements, &write));
}

/* Finds what the target cannot express; with --target all that is a warning, and it is left out. */
static void review(struct run *run, struct job *job)
{
    struct diags *diags = &run->session.diags;

    for (size_t i = 1; i <= run->session.sources.count; i++) {
        size_t before = diags->list.count;

        job->is_left_out[i] = !review_spec(run, job, &job->by_source[i]);
        if (job->is_left_out[i] && run->options->leaves_out)
            diags_demote(diags, before);
    }
}

/* The statements to be written, in the order of the sources. */
static struct statement_list chosen(struct run *run, const struct job *job)
{
    struct statement_list list = {0};

    for (enum statement_kind kind = 0; kind < STATEMENT_KIND_COUNT; kind++)
        for (size_t i = 1; i <= run->session.sources.count; i++)
            for (size_t k = 0; !job->is_left_out[i] && k < job->by_source[i].list.count; k++)
                if (job->by_source[i].list.at[k].kind == kind)
                    *vec_push(&list.list, &run->session.arena) = job->by_source[i].list.at[k];
    return list;
}

/* Finds what cannot be combined in the single text of a target. */
static void review_text(struct run *run, const struct job *job)
{
    struct write_options write = write_options_of(run->options, job->target);
    struct statement_list list = chosen(run, job);

    target_review_all(&run->session.diags, job->target, &list, &write);
}

/* Renders statements and returns the index of their first artifact. */
static size_t render(struct run *run, struct job *job, const struct statement_list *statements)
{
    struct write_options write = write_options_of(run->options, job->target);
    size_t first = job->artifacts.list.count;

    target_render(&job->artifacts, job->target, statements, &write);
    return first;
}

/* The name of a spec's artifact; `path` is the name of the spec. */
static struct slice name_of(struct arena *arena, const struct target *target,
                            const struct artifact *artifact, struct slice path, size_t number)
{
    if (artifact->operation)
        return arena_printf(arena, "%.*s/%03zu-%s%s", SLICE_ARG(path), number, artifact->operation,
                            artifact->extension ? artifact->extension : target->extension);
    return arena_printf(arena, "%.*s%s", SLICE_ARG(path),
                        artifact->extension ? artifact->extension : target->extension);
}

/* Adds the files of one spec: a single one, or several in a folder with its name. False when two
   specs would be written to one file. */
static bool add_spec(struct run *run, struct job *job, struct source *source, struct output *output,
                     struct map *paths)
{
    struct arena *arena = &run->session.arena;
    struct slice path = path_below(arena, run->options, job->target, slice_of(source->name));
    struct source *first = map_add(paths, path, source);

    if (first) {
        complain("%s and %s would both be written to %s/%.*s%s", first->path, source->path,
                 run->options->out_dir, SLICE_ARG(path), job->target->extension);
        return false;
    }
    for (size_t i = render(run, job, &job->by_source[source->order]), number = 1;
         i < job->artifacts.list.count; i++, number++) {
        const struct artifact *artifact = &job->artifacts.list.at[i];
        output_add_below(output, run->options->out_dir,
                         name_of(arena, job->target, artifact, path, number).at,
                         str_slice(&artifact->text));
    }
    return true;
}

static bool add_files(struct run *run, struct job *job, struct output *output)
{
    struct map paths;

    map_init(&paths, &run->session.arena);
    for (size_t i = 0; i < run->session.sources.count; i++)
        if (!job->is_left_out[i + 1] && job->by_source[i + 1].list.count &&
            !add_spec(run, job, run->session.sources.at[i], output, &paths))
            return false;
    return true;
}

/* The single text of a target, for standard output or the file of -o. */
static struct slice one_text(struct run *run, struct job *job)
{
    struct statement_list list = chosen(run, job);

    render(run, job, &list);
    target_join(&job->artifacts, job->target);
    return str_slice(&job->artifacts.list.at[0].text);
}

/* Whether a target of the run would write to the path below --out-dir for a spec of that name. */
static bool could_write(void *context, struct slice spec, struct slice below)
{
    struct run *run = context;

    for (size_t i = 0; i < run->options->targets.count; i++) {
        struct slice path = path_below(&run->session.arena, run->options,
                                       run->options->targets.at[i], spec);

        if (below.len > path.len && slice_starts(below, path) &&
            (below.at[path.len] == '.' || below.at[path.len] == '/'))
            return true;
    }
    return false;
}

static enum exit_status deliver(struct run *run, struct job *jobs)
{
    const struct options *options = run->options;
    struct output output = run_output(run);
    struct orphans orphans = {.could_write = could_write, .context = run};
    bool is_same = true;

    if (!options->checks_output && !options->out_dir)
        return run_deliver(run, one_text(run, jobs)) ? EXIT_DONE : EXIT_TROUBLE;
    if (options->output)
        output_add(&output, options->output, one_text(run, jobs));
    for (size_t i = 0; !options->output && i < options->targets.count; i++)
        if (!add_files(run, &jobs[i], &output))
            return EXIT_TROUBLE;
    if ((options->prunes || (options->checks_output && options->out_dir)) &&
        !orphans_find(&orphans, &run->session, options->out_dir, &output))
        return EXIT_TROUBLE;
    if (!options->checks_output)
        return output_write(&output) && orphans_remove(&orphans, options->out_dir) ? EXIT_DONE
                                                                                   : EXIT_TROUBLE;
    if (!output_compare(&output, &is_same))
        return EXIT_TROUBLE;
    orphans_report(&orphans);
    return is_same && !orphans.list.count ? EXIT_DONE : EXIT_FINDINGS;
}

/* The parts that any of the targets writes. */
static unsigned wanted_parts(const struct options *options)
{
    unsigned parts = 0;

    for (size_t i = 0; i < options->targets.count; i++)
        parts |= parts_of(options, options->targets.at[i]);
    return parts;
}

/* Plans everything that any target writes, then reviews it for each target. */
static struct job *make_jobs(struct run *run)
{
    const struct options *options = run->options;
    struct plan_options plan = options_plan(options);
    struct job *jobs = arena_zalloc(&run->session.arena, options->targets.count, sizeof *jobs);
    struct statement_list statements = {0};

    plan.parts = wanted_parts(options);
    if (run->session.diags.error_count)
        return jobs;
    plan_compile(&run->session.diags, &run->session.model, &plan, &statements);
    for (size_t i = 0; i < options->targets.count; i++) {
        jobs[i].target = options->targets.at[i];
        jobs[i].artifacts.arena = &run->session.arena;
        choose_statements(run, &jobs[i], &statements);
        review(run, &jobs[i]);
        if (!options->out_dir)
            review_text(run, &jobs[i]);
    }
    rules_silence(&run->session.diags, &run->session.model);
    return jobs;
}

static void jobs_release(struct run *run, struct job *jobs)
{
    for (size_t i = 0; i < run->options->targets.count; i++)
        artifacts_release(&jobs[i].artifacts);
}

static enum exit_status compile(struct run *run)
{
    enum exit_status status;
    struct job *jobs;

    if (!inputs_load(&run->session))
        return EXIT_TROUBLE;
    if (run->options->schema && !has_one_schema(&run->session.model))
        return EXIT_TROUBLE;
    jobs = make_jobs(run);
    if (!run_report(run))
        return EXIT_TROUBLE;
    if (run_has_failed(run))
        return EXIT_FINDINGS;
    status = deliver(run, jobs);
    jobs_release(run, jobs);
    return status;
}

enum exit_status command_compile(const struct options *options)
{
    struct run run;
    enum exit_status status;

    run_init(&run, options);
    status = compile(&run);
    if (status != EXIT_DONE)
        run_deliver_failure(&run);
    run_release(&run);
    return status;
}
