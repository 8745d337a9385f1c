/* Findings about the keys of a survey that do not match. */
#include "path/value.h"
#include "plan/survey/survey.h"

/* Whether a folder, given from the bucket's root, is in a partition of the table. */
static bool would_match(struct path_matcher *matcher, const struct table *table,
                        struct slice prefix, struct slice dir)
{
    struct path_match match;
    struct slice folder;
    const char *why;

    if (!slice_starts(dir, prefix) || !path_folder(matcher, slice_from(dir, prefix.len), &folder) ||
        path_match(matcher, folder, &match) != PATH_MATCHES)
        return false;
    for (size_t i = 0; i < table->keys.count; i++)
        if (value_fits(&table->keys.at[i], match.values[i], &why) != VALUE_FITS)
            return false;
    return true;
}

uint64_t survey_count_for(const struct survey *survey, const struct table *table)
{
    struct path_matcher *matcher = path_matcher_new(table);
    struct slice prefix = location_split(table->location.value).prefix;
    struct str dir = {0};
    uint64_t count = 0;

    for (size_t i = 0; i < survey->forms.count; i++)
        if (would_match(matcher, table, prefix, survey->forms.at[i].example))
            count += survey->forms.at[i].count;
    for (size_t i = 0; i < survey->count; i++) {
        dir.len = 0;
        str_add(&dir, survey->location.prefix);
        str_add(&dir, survey_folder_name(survey->folders[i]));
        if (would_match(matcher, table, prefix, str_slice(&dir)))
            count += survey->folders[i]->files;
    }
    str_release(&dir);
    path_matcher_free(matcher);
    return count;
}

static void report_nothing(const struct survey *survey, struct diags *diags)
{
    const struct table *table = survey->table;
    bool is_outside = survey->outside == survey->keys;
    struct span path = table->path.text.span.source ? table->path.text.span : table->keys_span;
    struct diag *diag;

    if (!survey->keys) {
        diag_help(diags, diag_add(diags, SP0915, table->location.span, "the listing has no key"),
                  "make it with `aws s3 ls --recursive s3://%.*s/%.*s`, which leaves an empty file "
                  "when it fails",
                  SLICE_ARG(survey->location.bucket), SLICE_ARG(survey->location.prefix));
        return;
    }
    if (survey->matched)
        return;
    diag = diag_add(diags, SP0914, is_outside || !path.source ? table->location.span : path,
                    is_outside ? "no key of the listing is in the table's location"
                               : "no key of the listing is a file of a partition");
    if (is_outside)
        diag_note(diags, diag, "the first key is %.*s", SLICE_ARG(survey->first_outside));
    if (is_outside && survey->relative.len) {
        diag_note(diags, diag, "`%.*s` is a partition's if the keys are relative to the location",
                  SLICE_ARG(survey->relative));
        diag_help(diags, diag, "list whole keys: `aws s3 ls --recursive %.*s`",
                  SLICE_ARG(table->location.value));
    } else if (!survey->keeps_forms) {
        diag_help(diags, diag,
                  "run `spectrumc inspect` to see what is there, and which `location:` and `path:` "
                  "would match it");
    }
}

static void report_narrow(const struct survey *survey, struct diags *diags)
{
    struct slice whole = survey->table->location.value;
    struct diag *diag = diag_add(diags, SP0904, survey->table->location.span,
                                 "only `%.*s` was listed, which is a part of the location",
                                 SLICE_ARG(survey->narrow));

    diag_help(diags, diag, "list all of it: `aws s3 ls --recursive %.*s`", SLICE_ARG(whole));
}

void survey_report(const struct survey *survey, struct diags *diags)
{
    struct path_components components = path_components_of(survey->arena, survey->table);

    for (size_t i = 0; i < survey->misses.count; i++) {
        const struct miss_group *group = &survey->misses.at[i];

        path_report_miss(diags, &components, &group->miss, group->count, group->example);
    }
    if (survey->uncounted_misses)
        diag_add(diags, SP0911, survey->table->location.span,
                 "%llu more keys do not match the path, in other ways",
                 (unsigned long long)survey->uncounted_misses);
    if (survey->narrow.len && !survey->is_wide)
        report_narrow(survey, diags);
    report_nothing(survey, diags);
}
