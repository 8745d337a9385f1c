#include "source/source.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/stream.h"
#include "base/utf8.h"

enum { BLOCK = 1024 }; /* bytes */

static const char TOO_LARGE[] = "the file is larger than 256 MiB";

struct source *source_new(struct arena *arena, const char *path, struct slice text)
{
    struct source *source = arena_new(arena, struct source);

    source->path = source->name = path;
    source->text = text;
    return source;
}

/* Reads `file` into the arena: at most `hint` bytes (its size) or, if 0, all. False with *why set
   on failure. */
static bool read_all(struct arena *arena, int file, size_t hint, struct slice *text,
                     const char **why)
{
    size_t room = hint ? hint : 16 * 1024, len = 0;
    char *bytes = arena_alloc(arena, room);

    for (;;) {
        ssize_t got;

        if (len == room) {
            char *wider = arena_alloc(arena, room * 2);

            memcpy(wider, bytes, len);
            bytes = wider;
            room *= 2;
        }
        got = file_read(file, bytes + len, room - len);
        if (got < 0) {
            *why = strerror(errno);
            return false;
        }
        if (got == 0)
            break;
        len += (size_t)got;
        if (len == hint) /* as fstat said; only a file that has grown since has more */
            break;
        if (len > SOURCE_MAX) {
            *why = TOO_LARGE;
            return false;
        }
    }
    *text = (struct slice){bytes, len};
    return true;
}

/* Reads an open file to its end, and leaves it open. */
static struct source *read_file(struct arena *arena, int file, const char *path, const char **why)
{
    struct slice text = {0};
    struct source *source;
    struct stat info;
    bool is_regular = fstat(file, &info) == 0 && S_ISREG(info.st_mode);

    if (is_regular && info.st_size > SOURCE_MAX) {
        *why = TOO_LARGE;
        return NULL;
    }
    if (!read_all(arena, file, is_regular ? (size_t)info.st_size : 0, &text, why))
        return NULL;
    source = source_new(arena, path, text);
    source->id = file_id_of(file);
    return source;
}

struct source *source_read_open(struct arena *arena, int file, const char *path, const char **why)
{
    struct source *source = read_file(arena, file, path, why);

    if (close(file) == 0 || !source)
        return source;
    *why = strerror(errno);
    return NULL;
}

struct source *source_read(struct arena *arena, const char *path, const char **why)
{
    int file;

    if (strcmp(path, "-") == 0)
        return read_file(arena, STDIN_FILENO, "<stdin>", why);
    file = open(path, O_RDONLY | O_CLOEXEC);
    if (file >= 0)
        return source_read_open(arena, file, path, why);
    *why = strerror(errno);
    return NULL;
}

/* All that is left of an open stream. False with *why set on failure. */
static bool read_stream(struct stream *stream, struct str *text, const char **why)
{
    do {
        str_add(text, (struct slice){stream->at, (size_t)(stream->end - stream->at)});
        stream->at = stream->end;
        if (text->len > SOURCE_MAX)
            stream->why = TOO_LARGE;
    } while (stream_fill(stream));
    *why = stream->why;
    return !*why;
}

struct source *source_read_decoded(struct arena *arena, const char *path, const char **why)
{
    bool is_stdin = strcmp(path, "-") == 0;
    struct stream stream = {0};
    struct source *source = NULL;
    struct str text = {0};

    if (!stream_open(&stream, path)) {
        *why = stream.why;
        return NULL;
    }
    if (read_stream(&stream, &text, why)) {
        source = source_new(arena, is_stdin ? "<stdin>" : path,
                            arena_copy(arena, str_slice(&text)));
        source->id = is_stdin ? file_id_of(STDIN_FILENO) : file_id_at(path);
    }
    stream_close(&stream);
    str_release(&text);
    return source;
}

struct source *source_read_below(struct arena *arena, const char *folder, const char *below,
                                 const char *path, const char **why)
{
    int root = beneath_root(folder), file;
    struct beneath_stop stop;
    struct source *source;

    if (root < 0) {
        *why = strerror(errno);
        return NULL;
    }
    file = beneath_file(root, slice_of(below), &stop);
    close(root);
    if (file < 0) {
        *why = stop.why;
        return NULL;
    }
    source = source_read_open(arena, file, path, why);
    if (source) {
        source->folder = folder;
        source->below = below;
    }
    return source;
}

