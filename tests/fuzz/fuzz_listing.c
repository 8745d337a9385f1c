/* Any bytes as a listing of any form. */
#include "read/listing/listing.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/survey_of.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct model model = {0};
    struct diags diags;
    struct survey survey;
    struct listing_sink sink = {.take = survey_take, .context = &survey};
    const struct document *document;
    enum listing_result result;
    size_t errors;

    diags_init(&diags, &arena);
    document = fuzz_table(&diags, &model, (struct slice){0});
    survey_init(&survey, &arena, &document->table);
    survey.keeps_forms = true;
    errors = diags.error_count;
    result = listing_read_bytes(&diags, "fuzz", (struct slice){(const char *)data, size}, &sink);
    if ((result == LISTING_READ) != (diags.error_count == errors))
        abort();
    fuzz_finish(&survey, &diags, document);
    survey_release(&survey);
    arena_release(&arena);
    return 0;
}
