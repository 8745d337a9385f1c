#include "driver/session.h"

#include "plan/compile.h"
#include "read/ddl/ddl.h"
#include "read/glue.h"
#include "read/spec/spec.h"
#include "rules/rules.h"

void session_init(struct session *session, const struct request *request)
{
    *session = (struct session){.request = request};
    arena_init(&session->arena);
    diags_init(&session->diags, &session->arena);
}

void session_release(struct session *session)
{
    arena_release(&session->arena);
}

bool session_load_settings(struct session *session)
{
    const struct request *request = session->request;
    bool is_good = true;

    for (size_t i = 0; i < request->vars_files.count; i++) {
        const char *why;
        struct source *source = source_read(&session->arena, request->vars_files.at[i], &why);

        if (source)
            *vec_push(&session->settings, &session->arena) = source;
        else
            request_complain(request, "%s: %s", request->vars_files.at[i], why);
        is_good = is_good && source;
    }
    return is_good;
}

static void set_variables(struct session *session)
{
    const struct request *request = session->request;

    variables_init(&session->overrides, &session->arena);
    for (size_t i = 0; i < session->settings.count; i++)
        variables_read(&session->overrides, &session->diags, session->settings.at[i]);
    for (size_t i = 0; i < request->settings.count; i++)
        variables_set(&session->overrides, request->settings.at[i].name,
                      (struct text){.value = request->settings.at[i].value, .style = TEXT_OTHER});
}

/* A variable set on the command line that no spec uses is probably misspelt. */
static void report_unused_settings(struct session *session)
{
    const struct request *request = session->request;

    for (size_t i = 0; i < request->settings.count; i++) {
        struct slice name = request->settings.at[i].name;
        const struct variable *variable = map_get(&session->overrides.by_name, name);

        if (!variable->is_used)
            diag_help(&session->diags,
                      diag_add(&session->diags, SP0124, (struct span){0},
                               "--set gives `%.*s` a value, but no spec uses it", SLICE_ARG(name)),
                      "write a name that the specs have between `${` and `}`");
    }
}

/* DDL or Glue JSON where a spec was expected: YAML would only stumble over it. */
static bool report_deployed(struct diags *diags, struct source *source)
{
    bool is_ddl = ddl_is_likely(source->text);

    if (!is_ddl && !glue_is_likely(source->text))
        return false;
    diag_help(diags,
              diag_add(diags, SP0117, span_of(source, 0, 0),
                       is_ddl ? "this is SQL, not a spec" : "this is Glue JSON, not a spec"),
              "write a spec of it: `spectrumc import %s`", source->path);
    return true;
}

void session_check(struct session *session)
{
    diags_init(&session->diags, &session->arena);
    session->model = (struct model){.default_database = session->request->database};
    set_variables(session);
    for (size_t i = 0; i < session->sources.count; i++) {
        session->sources.at[i]->order = (uint32_t)i + 1;
        if (!report_deployed(&session->diags, session->sources.at[i]))
            spec_read(&session->diags, session->sources.at[i], &session->overrides,
                      &session->model);
    }
    if (session->request->amend)
        session->request->amend(session->request->context, session);
    rules_run(&session->diags, &session->model);
    report_unused_settings(session);
}

void session_plan(struct session *session)
{
    struct plan_options plan = {.parts = PARTS_DEFAULT, .until = {.may_be_open = true}};
    struct statement_list statements = {0};

    if (!session->diags.error_count)
        plan_compile(&session->diags, &session->model, &plan, &statements);
}

bool session_begin(struct session *session)
{
    if (!session_load_settings(session))
        return false;
    set_variables(session);
    return true;
}

bool session_read(struct session *session, struct source *source, struct model *model)
{
    size_t errors = session->diags.error_count;

    if (glue_is_likely(source->text))
        glue_read(&session->diags, source, session->request->schema, model);
    else
        ddl_read(&session->diags, source, session->request->schema, model);
    return session->diags.error_count == errors;
}

bool session_read_any(struct session *session, struct source *source, struct model *model)
{
    bool is_deployed = ddl_is_likely(source->text) || glue_is_likely(source->text);

    if (is_deployed)
        session_read(session, source, model);
    else
        spec_read(&session->diags, source, &session->overrides, model);
    return is_deployed;
}

void session_find_errors(struct session *session, struct model *model)
{
    struct diags found;

    diags_init(&found, &session->arena);
    rules_run(&found, model);
    for (size_t i = 0; i < found.list.count; i++) {
        if (found.list.at[i]->severity != SEVERITY_ERROR)
            continue;
        *vec_push(&session->diags.list, &session->arena) = found.list.at[i];
        session->diags.error_count++;
    }
}
