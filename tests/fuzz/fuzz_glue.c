/* Glue's JSON for `import`: only JSON is tried, so that what is learnt is of tables. */
#include "read/glue.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/import_of.h"

static bool is_json(struct slice text)
{
    json_t *json = json_loadb(text.at, text.len, 0, NULL);

    json_decref(json);
    return json;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice text = {(const char *)data, size};

    if (!glue_is_likely(text) || !is_json(text))
        return -1; /* not for the corpus */
    fuzz_import(text);
    return 0;
}
