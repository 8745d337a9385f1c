/* compile: specs in, statements out. */
#include <unistd.h>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/session.h"

/* The one schema that the specs name, when --schema is to stand for it. */
static bool has_one_schema(const struct model *model)
{
    struct slice one = {0};

    for (size_t i = 0; i < model->documents.count; i++) {
        const struct document *document = model->documents.at[i];
        struct slice name = document->kind == DOCUMENT_TABLE ? document->table.schema.value
                                                             : document->schema.name.value;

        if (one.at && !slice_eq_folded(one, name)) {
            complain("--schema is for specs of one schema; these have `%.*s` and `%.*s`",
                     SLICE_ARG(one), SLICE_ARG(name));
            return false;
        }
        one = name;
    }
    return true;
}

/* "DIR/raw_events.sql" for the spec raw_events.yaml. */
static const char *path_in_folder(struct arena *arena, const struct options *options,
                                  const struct source *source)
{
    struct slice name = slice_of(source->name), dir = slice_of(options->out_dir);

    if (slice_ends(name, SLICE(".yaml")))
        name.len -= 5;
    else if (slice_ends(name, SLICE(".yml")))
        name.len -= 4;
    while (dir.len > 1 && slice_ends(dir, SLICE("/")))
        dir.len--;
    return arena_printf(arena, "%.*s/%.*s%s", SLICE_ARG(dir), SLICE_ARG(name),
                        options->target->extension)
        .at;
}

static struct slice render(struct session *session, const struct statement_list *statements)
{
    struct write_options write = {.for_psql = session->options->for_psql};
    struct str text = {0};
    struct slice copy;

    write_statements(&text, session->options->target, statements, &write);
    copy = arena_copy(&session->arena, str_slice(&text));
    str_release(&text);
    return copy;
}

/* The statements of each source, by the source's order. */
static struct statement_list *split_by_source(struct session *session,
                                              const struct statement_list *all)
{
    struct statement_list *lists =
        arena_zalloc(&session->arena, session->sources.count + 1, sizeof *lists);

    for (size_t i = 0; i < all->list.count; i++)
        *vec_push(&lists[all->list.at[i].document->source->order].list, &session->arena) =
            all->list.at[i];
    return lists;
}

/* Adds a file for each spec. False where two specs would be one file. */
static bool add_files(struct session *session, const struct statement_list *statements,
                      struct output *output)
{
    struct statement_list *own = split_by_source(session, statements);
    struct map paths;

    map_init(&paths, &session->arena);
    for (size_t i = 0; i < session->sources.count; i++) {
        struct source *source = session->sources.at[i], *first;
        const char *path = path_in_folder(&session->arena, session->options, source);

        first = map_add(&paths, slice_of(path), source);
        if (first) {
            complain("%s and %s would both be written to %s", first->path, source->path, path);
            return false;
        }
        output_add(output, path, render(session, &own[source->order]));
    }
    return true;
}

static enum exit_status deliver_files(struct session *session,
                                      const struct statement_list *statements)
{
    struct output output = {.arena = &session->arena};
    bool is_same = true;

    if (session->options->output)
        output_add(&output, session->options->output, render(session, statements));
    else if (!add_files(session, statements, &output))
        return EXIT_TROUBLE;
    if (!session->options->checks_output)
        return output_write(&output) ? EXIT_DONE : EXIT_TROUBLE;
    if (!output_compare(&output, &is_same))
        return EXIT_TROUBLE;
    return is_same ? EXIT_DONE : EXIT_FINDINGS;
}

static enum exit_status deliver(struct session *session, const struct statement_list *statements)
{
    struct write_options write = {.for_psql = session->options->for_psql};
    struct str text = {0};
    bool done;

    if (session->options->output || session->options->out_dir)
        return deliver_files(session, statements);
    write_statements(&text, session->options->target, statements, &write);
    done = output_stream(STDOUT_FILENO, str_slice(&text));
    str_release(&text);
    return done ? EXIT_DONE : EXIT_TROUBLE;
}

static enum exit_status compile(struct session *session)
{
    const struct options *options = session->options;
    struct plan_options plan = {.emit = options->emit, .until = options->until};
    struct statement_list statements = {0};

    if (!session_load(session))
        return EXIT_TROUBLE;
    if (options->schema && !has_one_schema(&session->model))
        return EXIT_TROUBLE;
    if (options->schema)
        plan.schema = slice_of(options->schema);
    if (!session->diags.error_count)
        plan_compile(&session->diags, &session->model, &plan, &statements);
    if (!session_report(session))
        return EXIT_TROUBLE;
    if (session_has_failed(session))
        return EXIT_FINDINGS;
    return deliver(session, &statements);
}

enum exit_status command_compile(const struct options *options)
{
    struct session session;
    enum exit_status status;

    session_init(&session, options);
    status = compile(&session);
    if (status != EXIT_DONE)
        session_deliver_failure(&session);
    session_release(&session);
    return status;
}
