/*
 * What a listing's reader is measured against: the least that must be done with the bytes.
 * usage: scan newlines|match|json|gunzip FILE
 *   newlines   finds each line end, in blocks read to a page's boundary
 *   match      the same, and a PCRE2 JIT pattern on each line
 *   json       jansson's parse of the file, and nothing done with it
 *   gunzip     zlib's decompression, and nothing done with it
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <fcntl.h>
#include <jansson.h>
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

enum { BLOCK = 256 * 1024, KEEP = 4096 };

static _Alignas(4096) char room[KEEP + BLOCK];
static pcre2_code *code;
static pcre2_match_data *found;
static size_t lines, matches;

static void compile(void)
{
    static const char pattern[] =
        "^[-0-9]{10} [:0-9]{8} +[0-9]+ raw/your-source/your-entity/year=([0-9]{4})/"
        "month=([0-9]{2})/day=([0-9]{2})/";
    PCRE2_SIZE offset;
    int error;

    code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, PCRE2_ANCHORED, &error,
                         &offset, NULL);
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    found = pcre2_match_data_create_from_pattern(code, NULL);
}

static void take(const char *line, size_t len)
{
    lines++;
    if (code)
        matches += pcre2_jit_match(code, (PCRE2_SPTR)line, len, 0, 0, found, NULL) > 0;
}

static int scan(const char *path)
{
    int file = open(path, O_RDONLY);
    size_t left = 0;
    ssize_t got;

    while ((got = read(file, room + KEEP, BLOCK)) > 0) {
        const char *at = room + KEEP - left, *end = room + KEEP + got, *stop;

        while ((stop = memchr(at, '\n', (size_t)(end - at)))) {
            take(at, (size_t)(stop - at));
            at = stop + 1;
        }
        left = (size_t)(end - at);
        memmove(room + KEEP - left, at, left);
    }
    printf("%zu %zu\n", lines, matches);
    return got < 0;
}

static int gunzip(const char *path)
{
    gzFile file = gzopen(path, "rb");
    int got;

    while (file && (got = gzread(file, room, BLOCK)) > 0)
        lines += (size_t)got;
    printf("%zu\n", lines);
    return !file || gzclose(file) != Z_OK;
}

static int parse(const char *path)
{
    json_error_t error;
    json_t *json = json_load_file(path, 0, &error);

    printf("%zu\n", json_array_size(json_object_get(json, "Contents")));
    json_decref(json);
    return !json;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "json") == 0)
        return parse(argv[2]);
    if (argc == 3 && strcmp(argv[1], "gunzip") == 0)
        return gunzip(argv[2]);
    if (argc == 3 && strcmp(argv[1], "match") == 0)
        compile();
    if (argc == 3 && (code || strcmp(argv[1], "newlines") == 0))
        return scan(argv[2]);
    fprintf(stderr, "usage: scan newlines|match|json|gunzip FILE\n");
    return 2;
}
