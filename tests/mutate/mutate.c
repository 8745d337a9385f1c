/*
 * One mistake gives one finding, at its place: takes good specs, makes one mistake of each kind of
 * mistakes.def at random places, and looks at what the checks say.
 *
 * usage: mutate [--seed N] [--rounds N] [--keep DIR] SPEC...
 * Prints what a stage prints (tests/run.sh). --keep writes one mutant of each kind to DIR.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/linediff.h"
#include "diag/fix.h"
#include "diag/render.h"
#include "plan/compile.h"
#include "read/spec/spec.h"
#include "rules/rules.h"
#include "tests/mutate/makers.h"

enum { PUTS_MAX = 8, CODES_MAX = 4, SHOWN_MAX = 3 };
enum where { HERE, NEAR, BELOW };
enum how { HOW_EDIT, HOW_ADD, HOW_MAKE };

struct mistake {
    const char *name;
    enum how how;
    bool (*make)(struct mutant *mutant);
    const char *path, *find;
    const char *puts[PUTS_MAX];          /* ends in NULL */
    enum diag_code codes[CODES_MAX + 1]; /* ends in DIAG_CODE_COUNT */
    enum where where;
};

#define WITH(...)                                                                                  \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }
#define CODES(...)                                                                                 \
    {                                                                                              \
        __VA_ARGS__, DIAG_CODE_COUNT                                                               \
    }

