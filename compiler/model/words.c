#include "model/words.h"

#include "base/ascii.h"

enum { LONGEST = 32 };

static const struct {
    struct slice word;
    unsigned lists;
} words[] = {
#define WORD(word, lists) {{word, sizeof word - 1}, lists},
#include "grammar/words.def"
};

unsigned word_lists(struct slice word)
{
    size_t lo = 0, hi = sizeof words / sizeof *words;
    char buf[LONGEST];

    if (word.len > sizeof buf)
        return 0;
    for (size_t i = 0; i < word.len; i++)
        buf[i] = ascii_lower(word.at[i]);
    word.at = buf;
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
