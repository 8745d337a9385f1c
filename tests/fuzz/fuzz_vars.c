/*
 * Any bytes as variables. The lines before a line `---` are a file of --vars, but for those with a `=`
 * in front, which are --set; the rest is a value in which they are used. What comes of it is checked,
 * and reported so that each character is seen.
 */
#include "driver/session.h"
#include "tests/fuzz/expect.h"
#include "tests/fuzz/fuzz.h"

/* A line `=NAME=VALUE` as --set, which takes no NUL; else it is kept for the file. */
static void take_line(struct arena *arena, struct request *request, struct str *file,
                      struct slice line)
{
    size_t equals = line.len ? 1 + slice_find(slice_from(line, 1), '=') : 0;
    struct slice name;

    if (!slice_starts(line, SLICE("=")) || equals >= line.len) {
        str_add(file, line);
        str_putc(file, '\n');
        return;
    }
    name = slice_cut(line, 1, equals);
    if (variable_is_name(name))
        *vec_push(&request->settings, arena) = (struct setting){name, slice_from(line, equals + 1)};
}

/* The value in YAML's double quotes, in each kind of key. */
static struct slice spec_of(struct arena *arena, struct slice value)
{
    struct str quoted = {0};
    struct slice spec;

    for (size_t i = 0; i < value.len; i++)
        str_printf(&quoted, "\\x%02x", (unsigned char)value.at[i]);
    spec = arena_printf(arena,
                        "vars: {own: \"%.*s\"}\n"
                        "external_table:\n  schema: s\n  name: t\n  description: \"%.*s\"\n"
                        "  columns: [{name: \"c%.*s\", type: bigint}]\n  format: json\n"
                        "  location: \"s3://lake/%.*s/\"\n",
                        SLICE_ARG(str_slice(&quoted)), SLICE_ARG(str_slice(&quoted)),
                        SLICE_ARG(str_slice(&quoted)), SLICE_ARG(str_slice(&quoted)));
    str_release(&quoted);
    return spec;
}

static void run(struct session *session, struct request *request, struct slice text)
{
    struct arena *arena = &session->arena;
    struct str file = {0};

    while (text.len) {
        size_t end = slice_find(text, '\n');
        struct slice line = slice_cut(text, 0, end);

        text = slice_from(text, end < text.len ? end + 1 : end);
        if (slice_is(line, "---"))
            break;
        take_line(arena, request, &file, line);
    }
    *vec_push(&session->settings, arena) = source_new(arena, "vars.yaml",
                                                      arena_copy(arena, str_slice(&file)));
    *vec_push(&session->sources, arena) = source_new(arena, "fuzz.yaml", spec_of(arena, text));
    session_check(session);
    session_plan(session);
    diags_sort(&session->diags);
    fuzz_require_reports(&session->diags);
    str_release(&file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct request request = {0};
    struct session session;

    session_init(&session, &request);
    run(&session, &request, (struct slice){(const char *)data, size});
    session_release(&session);
    return 0;
}