static const struct mistake mistakes[] = {
#define EDIT(name, path, find, puts, codes, where)                                                 \
    {#name, HOW_EDIT, NULL, path, find, puts, codes, where},
#define ADD(name, path, puts, codes, where) {#name, HOW_ADD, NULL, path, NULL, puts, codes, where},
#define MAKE(name, codes, where) {#name, HOW_MAKE, make_##name, NULL, NULL, {NULL}, codes, where},
#include "tests/mutate/mistakes.def"
};

static size_t count_puts(const struct mistake *mistake)
{
    size_t count = 0;

    while (count < PUTS_MAX && mistake->puts[count])
        count++;
    return count;
}

static bool make_add(struct mutant *mutant, const struct mistake *mistake)
{
    const struct spot *spot = pick(mutant, mistake->path, has_own_pairs);

    return spot &&
           add_pair(mutant, spot->node, slice_of(mistake->puts[draw_below(count_puts(mistake))]));
}

static bool is_anchored(const struct spot *spot)
{
    size_t lo = is_in_mapping(spot) ? pair_of(spot)->key->span.hi : spot->node->span.lo;

    return memchr(spot->node->span.source->text.at + lo, '&', spot->node->span.lo - lo + 1);
}

static bool make_edit(struct mutant *mutant, const struct mistake *mistake)
{
    const struct spot *spot = pick(mutant, mistake->path, is_scalar);
    const char *with = mistake->puts[draw_below(count_puts(mistake))];
    size_t lo, hi;

    if (!spot || !find_in(raw_of(spot->node), mistake->find, &lo, &hi) || is_anchored(spot))
        return false;
    return put(mutant, spot->node->span.lo + lo, spot->node->span.lo + hi, slice_of(with), 0);
}

/* What the checks say of a spec. */
static void look(struct diags *diags, struct arena *arena, struct source *source)
{
    struct plan_options plan = {.parts = PARTS_DEFAULT, .until = {.may_be_open = true}};
    struct statement_list statements = {0};
    struct variables overrides;
    struct model model = {0};

    diags_init(diags, arena);
    variables_init(&overrides, arena);
    source->order = 1;
    spec_read(diags, source, &overrides, &model);
    rules_run(diags, &model);
    if (!diags->error_count)
        plan_compile(diags, &model, &plan, &statements);
    diags_sort(diags);
}

static size_t count_code(const struct diags *diags, enum diag_code code)
{
    size_t count = 0;

    for (size_t i = 0; i < diags->list.count; i++)
        count += diags->list.at[i]->code == code;
    return count;
}

/* Whether the finding is in `found` beyond what the good spec has of its code. */
static bool is_new(const struct diags *found, const struct diags *good, const struct diag *diag)
{
    return diag->severity != SEVERITY_NOTE &&
           count_code(found, diag->code) > count_code(good, diag->code);
}

static bool is_on_line(struct arena *arena, struct span span, uint32_t line)
{
    return span.source && source_place(span.source, arena, span.lo).line <= line &&
           source_place(span.source, arena, span.hi).line >= line;
}

static bool is_shown(struct arena *arena, const struct diag *diag, size_t at, enum where where)
{
    uint32_t line = source_place(diag->span.source, arena, (uint32_t)at).line;
    bool is_there = is_on_line(arena, diag->span, line) || (where == BELOW && diag->span.lo >= at);

    for (size_t i = 0; where == NEAR && i < diag->related.count; i++)
        is_there = is_there || is_on_line(arena, diag->related.at[i].span, line);
    return is_there;
}

static bool is_expected(const struct mistake *mistake, enum diag_code code)
{
    for (size_t i = 0; mistake->codes[i] != DIAG_CODE_COUNT; i++)
        if (mistake->codes[i] == code)
            return true;
    return false;
}

/* What is wrong with the findings of a mutant, or NULL. */
static const char *judge(const struct mistake *mistake, const struct mutant *mutant,
                         const struct diags *found, const struct diags *good)
{
    const struct diag *only = NULL;

    for (size_t i = 0; i < found->list.count; i++) {
        const struct diag *diag = found->list.at[i];

        if (!is_new(found, good, diag))
            continue;
        if (only)
            return "it gives more than one finding";
        only = diag;
    }
    if (!only)
        return "it gives no finding";
    if (!is_expected(mistake, only->code))
        return "its finding has another code than expected";
    if (!is_shown(mutant->arena, only, mutant->at, mistake->where))
        return "its finding is shown at another place";
    return NULL;
}

/* A safe fix of the only mistake leaves none. */
static const char *judge_fix(struct arena *arena, struct diags *found, const struct source *source)
{
    struct source *mended;
    struct str text = {0};
    struct diags left;
    const char *why = NULL;

    if (fix_apply(&text, found, source)) {
        mended = source_new(arena, source->path, arena_copy(arena, str_slice(&text)));
        look(&left, arena, mended);
        if (left.error_count)
            why = "it is still wrong when its safe fixes are made";
    }
    str_release(&text);
    return why;
}

static struct source *mutate(struct mutant *mutant)
{
    struct slice text = mutant->source->text;
    struct slice mutated = arena_printf(mutant->arena, "%.*s%.*s", (int)mutant->lo, text.at,
                                        SLICE_ARG(mutant->with));
    struct str all = {0};

    str_add(&all, mutated);
    str_add(&all, slice_from(text, mutant->hi));
    mutated = arena_copy(mutant->arena, str_slice(&all));
    str_release(&all);
    return source_new(mutant->arena, mutant->source->path, mutated);
}

static bool make(struct mutant *mutant, const struct mistake *mistake)
{
    switch (mistake->how) {
    case HOW_EDIT: return make_edit(mutant, mistake);
    case HOW_ADD: return make_add(mutant, mistake);
    case HOW_MAKE: return mistake->make(mutant);
    }
    return false;
}

static void show(const char *why, const struct source *good, const struct source *bad,
                 const struct diags *found)
{
    struct render_options render = {.spec_count = 1};
    struct str text = {0};

    str_printf(&text, "%s: %s\n", good->path, why);
    linediff_unified(&text, str_add, "good", good->text, "bad", bad->text);
    render_text(&text, found, &render);
    for (struct slice rest = str_slice(&text); rest.len;) {
        size_t end = slice_find(rest, '\n');

        printf("    %.*s\n", (int)end, rest.at);
        rest = slice_from(rest, end < rest.len ? end + 1 : end);
    }
    str_release(&text);
}

struct run {
    const char *keep; /* a folder, or NULL */
    const struct mistake *mistake;
    size_t mutant_count, bad_count;
};

static void keep(const struct run *run, const struct source *bad)
{
    char path[4096];
    FILE *file;

    snprintf(path, sizeof path, "%s/%zu.yaml", run->keep, (size_t)(run->mistake - mistakes));
    file = fopen(path, "w");
    if (!file || fwrite(bad->text.at, 1, bad->text.len, file) != bad->text.len ||
        fclose(file) != 0) {
        perror(path);
        exit(2);
    }
}

/* Makes one mutant of a spec and judges what is said of it. */
static void run_once(struct run *run, const char *path, struct slice text)
{
    struct arena arena;
    struct mutant mutant = {.arena = &arena};
    struct diags good, found;
    struct source *bad;
    const char *why;

    arena_init(&arena);
    mutant.source = source_new(&arena, path, text);
    find_spots(&mutant);
    if (make(&mutant, run->mistake)) {
        bad = mutate(&mutant);
        look(&good, &arena, mutant.source);
        look(&found, &arena, bad);
        why = judge(run->mistake, &mutant, &found, &good);
        if (!why)
            why = judge_fix(&arena, &found, bad);
        if (why && run->bad_count++ < SHOWN_MAX) {
            if (run->bad_count == 1)
                printf("not ok %s\n", run->mistake->name);
            show(why, mutant.source, bad, &found);
        }
        if (run->keep && !run->mutant_count)
            keep(run, bad);
        run->mutant_count++;
    }
    arena_release(&arena);
}

static void run_mistake(struct run *run, struct source *const *specs, size_t count, size_t rounds)
{
    for (size_t round = 0; round < rounds; round++)
        for (size_t i = 0; i < count; i++)
            run_once(run, specs[i]->path, specs[i]->text);
    if (!run->mutant_count)
        printf("not ok %s: it fits no spec\n", run->mistake->name);
    else if (run->bad_count)
        printf("    %zu of %zu mutants\n", run->bad_count, run->mutant_count);
    else
        printf("ok %s (%zu mutants)\n", run->mistake->name, run->mutant_count);
}

struct settings {
    unsigned long long seed;
    size_t rounds;
    const char *keep;
    struct source **specs;
    size_t spec_count;
};

/* Reads the command line. False, after saying why, where a spec cannot be read. */
static bool read_arguments(struct arena *arena, int argc, char **argv, struct settings *settings)
{
    const char *why;

    settings->specs = arena_zalloc(arena, (size_t)argc, sizeof *settings->specs);
    for (int i = 1; i < argc; i++) {
        bool has_value = i + 1 < argc;

        if (has_value && strcmp(argv[i], "--seed") == 0) {
            settings->seed = strtoull(argv[++i], NULL, 10);
        } else if (has_value && strcmp(argv[i], "--rounds") == 0) {
            settings->rounds = strtoull(argv[++i], NULL, 10);
        } else if (has_value && strcmp(argv[i], "--keep") == 0) {
            settings->keep = argv[++i];
        } else {
            settings->specs[settings->spec_count] = source_read(arena, argv[i], &why);
            if (settings->specs[settings->spec_count++])
                continue;
            fprintf(stderr, "%s: %s\n", argv[i], why);
            return false;
        }
    }
    return true;
}

/* Runs every kind of mistake; each draws from its own seed. Returns how many mutants failed. */
static size_t run_all(const struct settings *settings)
{
    size_t kinds = sizeof mistakes / sizeof *mistakes, mutants = 0, bad = 0;

    for (size_t i = 0; i < kinds; i++) {
        struct run run = {.keep = settings->keep, .mistake = &mistakes[i]};

        seed_draws((settings->seed + 1) * 0x9e3779b97f4a7c15u ^ (i + 1) * 0xbf58476d1ce4e5b9u);
        run_mistake(&run, settings->specs, settings->spec_count, settings->rounds);
        mutants += run.mutant_count;
        bad += run.bad_count;
    }
    printf("%zu mutants of %zu kinds, %zu bad, SEED=%llu\n", mutants, kinds, bad, settings->seed);
    return bad;
}

int main(int argc, char **argv)
{
    struct settings settings = {.seed = 1, .rounds = 5};
    struct arena arena;
    int status = 2;

    json_start();
    arena_init(&arena);
    if (read_arguments(&arena, argc, argv, &settings))
        status = run_all(&settings) ? 1 : 0;
    arena_release(&arena);
    return status;
}
