/*
 * Bytes taken eight at a time, for what is done to each line of a long listing. Nothing here
 * branches on what the bytes are, only on how many they are: the lengths of one listing are mostly
 * the same, and so are guessed right.
 */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include <stdint.h>

#include "base/slice.h"

static inline uint64_t eight_bytes(const char *at)
{
    uint64_t word;

    memcpy(&word, at, sizeof word);
    return word;
}

/* Fewer than eight bytes as a word; the same ones give the same word. */
static inline uint64_t few_bytes(struct slice text)
{
    uint64_t word = 0;

    for (size_t i = 0; i < text.len; i++)
        word = word << 8 | (unsigned char)text.at[i];
    return word;
}

/* As slice_starts. The last word overlaps the one before it. */
static inline bool words_start(struct slice a, struct slice head)
{
    uint64_t differing;

    if (a.len < head.len)
        return false;
    if (head.len < 8)
        return few_bytes(slice_cut(a, 0, head.len)) == few_bytes(head);
    differing = eight_bytes(a.at + head.len - 8) ^ eight_bytes(head.at + head.len - 8);
    for (size_t i = 0; i + 8 < head.len; i += 8)
        differing |= eight_bytes(a.at + i) ^ eight_bytes(head.at + i);
    return !differing;
}

/* The factors do not wait for the words, nor the words for each other. */
static inline uint32_t words_hash(struct slice text)
{
    const uint64_t odd = 0x9fb21c651e98df25u;
    uint64_t factor = odd, hash = text.len;

    if (text.len < 8) {
        hash += few_bytes(text) * factor;
    } else {
        hash += eight_bytes(text.at + text.len - 8) * factor;
        for (size_t i = 0; i + 8 < text.len; i += 8)
            hash += eight_bytes(text.at + i) * (factor *= odd);
    }
    hash = (hash ^ hash >> 32) * odd;
    return (uint32_t)(hash >> 32);
}

#endif
