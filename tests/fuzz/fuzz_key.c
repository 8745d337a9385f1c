/* Any bytes as keys, one a line without its rules: matched, explained, proposed for. */
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/survey_of.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice rest = {(const char *)data, size};
    struct arena arena = {0};
    struct model model = {0};
    struct diags diags;
    struct survey survey;
    const struct document *document;

    diags_init(&diags, &arena);
    document = fuzz_table(&diags, &model, (struct slice){0});
    survey_init(&survey, &arena, &document->table);
    survey.keeps_forms = true;
    while (rest.len) {
        size_t end = slice_find(rest, '\n');
        struct listed_key object = {.key = slice_cut(rest, 0, end), .count = 1};

        survey_take(&survey, &object);
        rest = slice_from(rest, end < rest.len ? end + 1 : end);
    }
    fuzz_finish(&survey, &diags, document);
    survey_release(&survey);
    arena_release(&arena);
    return 0;
}
