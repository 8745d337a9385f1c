#include "base/linediff.h"

#include <stdint.h>

#include "base/map.h"
#include "base/vec.h"

enum {
    CONTEXT = 3,
    WORK_LIMIT = 16 * 1024 * 1024 /* steps; whatever is unsolved by then is replaced as a whole */
};

/* All equal lines, on both sides, are of one kind. */
struct kind {
    bool is_old;
    bool is_new;
};

struct side {
    struct slice *lines; /* each with its line end */
    struct kind **kinds;
    bool *is_changed; /* false at -1 and at count */
    ptrdiff_t count;
    ptrdiff_t *shared; /* the lines whose kind occurs on the other side too */
    ptrdiff_t shared_count;
};

/* A run of old and a run of new, half open: of lines or, while searching, of shared lines. */
struct box {
    ptrdiff_t old_lo, old_hi;
    ptrdiff_t new_lo, new_hi;
};

struct differ {
    struct arena arena;
    void (*put)(struct str *out, struct slice text);
    struct side old;
    struct side new;
    ptrdiff_t *ahead; /* by diagonal: see struct front */
    ptrdiff_t *behind;
    size_t work;
};

static struct side side_of(struct arena *arena, struct slice text)
{
    struct side side = {0};
    VEC(struct slice) lines = {0};

    while (text.len) {
        size_t end = slice_find(text, '\n');
        size_t len = end < text.len ? end + 1 : end;

        *vec_push(&lines, arena) = slice_cut(text, 0, len);
        text = slice_from(text, len);
    }
    side.lines = lines.at;
    side.count = (ptrdiff_t)lines.count;
    side.kinds = arena_zalloc(arena, lines.count, sizeof *side.kinds);
    side.shared = arena_zalloc(arena, lines.count, sizeof *side.shared);
    side.is_changed = (bool *)arena_zalloc(arena, lines.count + 2, sizeof *side.is_changed) + 1;
    return side;
}

static void find_kinds(struct map *kinds, struct side *side, bool is_old)
{
    for (ptrdiff_t i = 0; i < side->count; i++) {
        struct kind *kind = map_get(kinds, side->lines[i]);

        if (!kind) {
            kind = arena_new(kinds->arena, struct kind);
            map_add(kinds, side->lines[i], kind);
        }
        if (is_old)
            kind->is_old = true;
        else
            kind->is_new = true;
        side->kinds[i] = kind;
    }
}

/* A line that only one side has is certainly changed: the search can leave it out. */
static void find_shared(struct side *side)
{
    for (ptrdiff_t i = 0; i < side->count; i++) {
        if (side->kinds[i]->is_old && side->kinds[i]->is_new)
            side->shared[side->shared_count++] = i;
        else
            side->is_changed[i] = true;
    }
}

static bool are_equal(const struct differ *differ, ptrdiff_t old, ptrdiff_t new)
{
    return differ->old.kinds[differ->old.shared[old]] == differ->new.kinds[differ->new.shared[new]];
}

/*
 * Myers' search in linear space. A front is how far a given number of edits reaches from one corner
 * of a box: for each diagonal (old line minus new line), the old line furthest from that corner.
 */
struct front {
    ptrdiff_t *reach;
    ptrdiff_t lo, hi; /* the diagonals reached; every other one between them is current */
    ptrdiff_t way;    /* 1: from the start onwards, -1: from the end backwards */
};

static const ptrdiff_t NOWHERE = PTRDIFF_MIN;

static ptrdiff_t front_reach(const struct front *front, ptrdiff_t diagonal)
{
    return diagonal < front->lo || diagonal > front->hi ? NOWHERE : front->reach[diagonal];
}

static bool is_inside(const struct box *box, ptrdiff_t old, ptrdiff_t new)
{
    return old >= box->old_lo && old <= box->old_hi && (new >= box->new_lo) && (new <= box->new_hi);
}

