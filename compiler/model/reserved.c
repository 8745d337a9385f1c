/* Looks up reserved words. Runs for every name of every spec, so most are ruled out without a
   comparison. */
#include "model/reserved.h"

#include <stdint.h>

#include "base/ascii.h"

/* WORD_AT_<word> is the index of a word; FIRST_<letter> and END_<letter> bound a letter's words. */
enum {
#define LETTER(letter) FIRST_##letter, BEFORE_##letter = FIRST_##letter - 1,
#define WORD(word, lists) WORD_AT_##word,
#define END(letter) END_##letter, AFTER_##letter = END_##letter - 1,
#include "grammar/words.def"
};

static const struct {
    struct slice word;
    unsigned lists;
} words[] = {
#define LETTER(letter)
#define WORD(word, lists) [WORD_AT_##word] = {{#word, sizeof #word - 1}, lists},
#define END(letter)
#include "grammar/words.def"
};

/* First letter and length alone rule out most names. */
static const struct {
    size_t first, end;
    uint32_t lengths; /* bits 1 << length */
} letters[] = {
/* clang-format off */
#define LETTER(letter) {FIRST_##letter, END_##letter, 0
#define WORD(word, lists) | 1u << (sizeof #word - 1)
#define END(letter) },
/* clang-format on */
#include "grammar/words.def"
};

_Static_assert(sizeof letters / sizeof *letters == 'z' - 'a' + 1, "every letter has its block");

enum { LONGEST = 32 };

unsigned word_lists(struct slice word)
{
    char buf[LONGEST];
    size_t letter, lo, hi;

    if (!word.len || word.len >= sizeof buf || !ascii_is_alpha(word.at[0]))
        return 0;
    letter = (size_t)(ascii_lower(word.at[0]) - 'a');
    if (!(letters[letter].lengths & 1u << word.len))
        return 0;
    for (size_t i = 0; i < word.len; i++)
        buf[i] = ascii_lower(word.at[i]);
    word.at = buf;
    lo = letters[letter].first;
    hi = letters[letter].end;
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        int order = slice_cmp(words[middle].word, word);

        if (!order)
            return words[middle].lists;
        if (order < 0)
            lo = middle + 1;
        else
            hi = middle;
    }
    return 0;
}

bool name_is_kept(struct slice name)
{
    static const struct slice kept[] = {
        SLICE("$path"), SLICE("$size"), SLICE("$spectrum_oid"), SLICE("oid"),  SLICE("tableoid"),
        SLICE("xmin"),  SLICE("cmin"),  SLICE("xmax"),          SLICE("cmax"), SLICE("ctid"),
    };

    if (!name.len || !strchr("$otxcOTXC", name.at[0]))
        return false;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (slice_eq_folded(name, kept[i]))
            return true;
    return false;
}
