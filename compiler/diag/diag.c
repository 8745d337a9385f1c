#include "diag/diag.h"

#include <stdlib.h>

static const struct diag_kind kinds[] = {
#define DIAG(code, severity, title, explanation, before, after, source)                            \
    [code] = {#code, SEVERITY_##severity, title, explanation, before, after, source},
#include "grammar/diag.def"
#undef DIAG
};

_Static_assert(sizeof kinds / sizeof *kinds == DIAG_CODE_COUNT, "a row for each code");

const struct diag_kind *diag_kind(enum diag_code code)
{
    return &kinds[code];
}

enum diag_code diag_code_named(struct slice name)
{
    enum diag_code code = 0;

    while (code < DIAG_CODE_COUNT && !slice_eq_folded(slice_of(kinds[code].name), name))
        code++;
    return code;
}

const char *severity_name(enum severity severity)
{
    static const char *const names[] = {"error", "warning", "note"};

    return names[severity];
}

void diags_init(struct diags *diags, struct arena *arena)
{
    *diags = (struct diags){.arena = arena};
}

static void diags_count(struct diags *diags, enum severity severity)
{
    diags->error_count += severity == SEVERITY_ERROR;
    diags->warning_count += severity == SEVERITY_WARNING;
}

struct diag *diag_add(struct diags *diags, enum diag_code code, struct span span,
                      const char *format, ...)
{
    struct diag *diag = arena_new(diags->arena, struct diag);
    va_list args;

    diag->code = code;
    diag->severity = diag_kind(code)->severity;
    diag->span = span;
    diag->serial = (uint32_t)diags->list.count;
    va_start(args, format);
    diag->message = arena_vprintf(diags->arena, format, args);
    va_end(args);
    *vec_push(&diags->list, diags->arena) = diag;
    diags_count(diags, diag->severity);
    return diag;
}

struct diag *diag_label(struct diags *diags, struct diag *diag, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    diag->label = arena_vprintf(diags->arena, format, args);
    va_end(args);
    return diag;
}

struct diag *diag_note(struct diags *diags, struct diag *diag, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    *vec_push(&diag->notes, diags->arena) = arena_vprintf(diags->arena, format, args);
    va_end(args);
    return diag;
}

struct diag *diag_help(struct diags *diags, struct diag *diag, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    *vec_push(&diag->helps, diags->arena) = arena_vprintf(diags->arena, format, args);
    va_end(args);
    return diag;
}

struct diag *diag_related(struct diags *diags, struct diag *diag, struct span span,
                          const char *format, ...)
{
    struct diag_related *related = vec_push(&diag->related, diags->arena);
    va_list args;

    related->span = span;
    va_start(args, format);
    related->label = arena_vprintf(diags->arena, format, args);
    va_end(args);
    return diag;
}

void diag_fix(struct diags *diags, struct diag *diag, struct span span, struct slice text,
              bool is_safe)
{
    *vec_push(&diag->fixes, diags->arena) = (struct diag_fix){span, arena_copy(diags->arena, text),
                                                              is_safe};
}

void diags_demote(struct diags *diags, size_t first)
{
    for (size_t i = first; i < diags->list.count; i++) {
        if (diags->list.at[i]->severity != SEVERITY_ERROR)
            continue;
        diags->list.at[i]->severity = SEVERITY_WARNING;
        diags->error_count--;
        diags->warning_count++;
    }
}

void diags_take_back(struct diags *diags, size_t count)
{
    while (diags->list.count > count) {
        enum severity severity = diags->list.at[--diags->list.count]->severity;

        diags->error_count -= severity == SEVERITY_ERROR;
        diags->warning_count -= severity == SEVERITY_WARNING;
    }
}

static int diag_cmp(const void *left, const void *right)
{
    const struct diag *a = *(struct diag *const *)left, *b = *(struct diag *const *)right;
    int order = span_cmp(a->span, b->span);

    if (!order)
        order = slice_cmp(a->path, b->path);
    if (!order)
        order = (a->code > b->code) - (a->code < b->code);
    return order ? order : (a->serial > b->serial) - (a->serial < b->serial);
}

static bool is_of_one_place(const struct diag *a, const struct diag *b)
{
    return a->code == b->code && span_cmp(a->span, b->span) == 0 && slice_eq(a->path, b->path);
}

/* Removes findings that say the same of the same place as an earlier one. They are sorted. */
static void drop_repetitions(struct diags *diags)
{
    struct arena scratch = {0};
    struct map said; /* the messages at the present place */
    size_t kept = 0;

    for (size_t i = 0; i < diags->list.count; i++) {
        struct diag *diag = diags->list.at[i];

        if (!i || !is_of_one_place(diags->list.at[kept - 1], diag)) {
            arena_clear(&scratch);
            map_init(&said, &scratch);
        }
        if (!map_add(&said, diag->message, diag))
            diags->list.at[kept++] = diag;
    }
    diags->list.count = kept;
    arena_release(&scratch);
}

void diags_sort(struct diags *diags)
{
    if (diags->list.count)
        qsort(diags->list.at, diags->list.count, sizeof *diags->list.at, diag_cmp);
    drop_repetitions(diags);
    diags->error_count = diags->warning_count = 0;
    for (size_t i = 0; i < diags->list.count; i++)
        diags_count(diags, diags->list.at[i]->severity);
}
