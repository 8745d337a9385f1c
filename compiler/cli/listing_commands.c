#include "cli/listing_commands.h"

#include "cli/complain.h"
#include "cli/progress.h"
#include "plan/survey/partitions.h"
#include "read/listing/listing.h"
#include "rules/rules.h"

static struct slice names_of_tables(struct run *run)
{
    struct str names = {0};
    struct slice copy;

    for (size_t i = 0; i < run->session.model.documents.count; i++) {
        const struct document *document = run->session.model.documents.at[i];

        if (document->kind == DOCUMENT_TABLE)
            str_printf(&names, "%s%.*s", names.len ? ", " : "",
                       SLICE_ARG(document->table.name.value));
    }
    copy = arena_copy(&run->session.arena, str_slice(&names));
    str_release(&names);
    return copy;
}

struct document *only_table(struct run *run)
{
    const char *name = run->options->table;
    struct slice all = names_of_tables(run);
    struct document *found = NULL;
    size_t count = 0;

    for (size_t i = 0; i < run->session.model.documents.count; i++) {
        struct document *document = run->session.model.documents.at[i];

        if (document->kind != DOCUMENT_TABLE ||
            (name && !slice_eq_folded(document->table.name.value, slice_of(name))))
            continue;
        found = document;
        count++;
    }
    if (count == 1)
        return found;
    if (!all.len)
        complain("the spec has no external table");
    else if (!count)
        complain("no table is called `%s`; the specs have %.*s", name, SLICE_ARG(all));
    else
        complain("the specs have several tables; give --table NAME, one of %.*s", SLICE_ARG(all));
    return NULL;
}

bool survey_listing(struct run *run, struct survey *survey)
{
    struct progress progress = progress_begin(&survey->keys);
    struct listing_sink sink = {.take = survey_take,
                                .context = survey,
                                .scope = survey_scope,
                                .progress = progress_block,
                                .progress_context = &progress};
    enum listing_result result;
    const char *path = run->options->listing, *why;

    result = listing_read(&run->session.diags, path, &sink, &why);
    progress_end(&progress);
    if (result == LISTING_UNREADABLE)
        complain("%s: %s", strcmp(path, "-") == 0 ? "standard input" : path, why);
    return result != LISTING_UNREADABLE;
}

bool survey_partitions(struct run *run, struct survey *survey, struct partition_list *partitions)
{
    struct diags *diags = &run->session.diags;

    *partitions = (struct partition_list){0};
    if (!survey_listing(run, survey))
        return false;
    if (!diags->error_count)
        survey_report(survey, diags);
    if (!diags->error_count)
        *partitions = plan_surveyed(diags, survey);
    rules_silence(diags, &run->session.model);
    return true;
}

void forget_findings(struct diags *diags, enum diag_code code, const struct table *table)
{
    size_t kept = 0;

    for (size_t i = 0; i < diags->list.count; i++) {
        struct diag *diag = diags->list.at[i];

        if (diag->code != code || (table && span_cmp(diag->span, table->name.span) != 0))
            diags->list.at[kept++] = diag;
        else
            diags->warning_count -= diag->severity == SEVERITY_WARNING;
    }
    diags->list.count = kept;
}
