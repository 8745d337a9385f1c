#include "model/words.h"

#include <stdint.h>

#include "base/ascii.h"

static const struct {
    struct slice word;
    unsigned lists;
} words[] = {
#define WORD(word, lists) {{word, sizeof word - 1}, lists},
#include "grammar/words.def"
};

enum { LONGEST = 32, COUNT = sizeof words / sizeof *words };

/* The index of the first word that does not begin with a letter before `letter`. */
static size_t start_of(char letter)
{
    static size_t starts['z' - 'a' + 2];

    if (!starts['z' - 'a' + 1])
        for (size_t i = 0; i < COUNT; i++)
            for (char c = words[i].word.at[0] + 1; c <= 'z' + 1; c++)
                starts[c - 'a'] = i + 1;
    return starts[letter - 'a'];
}

/* Whether any word has this first letter and length: most names are told from words by that. */
static bool has_length(char letter, size_t len)
{
    static uint32_t lengths['z' - 'a' + 1]; /* bits 1 << length */

    if (!lengths[0])
        for (size_t i = 0; i < COUNT; i++)
            lengths[words[i].word.at[0] - 'a'] |= 1u << words[i].word.len;
    return lengths[letter - 'a'] & 1u << len;
}

unsigned word_lists(struct slice word)
{
    char buf[LONGEST];
    size_t lo, hi;

    if (!word.len || word.len >= sizeof buf || !ascii_is_alpha(word.at[0]) ||
        !has_length(ascii_lower(word.at[0]), word.len))
        return 0;
    for (size_t i = 0; i < word.len; i++)
        buf[i] = ascii_lower(word.at[i]);
    word.at = buf;
    lo = start_of(buf[0]);
    hi = start_of(buf[0] + 1);
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
