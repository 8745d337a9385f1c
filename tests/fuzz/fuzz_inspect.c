/* Any bytes as a listing for `inspect`: its text shows every character, its JSON can be parsed, and its
   SVG has the elements that it is made of, and no others. */
#include "read/listing/listing.h"
#include "report/inspection.h"
#include "tests/fuzz/expect.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/survey_of.h"

static bool is_element(struct slice rest)
{
    static const char *const names[] = {"svg ",  "/svg>",  "text ",  "/text>",
                                        "rect ", "title>", "/title>"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_starts(rest, slice_of(names[i])))
            return true;
    return false;
}

static bool is_reference(struct slice rest)
{
    return slice_starts(rest, SLICE("amp;")) || slice_starts(rest, SLICE("lt;")) ||
           slice_starts(rest, SLICE("gt;")) || slice_starts(rest, SLICE("quot;")) ||
           slice_starts(rest, SLICE("apos;")) || slice_starts(rest, SLICE("#"));
}

static bool is_drawing(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((text.at[i] == '<' && !is_element(slice_from(text, i + 1)) &&
             !slice_starts(slice_from(text, i), SLICE("</rect>"))) ||
            (text.at[i] == '&' && !is_reference(slice_from(text, i + 1))))
            return false;
    return true;
}

static void report(const struct inspection *inspection)
{
    struct str out = {0};

    inspect_text(&out, inspection);
    fuzz_require_no_command(&out);
    fuzz_require_visible(&out);
    inspect_json(&out, inspection);
    fuzz_require_json(&out);
    inspect_svg(&out, inspection);
    if (!is_drawing(str_slice(&out)))
        fuzz_stop("not the drawing that it should be", str_slice(&out));
    fuzz_require_visible(&out);
    str_release(&out);
}

static void inspect(struct diags *diags, struct survey *survey, const struct document *document)
{
    struct inspection inspection = {
        .document = document, .survey = survey, .is_whole = true, .price = 5};

    survey_report(survey, diags);
    inspection.coverage = coverage_of(survey);
    inspection.has_proposal = propose(survey, &inspection.proposal);
    if (survey->keys && survey->outside == survey->keys)
        inspection.nearest = nearest_location(survey);
    report(&inspection);
    diags_sort(diags);
    fuzz_require_reports(diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct model model = {0};
    struct diags diags;
    struct survey survey;
    struct listing_sink sink = {.take = survey_take, .context = &survey};
    const struct document *document;

    diags_init(&diags, &arena);
    document = fuzz_table(&diags, &model, (struct slice){0});
    survey_init(&survey, &arena, &document->table);
    survey.keeps_forms = true;
    if (listing_read_bytes(&diags, "fuzz", (struct slice){(const char *)data, size}, &sink) ==
        LISTING_READ)
        inspect(&diags, &survey, document);
    survey_release(&survey);
    arena_release(&arena);
    return 0;
}
