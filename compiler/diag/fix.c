#include "diag/fix.h"

struct edits {
    struct arena *arena;
    VEC(const struct diag_fix *) list; /* by place */
};

/* The index at which `edit` belongs among those taken. Findings are sorted by place, so their edits
   nearly are: the search starts at the end. */
static size_t place_of(const struct edits *taken, const struct diag_fix *edit)
{
    size_t place = taken->list.count;

    while (place && taken->list.at[place - 1]->span.lo > edit->span.lo)
        place--;
    return place;
}

static bool is_clear(const struct edits *taken, const struct diag_fix *edit)
{
    size_t place = place_of(taken, edit);

    return (!place || taken->list.at[place - 1]->span.hi < edit->span.lo) &&
           (place == taken->list.count || edit->span.hi < taken->list.at[place]->span.lo);
}

static void take(struct edits *taken, const struct diag_fix *edit)
{
    size_t place = place_of(taken, edit), count = taken->list.count;

    vec_push(&taken->list, taken->arena);
    memmove(&taken->list.at[place + 1], &taken->list.at[place],
            (count - place) * sizeof *taken->list.at);
    taken->list.at[place] = edit;
}

/* Whether all edits of the finding are safe, in `source`, and do not touch those taken. */
static bool can_be_made(const struct edits *taken, const struct diag *diag,
                        const struct source *source)
{
    for (size_t i = 0; i < diag->fixes.count; i++) {
        const struct diag_fix *edit = &diag->fixes.at[i];

        if (!edit->is_safe || edit->span.source != source || !is_clear(taken, edit))
            return false;
    }
    return diag->fixes.count != 0;
}

static void make_edits(struct str *out, const struct edits *edits, struct slice text)
{
    size_t at = 0;

    for (size_t i = 0; i < edits->list.count; i++) {
        const struct diag_fix *edit = edits->list.at[i];

        str_add(out, slice_cut(text, at, edit->span.lo));
        str_add(out, edit->text);
        at = edit->span.hi;
    }
    str_add(out, slice_from(text, at));
}

size_t fix_apply(struct str *out, const struct diags *diags, const struct source *source)
{
    struct edits edits = {.arena = diags->arena};
    size_t count = 0;

    for (size_t i = 0; i < diags->list.count; i++) {
        const struct diag *diag = diags->list.at[i];

        if (!can_be_made(&edits, diag, source))
            continue;
        for (size_t j = 0; j < diag->fixes.count; j++)
            take(&edits, &diag->fixes.at[j]);
        count++;
    }
    if (count)
        make_edits(out, &edits, source->text);
    return count;
}
