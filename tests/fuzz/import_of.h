/* What the fuzzers of `import` share: a source through to the text of its spec, and that read back. */
#ifndef FUZZ_IMPORT_OF_H
#define FUZZ_IMPORT_OF_H

#include "driver/import.h"
#include "read/spec/spec.h"
#include "read/yaml/compose.h"
#include "tests/fuzz/expect.h"

/* The text is YAML of as many documents as the model has: nothing in it makes another, or changes
   what a key is. */
static inline void fuzz_require_documents(struct arena *arena, struct slice text, size_t count)
{
    struct source *source = source_new(arena, "again.yaml", text);
    struct yaml_stream stream = {0};
    struct variables none;
    struct model model = {0};
    struct diags diags;

    diags_init(&diags, arena);
    variables_init(&none, arena);
    yaml_read(&diags, arena, source, &stream);
    if (diags.error_count)
        fuzz_stop("import wrote what is not YAML", text);
    spec_read(&diags, source, &none, &model);
    if (stream.documents.count != count || model.documents.count != count)
        fuzz_stop("import wrote other documents than it read", text);
    for (size_t i = 0; i < diags.list.count; i++)
        if (diags.list.at[i]->code == SP0111 || diags.list.at[i]->code == SP0117)
            fuzz_stop("import wrote a key that specs do not have", text);
}

static inline void fuzz_import(struct slice text)
{
    const struct request request = {0};
    struct session session;
    struct str out = {0};
    struct source *source;

    session_init(&session, &request);
    source = source_new(&session.arena, "fuzz", text);
    *vec_push(&session.sources, &session.arena) = source;
    if (import_read(&session, source)) {
        import_write(&out, &session);
        fuzz_require_documents(&session.arena, str_slice(&out), session.model.documents.count);
        fuzz_require_clean(&out);
    }
    diags_sort(&session.diags);
    fuzz_require_reports(&session.diags);
    session_release(&session);
    str_release(&out);
}

#endif
