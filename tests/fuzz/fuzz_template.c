/* Any bytes as a path: what the rules take renders values that are read back. */
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/survey_of.h"

static void require_round_trip(const struct table *table, struct arena *arena)
{
    struct path_matcher *matcher = path_matcher_new(table);
    struct path_renderer renderer = path_renderer_new(arena, table);
    struct slice values[] = {SLICE("a=/b %-1"), SLICE("07"), SLICE("prod"), SLICE("-12"),
                             SLICE("2026-04-30")};
    struct civil when = {2026, 4, 30, 0, 0};
    struct path_match match;
    struct slice folder;
    struct str text = {0};

    path_render(&text, &renderer, values, when);
    if (!path_folder(matcher, str_slice(&text), &folder) || folder.len != text.len ||
        path_match(matcher, folder, &match) != PATH_MATCHES)
        abort();
    for (size_t i = 0; i < table->keys.count; i++)
        if (!slice_eq(match.values[i], values[i]))
            abort();
    str_release(&text);
    path_matcher_free(matcher);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct model model = {0};
    struct diags diags;
    const struct document *document;

    diags_init(&diags, &arena);
    document = fuzz_table(&diags, &model, (struct slice){(const char *)data, size});
    if (document && !diags.error_count && text_is_given(document->table.path.text))
        require_round_trip(&document->table, &arena);
    arena_release(&arena);
    return 0;
}
