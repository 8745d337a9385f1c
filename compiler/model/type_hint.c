#include "model/type_hint.h"

#include "base/ascii.h"
#include "base/nearest.h"

#define SAME FIT_SAME
#define NEAR FIT_NEAR
#define ELEMENTS FIT_ELEMENTS

static const struct type_hint hints[] = {
#define TYPE_HINT(word, write, fit, remark)                                                        \
    {{word, sizeof word - 1}, {write, sizeof write - 1}, fit, remark},
#include "grammar/types.def"
};

static const struct slice own_words[] = {
#define TYPE_WORD(word, id) {word, sizeof word - 1},
#include "grammar/types.def"
};

size_t type_phrase_len(struct slice text, struct slice phrase)
{
    size_t at = 0;

    for (size_t i = 0; i < phrase.len; i++) {
        if (at == text.len)
            return 0;
        if (phrase.at[i] != ' ') {
            if (ascii_lower(text.at[at++]) != phrase.at[i])
                return 0;
            continue;
        }
        if (!ascii_is_space(text.at[at]))
            return 0;
        while (at < text.len && ascii_is_space(text.at[at]))
            at++;
    }
    return at < text.len && ascii_is_word(text.at[at]) ? 0 : at;
}

const struct type_hint *type_hint_at(struct slice text, size_t *len)
{
    const struct type_hint *best = NULL;

    *len = 0;
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        size_t matched = type_phrase_len(text, hints[i].words);

        if (matched > *len) {
            *len = matched;
            best = &hints[i];
        }
    }
    return best;
}

const struct type_hint *type_hint_near(struct slice word, size_t *len)
{
    struct nearest nearest = nearest_to(word);
    const struct type_hint *hint;

    for (size_t i = 0; i < sizeof own_words / sizeof *own_words; i++)
        nearest_offer(&nearest, own_words[i]);
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        nearest_offer(&nearest, hints[i].words);
    if (!nearest_found(&nearest) || nearest.distance > 1)
        return NULL;
    hint = type_hint_at(nearest.best, len);
    *len = word.len;
    return hint;
}
