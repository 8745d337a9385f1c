/* Any bytes as a spec for `fmt`: what it writes is YAML, and canonical. */
#include "read/yaml/canonical.h"
#include "read/yaml/compose.h"
#include "tests/fuzz/expect.h"
#include "tests/fuzz/fuzz.h"

/* Whether a source is YAML; then its canonical text is appended. */
static bool format(struct arena *arena, struct slice text, struct str *out)
{
    struct yaml_stream stream = {0};
    struct source *source = source_new(arena, "fuzz.yaml", text);
    struct diags diags;

    diags_init(&diags, arena);
    yaml_read(&diags, arena, source, &stream);
    if (!diags.error_count)
        canonical_write(out, &diags, source);
    fuzz_require_reports(&diags);
    return !diags.error_count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str once = {0}, twice = {0};
    struct arena arena;

    arena_init(&arena);
    if (format(&arena, (struct slice){(const char *)data, size}, &once)) {
        if (!format(&arena, str_slice(&once), &twice))
            fuzz_stop("the canonical text is not YAML", str_slice(&once));
        if (!slice_eq(str_slice(&once), str_slice(&twice)))
            fuzz_stop("the canonical text is not canonical", str_slice(&once));
    }
    arena_release(&arena);
    str_release(&once);
    str_release(&twice);
    return 0;
}