/* The old line that one more edit reaches on a diagonal, before any equal lines are followed. */
static ptrdiff_t edit_once(const struct front *front, const struct box *box, ptrdiff_t diagonal)
{
    ptrdiff_t deleted = front_reach(front, diagonal - front->way);
    ptrdiff_t inserted = front_reach(front, diagonal + front->way);

    if (deleted != NOWHERE)
        deleted += front->way;
    if (deleted != NOWHERE && !is_inside(box, deleted, deleted - diagonal))
        deleted = NOWHERE;
    if (inserted != NOWHERE && !is_inside(box, inserted, inserted - diagonal))
        inserted = NOWHERE;
    if (deleted == NOWHERE || inserted == NOWHERE)
        return deleted == NOWHERE ? inserted : deleted;
    return (deleted - inserted) * front->way > 0 ? deleted : inserted;
}

static ptrdiff_t follow_equal(struct differ *differ, const struct front *front,
                              const struct box *box, ptrdiff_t diagonal, ptrdiff_t old)
{
    ptrdiff_t behind = front->way < 0; /* the line before a place, when going backwards */

    while (is_inside(box, old + front->way, old + front->way - diagonal) &&
           are_equal(differ, old - behind, old - behind - diagonal)) {
        old += front->way;
        differ->work++;
    }
    return old;
}

/* Spends one more edit. True when the front then reaches `facing` (which may be NULL); *old and
   *new are then a place on a shortest path. */
static bool front_step(struct differ *differ, const struct box *box, struct front *front,
                       const struct front *facing, ptrdiff_t *old, ptrdiff_t *new)
{
    ptrdiff_t lo = front->lo > box->old_lo - box->new_hi ? front->lo - 1 : front->lo + 1;
    ptrdiff_t hi = front->hi < box->old_hi - box->new_lo ? front->hi + 1 : front->hi - 1;

    for (ptrdiff_t diagonal = lo; diagonal <= hi; diagonal += 2) {
        ptrdiff_t at = edit_once(front, box, diagonal), other;

        differ->work++;
        if (at != NOWHERE)
            at = follow_equal(differ, front, box, diagonal, at);
        front->reach[diagonal] = at;
        other = facing && at != NOWHERE ? front_reach(facing, diagonal) : NOWHERE;
        if (other != NOWHERE && (at - other) * front->way >= 0) {
            *old = at;
            *new = at - diagonal;
            return true;
        }
    }
    front->lo = lo;
    front->hi = hi;
    return false;
}

/* A place halfway along a shortest path through a box whose corners differ. False when the work
   limit is used up. */
static bool find_middle(struct differ *differ, const struct box *box, ptrdiff_t *old,
                        ptrdiff_t *new)
{
    ptrdiff_t first = box->old_lo - box->new_lo, last = box->old_hi - box->new_hi;
    struct front ahead = {differ->ahead, first, first, 1};
    struct front behind = {differ->behind, last, last, -1};
    bool is_odd = (last - first) % 2 != 0;

    ahead.reach[first] = box->old_lo;
    behind.reach[last] = box->old_hi;
    while (differ->work < WORK_LIMIT)
        if (front_step(differ, box, &ahead, is_odd ? &behind : NULL, old, new) ||
            front_step(differ, box, &behind, is_odd ? NULL : &ahead, old, new))
            return true;
    return false;
}

static struct box box_trim(const struct differ *differ, struct box box)
{
    while (box.old_lo < box.old_hi && box.new_lo < box.new_hi &&
           are_equal(differ, box.old_lo, box.new_lo))
        box.old_lo++, box.new_lo++;
    while (box.old_lo < box.old_hi && box.new_lo < box.new_hi &&
           are_equal(differ, box.old_hi - 1, box.new_hi - 1))
        box.old_hi--, box.new_hi--;
    return box;
}

static void mark_changed(struct side *side, ptrdiff_t lo, ptrdiff_t hi)
{
    for (ptrdiff_t i = lo; i < hi; i++)
        side->is_changed[side->shared[i]] = true;
}

