/* What the fuzzers of listings share: a table over a spec's text, surveyed. */
#ifndef FUZZ_SURVEY_OF_H
#define FUZZ_SURVEY_OF_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "diag/render.h"
#include "plan/reconcile.h"
#include "plan/survey/coverage.h"
#include "plan/survey/partitions.h"
#include "plan/survey/propose.h"
#include "read/spec/spec.h"
#include "rules/rules.h"

/* Columns of each domain; the default path unless `path` is given. */
static inline const struct document *fuzz_table(struct diags *diags, struct model *model,
                                                struct slice path)
{
    struct arena *arena = diags->arena;
    struct variables none;
    struct slice text = arena_printf(
        arena,
        "external_table:\n  schema: s\n  name: t\n  columns: [{name: id, type: bigint}]\n"
        "  partitioned_by:\n    - {name: app, type: varchar(40)}\n"
        "    - {name: shard, type: varchar(2), range: {from: 0, to: 15, width: 2}}\n"
        "    - {name: env, type: varchar(9), values: [dev, prod]}\n"
        "    - {name: n, type: int}\n    - {name: day, type: date}\n"
        "  format: json\n  location: s3://lake/t/\n%s%.*s%s",
        path.at ? "  path: |-\n    " : "", SLICE_ARG(path), path.at ? "\n" : "");

    variables_init(&none, arena);
    spec_read(diags, source_new(arena, "fuzz.yaml", text), &none, model);
    rules_run(diags, model);
    return diags->error_count || model->documents.count != 1 ? NULL : model->documents.at[0];
}

/* Every partition that was found is rendered as the folder it was read from, or known to be not. */
static inline void fuzz_require_folders(const struct survey *survey)
{
    struct path_renderer renderer = path_renderer_new(survey->arena, survey->table);
    struct str folder = {0};

    for (size_t i = 0; i < survey->count; i++) {
        const struct survey_folder *found = survey->folders[i];

        folder.len = 0;
        path_render(&folder, &renderer, found->values, date_civil(found->minutes));
        if (slice_eq(str_slice(&folder), survey_folder_name(found)) == found->is_other)
            abort();
    }
    str_release(&folder);
}

/* All that `partitions` and `inspect` do with a survey, and the findings rendered. */
static inline void fuzz_finish(struct survey *survey, struct diags *diags,
                               const struct document *document)
{
    struct render_options options = {.width = 80, .spec_count = 1};
    struct reconcile_options reconcile = {.common = {.document = document}};
    struct statement_list statements = {0};
    struct partition_list partitions;
    struct proposal proposal;
    struct tally tally;
    struct str out = {0};

    fuzz_require_folders(survey);
    survey_report(survey, diags);
    coverage_of(survey);
    propose(survey, &proposal);
    nearest_location(survey);
    partitions = plan_surveyed(diags, survey);
    plan_reconcile(diags, partitions, &reconcile, &statements, &tally);
    diags_sort(diags);
    render_text(&out, diags, &options);
    for (size_t i = 0; i < out.len; i++)
        if ((unsigned char)out.at[i] < ' ' && out.at[i] != '\n')
            abort();
    str_release(&out);
}

#endif
