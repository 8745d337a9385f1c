#define PCRE2_CODE_UNIT_WIDTH 8

#include "base/pattern.h"

#include <pcre2.h>
#include <stdlib.h>

#include "base/die.h"

enum { MATCH_LIMIT = 1000000, WHAT_MAX = 256 };

struct pattern {
    pcre2_code *code;
};

/* Errors that any engine would report. Others may be Java constructs that PCRE2 rejects. */
static bool is_malformed(int error)
{
    static const int errors[] = {
        PCRE2_ERROR_END_BACKSLASH,
        PCRE2_ERROR_QUANTIFIER_OUT_OF_ORDER,
        PCRE2_ERROR_MISSING_SQUARE_BRACKET,
        PCRE2_ERROR_CLASS_RANGE_ORDER,
        PCRE2_ERROR_QUANTIFIER_INVALID,
        PCRE2_ERROR_MISSING_CLOSING_PARENTHESIS,
        PCRE2_ERROR_UNMATCHED_CLOSING_PARENTHESIS,
    };

    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (errors[i] == error)
            return true;
    return false;
}

static void describe(struct arena *arena, struct pattern_problem *problem, int error, size_t offset)
{
    char what[WHAT_MAX] = "";

    pcre2_get_error_message(error, (PCRE2_UCHAR *)what, sizeof what);
    *problem = (struct pattern_problem){offset, !is_malformed(error),
                                        arena_copy(arena, slice_of(what))};
}

struct pattern *pattern_compile(struct arena *arena, struct slice text,
                                struct pattern_problem *problem)
{
    struct pattern *pattern;
    size_t offset;
    int error;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)text.at, text.len,
                                     PCRE2_UTF | PCRE2_ALT_BSUX | PCRE2_NEVER_BACKSLASH_C, &error,
                                     &offset, NULL);

    if (!code) {
        if (error == PCRE2_ERROR_HEAP_FAILED)
            die_out_of_memory(text.len);
        describe(arena, problem, error, offset < text.len ? offset : text.len);
        return NULL;
    }
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* if it fails, matching is only slower */
    pattern = must_alloc(sizeof *pattern);
    *pattern = (struct pattern){code};
    return pattern;
}

void pattern_free(struct pattern *pattern)
{
    if (!pattern)
        return;
    pcre2_code_free(pattern->code);
    free(pattern);
}

size_t pattern_group_count(const struct pattern *pattern)
{
    uint32_t count = 0;

    pcre2_pattern_info(pattern->code, PCRE2_INFO_CAPTURECOUNT, &count);
    return count;
}

static void copy_groups(pcre2_match_data *data, int found, struct slice text, struct slice *groups,
                        size_t count)
{
    const PCRE2_SIZE *bounds = pcre2_get_ovector_pointer(data);

    for (size_t i = 0; i < count; i++) {
        size_t at = 2 * (i + 1);

        groups[i] = (struct slice){0};
        if (i + 1 < (size_t)found && bounds[at] != PCRE2_UNSET)
            groups[i] = slice_cut(text, bounds[at], bounds[at + 1]);
    }
}

bool pattern_match(const struct pattern *pattern, struct slice text, struct slice *groups,
                   size_t count)
{
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(pattern->code, NULL);
    pcre2_match_context *limits = pcre2_match_context_create(NULL);
    int found;

    if (!data || !limits)
        die_out_of_memory(0);
    pcre2_set_match_limit(limits, MATCH_LIMIT);
    found = pcre2_match(pattern->code, (PCRE2_SPTR)(text.at ? text.at : ""), text.len, 0,
                        PCRE2_ANCHORED | PCRE2_ENDANCHORED, data, limits);
    if (found > 0)
        copy_groups(data, found, text, groups, count);
    pcre2_match_context_free(limits);
    pcre2_match_data_free(data);
    return found > 0;
}