/* Each half has half the edits, so the recursion is no deeper than their logarithm. */
static void solve(struct differ *differ, struct box box)
{
    ptrdiff_t old, new;

    box = box_trim(differ, box);
    if (box.old_lo == box.old_hi || box.new_lo == box.new_hi ||
        !find_middle(differ, &box, &old, &new)) {
        mark_changed(&differ->old, box.old_lo, box.old_hi);
        mark_changed(&differ->new, box.new_lo, box.new_hi);
        return;
    }
    solve(differ, (struct box){box.old_lo, old, box.new_lo, new});
    solve(differ, (struct box){old, box.old_hi, new, box.new_hi});
}

/* A run of changed lines [lo, hi), and its place on the other side: after the lines changed there.
 */
struct run {
    ptrdiff_t lo, hi;
    ptrdiff_t other;
};

static bool run_moves_up(const struct side *side, const struct run *run)
{
    return run->lo > 0 && side->kinds[run->lo - 1] == side->kinds[run->hi - 1];
}

static void run_move_up(struct side *side, const struct side *other, struct run *run)
{
    side->is_changed[--run->lo] = true;
    side->is_changed[--run->hi] = false;
    while (side->is_changed[run->lo - 1])
        run->lo--;
    do
        run->other--;
    while (other->is_changed[run->other]);
}

static bool run_moves_down(const struct side *side, const struct run *run)
{
    return run->hi < side->count && side->kinds[run->lo] == side->kinds[run->hi];
}

static void run_move_down(struct side *side, const struct side *other, struct run *run)
{
    side->is_changed[run->lo++] = false;
    side->is_changed[run->hi++] = true;
    while (side->is_changed[run->hi])
        run->hi++;
    do
        run->other++;
    while (other->is_changed[run->other]);
}

/* A run that could be at several places goes to the last of them, as in `diff`; or to the last one
   where lines of the other side changed too, so that the two make one replacement. Runs that come
   to touch become one. */
static void run_settle(struct side *side, const struct side *other, struct run *run)
{
    ptrdiff_t len, paired;

    do {
        len = run->hi - run->lo;
        while (run_moves_up(side, run))
            run_move_up(side, other, run);
        paired = other->is_changed[run->other - 1] ? run->hi : side->count + 1;
        while (run_moves_down(side, run)) {
            run_move_down(side, other, run);
            if (other->is_changed[run->other - 1])
                paired = run->hi;
        }
    } while (len != run->hi - run->lo);
    while (run->hi > paired)
        run_move_up(side, other, run);
}

static void settle_runs(struct side *side, const struct side *other)
{
    ptrdiff_t i = 0, j = 0;

    while (i < side->count) {
        struct run run = {i, i, j};

        while (side->is_changed[run.hi])
            run.hi++;
        while (other->is_changed[run.other])
            run.other++;
        if (run.hi > run.lo)
            run_settle(side, other, &run);
        i = run.hi + 1; /* past the unchanged line that ends it */
        j = run.other + 1;
    }
}

struct edits {
    const struct box *at;
    size_t count;
};

static struct edits edits_of(struct arena *arena, const struct side *old, const struct side *new)
{
    VEC(struct box) edits = {0};
    ptrdiff_t i = 0, j = 0;

    while (i < old->count || j < new->count) {
        struct box edit = {i, i, j, j};

        while (old->is_changed[edit.old_hi])
            edit.old_hi++;
        while (new->is_changed[edit.new_hi])
            edit.new_hi++;
        if (edit.old_hi > i || edit.new_hi > j)
            *vec_push(&edits, arena) = edit;
        i = edit.old_hi + 1;
        j = edit.new_hi + 1;
    }
    return (struct edits){edits.at, edits.count};
}

static void put_lines(struct str *out, const struct differ *differ, char sign,
                      const struct side *side, ptrdiff_t lo, ptrdiff_t hi)
{
    for (ptrdiff_t i = lo; i < hi; i++) {
        str_putc(out, sign);
        differ->put(out, side->lines[i]);
        if (!slice_ends(side->lines[i], SLICE("\n")))
            str_puts(out, "\n\\ No newline at end of file\n");
    }
}