struct span span_of(struct source *source, size_t lo, size_t hi)
{
    return (struct span){source, (uint32_t)lo, (uint32_t)hi};
}

struct span span_join(struct span a, struct span b)
{
    return (struct span){a.source, a.lo, b.hi};
}

static void index_lines(struct source *source, struct arena *arena)
{
    struct slice text = source->text;

    if (source->lines.count)
        return;
    *vec_push(&source->lines, arena) = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] != '\n' && text.at[i] != '\r')
            continue;
        if (text.at[i] == '\r' && i + 1 < text.len && text.at[i + 1] == '\n')
            i++;
        *vec_push(&source->lines, arena) = (uint32_t)i + 1;
    }
}

/* The line that holds an offset, from 1. */
static uint32_t line_of(const struct source *source, uint32_t offset)
{
    size_t lo = 0, hi = source->lines.count;

    while (hi - lo > 1) {
        size_t middle = lo + (hi - lo) / 2;

        if (source->lines.at[middle] <= offset)
            lo = middle;
        else
            hi = middle;
    }
    return (uint32_t)lo + 1;
}

static bool has_bom(const struct source *source)
{
    return slice_starts(source->text, SLICE("\xef\xbb\xbf"));
}

/* The start of the character that `offset` is within. */
static size_t character_start(struct slice text, size_t offset)
{
    for (size_t back = 0; back < 4 && back <= offset && offset < text.len; back++)
        if (((unsigned char)text.at[offset - back] & 0xc0) != 0x80)
            return offset - back;
    return offset;
}

static void index_counts(struct source *source, struct arena *arena)
{
    size_t before = 0;
    uint32_t count = 0;

    if (source->counts.count)
        return;
    for (size_t block = 0; block <= source->text.len; block += BLOCK) {
        size_t start = character_start(source->text, block);

        count += (uint32_t)utf8_count(slice_cut(source->text, before, start));
        *vec_push(&source->counts, arena) = count;
        before = start;
    }
}

/* Code points before `offset`, from the start of the text. */
static uint32_t count_before(const struct source *source, uint32_t offset)
{
    size_t start = character_start(source->text, offset - offset % BLOCK);

    return source->counts.at[offset / BLOCK] +
           (uint32_t)utf8_count(slice_cut(source->text, start, offset));
}

struct place source_place(struct source *source, struct arena *arena, uint32_t offset)
{
    uint32_t line, start;

    index_lines(source, arena);
    index_counts(source, arena);
    line = line_of(source, offset);
    start = source->lines.at[line - 1];
    if (line == 1 && has_bom(source) && offset >= 3)
        start = 3;
    return (struct place){line, count_before(source, offset) - count_before(source, start) + 1};
}

uint32_t source_line_count(struct source *source, struct arena *arena)
{
    index_lines(source, arena);
    return (uint32_t)source->lines.count;
}

struct slice source_line(struct source *source, struct arena *arena, uint32_t line,
                         uint32_t *offset)
{
    size_t lo, hi;

    index_lines(source, arena);
    lo = source->lines.at[line - 1];
    hi = line < source->lines.count ? source->lines.at[line] : source->text.len;
    if (line < source->lines.count) {
        hi--;
        if (hi > lo && source->text.at[hi] == '\n' && source->text.at[hi - 1] == '\r')
            hi--;
    }
    if (line == 1 && has_bom(source))
        lo = 3;
    *offset = (uint32_t)lo;
    return slice_cut(source->text, lo, hi);
}

int span_cmp(struct span a, struct span b)
{
    if (!a.source || !b.source)
        return (a.source != NULL) - (b.source != NULL);
    if (a.source->order != b.source->order)
        return a.source->order < b.source->order ? -1 : 1;
    if (a.lo != b.lo)
        return a.lo < b.lo ? -1 : 1;
    return (a.hi > b.hi) - (a.hi < b.hi);
}
