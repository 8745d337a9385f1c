/*
 * Operations on many bytes at a time, for the work done on each line of a long listing. Nothing
 * here branches on the value of the bytes, only on their number: lengths within one listing are
 * mostly the same, so the processor predicts them well. The last block overlaps the one before it,
 * so that no bytes are left over.
 */
#ifndef BASE_BULK_H
#define BASE_BULK_H

#include <stdint.h>

#include "base/slice.h"

/* Sixteen bytes: most machines have instructions for that size. */
struct block {
    uint8_t bytes __attribute__((vector_size(16)));
};

static inline uint64_t eight_bytes(const char *at)
{
    uint64_t word;

    memcpy(&word, at, sizeof word);
    return word;
}

static inline struct block block_at(const char *at)
{
    struct block block;

    memcpy(&block, at, sizeof block);
    return block;
}

static inline bool block_is_zero(struct block block)
{
    uint64_t words[2];

    memcpy(words, &block, sizeof words);
    return !(words[0] | words[1]);
}

/* Like slice_starts. */
static inline bool bulk_starts(struct slice a, struct slice head)
{
    struct block differing;
    size_t last = head.len - sizeof differing;

    if (a.len < head.len)
        return false;
    if (head.len < sizeof differing)
        return slice_starts(a, head);
    differing.bytes = block_at(a.at + last).bytes ^ block_at(head.at + last).bytes;
    for (size_t i = 0; i < last; i += sizeof differing)
        differing.bytes |= block_at(a.at + i).bytes ^ block_at(head.at + i).bytes;
    return block_is_zero(differing);
}

static inline bool bulk_has(struct slice text, char byte)
{
    struct block hits;
    size_t last = text.len - sizeof hits;
    uint8_t wanted = (uint8_t)byte;

    if (text.len < sizeof hits)
        return slice_find(text, byte) < text.len;
    hits.bytes = (block_at(text.at + last).bytes == wanted);
    for (size_t i = 0; i < last; i += sizeof hits)
        hits.bytes |= (block_at(text.at + i).bytes == wanted);
    return !block_is_zero(hits);
}

/* The factors do not depend on the words, nor the words on each other, so that the multiplications
   overlap. */
static inline uint32_t bulk_hash(struct slice text)
{
    const uint64_t odd = 0x9fb21c651e98df25u;
    uint64_t factor = odd, hash = text.len;

    if (text.len < 8) {
        for (size_t i = 0; i < text.len; i++)
            hash = (hash ^ (uint8_t)text.at[i]) * factor;
    } else {
        hash += eight_bytes(text.at + text.len - 8) * factor;
        for (size_t i = 0; i + 8 < text.len; i += 8)
            hash += eight_bytes(text.at + i) * (factor *= odd);
    }
    hash = (hash ^ hash >> 32) * odd;
    return (uint32_t)(hash >> 32);
}

#endif