/* An empty range is named by the line before it. */
static void put_range(struct str *out, char sign, ptrdiff_t lo, ptrdiff_t hi)
{
    str_printf(out, "%c%td", sign, lo + (hi > lo));
    if (hi - lo != 1)
        str_printf(out, ",%td", hi - lo);
}

/* One hunk: `count` edits that are near each other. */
static void put_hunk(struct str *out, const struct differ *differ, const struct box *edits,
                     size_t count)
{
    const struct box *last = &edits[count - 1];
    ptrdiff_t before = edits[0].old_lo < CONTEXT ? edits[0].old_lo : CONTEXT;
    ptrdiff_t rest = differ->old.count - last->old_hi;
    ptrdiff_t after = rest < CONTEXT ? rest : CONTEXT;
    ptrdiff_t shown = edits[0].old_lo - before;

    str_puts(out, "@@ ");
    put_range(out, '-', shown, last->old_hi + after);
    str_putc(out, ' ');
    put_range(out, '+', edits[0].new_lo - before, last->new_hi + after);
    str_puts(out, " @@\n");
    for (size_t i = 0; i < count; i++) {
        put_lines(out, differ, ' ', &differ->old, shown, edits[i].old_lo);
        put_lines(out, differ, '-', &differ->old, edits[i].old_lo, edits[i].old_hi);
        put_lines(out, differ, '+', &differ->new, edits[i].new_lo, edits[i].new_hi);
        shown = edits[i].old_hi;
    }
    put_lines(out, differ, ' ', &differ->old, shown, last->old_hi + after);
}

static void put_hunks(struct str *out, const struct differ *differ, const struct edits *edits)
{
    for (size_t i = 0, count; i < edits->count; i += count) {
        const struct box *edit = &edits->at[i];

        for (count = 1; i + count < edits->count; count++)
            if (edit[count].old_lo - edit[count - 1].old_hi > 2 * CONTEXT)
                break;
        put_hunk(out, differ, edit, count);
    }
}

static void differ_init(struct differ *differ, struct slice old_text, struct slice new_text)
{
    struct map map;
    size_t diagonals;

    *differ = (struct differ){0};
    arena_init(&differ->arena);
    map_init(&map, &differ->arena);
    differ->old = side_of(&differ->arena, old_text);
    differ->new = side_of(&differ->arena, new_text);
    find_kinds(&map, &differ->old, true);
    find_kinds(&map, &differ->new, false);
    find_shared(&differ->old);
    find_shared(&differ->new);
    diagonals = (size_t)(differ->old.shared_count + differ->new.shared_count) + 1;
    differ->ahead = arena_zalloc(&differ->arena, diagonals, sizeof *differ->ahead);
    differ->behind = arena_zalloc(&differ->arena, diagonals, sizeof *differ->behind);
    differ->ahead += differ->new.shared_count;
    differ->behind += differ->new.shared_count;
}

void linediff_unified(struct str *out, void (*put)(struct str *out, struct slice text),
                      const char *old_name, struct slice old_text, const char *new_name,
                      struct slice new_text)
{
    struct differ differ;
    struct edits edits;

    if (slice_eq(old_text, new_text))
        return;
    differ_init(&differ, old_text, new_text);
    differ.put = put;
    solve(&differ, (struct box){0, differ.old.shared_count, 0, differ.new.shared_count});
    settle_runs(&differ.old, &differ.new);
    settle_runs(&differ.new, &differ.old);
    edits = edits_of(&differ.arena, &differ.old, &differ.new);
    str_puts(out, "--- ");
    put(out, slice_of(old_name));
    str_puts(out, "\n+++ ");
    put(out, slice_of(new_name));
    str_putc(out, '\n');
    put_hunks(out, &differ, &edits);
    arena_release(&differ.arena);
}
