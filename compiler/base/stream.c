#include "base/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/ahead.h"
#include "base/die.h"
#include "base/file.h"
#include "base/utf8.h"

enum { ROOM = STREAM_KEEP + STREAM_BLOCK, AHEAD_FROM = 16 * STREAM_BLOCK };

struct stream_parts {
    int file; /* -1: bytes in memory */
    struct slice memory;
    bool is_ended;       /* the input has no more bytes */
    char *room;          /* ROOM bytes, on a page boundary */
    char *rooms_ahead;   /* as much for each other block of `ahead`; or NULL */
    struct ahead *ahead; /* reads the file from its second block; or NULL */
    char *packed;        /* gzip: STREAM_BLOCK bytes */
    z_stream zip;
    bool is_between; /* gzip: no member is open */
    char *wide;      /* UTF-16: STREAM_BLOCK bytes, of which [wide_at, wide_end) are not decoded */
    size_t wide_at, wide_end;
    bool is_big_endian;
};

static char *map_pages(size_t size)
{
    void *pages = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (pages == MAP_FAILED)
        die_out_of_memory(size);
    return pages;
}

static bool stopped(struct stream *stream, const char *why)
{
    stream->why = why;
    return false;
}

static size_t take_memory(struct stream *stream, char *to, size_t room)
{
    struct stream_parts *parts = stream->parts;
    size_t take = parts->memory.len < room ? parts->memory.len : room;

    if (take)
        memcpy(to, parts->memory.at, take);
    parts->memory = slice_from(parts->memory, take);
    parts->is_ended = !take;
    return take;
}

/* One read(); 0 at the end and on failure. */
static size_t take_file(struct stream *stream, char *to, size_t room)
{
    struct stream_parts *parts = stream->parts;
    ssize_t got = file_read(parts->file, to, room);

    parts->is_ended = got <= 0;
    if (got < 0) {
        stream->is_unreadable = true;
        stopped(stream, strerror(errno));
        return 0;
    }
    return (size_t)got;
}

/* Reads bytes of the input as they are; 0 at the end and on failure. It goes on until the room is
   full: what a pipe delivers at a time must not decide what the first block shows. */
static size_t read_raw(struct stream *stream, char *to, size_t room)
{
    struct stream_parts *parts = stream->parts;
    size_t len = 0;

    while (!parts->is_ended && len < room)
        len += parts->file < 0 ? take_memory(stream, to + len, room - len)
                               : take_file(stream, to + len, room - len);
    stream->bytes += len;
    return len;
}

/* Reads bytes for the decompressor. False if there are none. */
static bool refill_packed(struct stream *stream)
{
    struct stream_parts *parts = stream->parts;
    size_t got;

    if (parts->zip.avail_in)
        return true;
    got = read_raw(stream, parts->packed, STREAM_BLOCK);
    parts->zip.next_in = (Bytef *)parts->packed;
    parts->zip.avail_in = (uInt)got;
    return got > 0;
}

/* One step of the decompressor. False at the end of the last member, and on failure. */
static bool inflate_some(struct stream *stream)
{
    struct stream_parts *parts = stream->parts;
    int status;

    if (!refill_packed(stream))
        return parts->is_between || stream->why ? false
                                                : stopped(stream, "the gzip data are cut off");
    if (parts->is_between && inflateReset(&parts->zip) != Z_OK)
        return stopped(stream, "the gzip data are damaged");
    parts->is_between = false;
    status = inflate(&parts->zip, Z_NO_FLUSH);
    if (status == Z_MEM_ERROR)
        die_out_of_memory(STREAM_BLOCK);
    if (status == Z_STREAM_END)
        parts->is_between = true;
    else if (status != Z_OK && status != Z_BUF_ERROR)
        return stopped(stream, "the gzip data are damaged");
    return true;
}

static size_t read_gzip(struct stream *stream, char *to, size_t room)
{
    struct stream_parts *parts = stream->parts;

    parts->zip.next_out = (Bytef *)to;
    parts->zip.avail_out = (uInt)room;
    while (parts->zip.avail_out && inflate_some(stream))
        ;
    return room - parts->zip.avail_out;
}

/* Reads bytes as they are once decompressed. */
static size_t read_narrow(struct stream *stream, char *to, size_t room)
{
    return stream->is_gzip ? read_gzip(stream, to, room) : read_raw(stream, to, room);
}

/* Reads more UTF-16 behind what is left of it. False if there is none. */
static bool refill_wide(struct stream *stream)
{
    struct stream_parts *parts = stream->parts;
    size_t left = parts->wide_end - parts->wide_at, got;

    memmove(parts->wide, parts->wide + parts->wide_at, left);
    got = read_narrow(stream, parts->wide + left, STREAM_BLOCK - left);
    parts->wide_at = 0;
    parts->wide_end = left + got;
    return got > 0;
}

static uint32_t unit_at(const struct stream_parts *parts, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)parts->wide + at;

    return parts->is_big_endian ? (uint32_t)bytes[0] << 8 | bytes[1]
                                : (uint32_t)bytes[1] << 8 | bytes[0];
}

/* The next code point; half of a pair yields U+FFFD. At least two bytes must be there, and four
   unless the input has ended. */
static uint32_t next_wide(struct stream_parts *parts)
{
    uint32_t code = unit_at(parts, parts->wide_at), low;

    parts->wide_at += 2;
    if (code < 0xd800 || code > 0xdfff)
        return code;
    if (code > 0xdbff || parts->wide_end - parts->wide_at < 2)
        return 0xfffd;
    low = unit_at(parts, parts->wide_at);
    if (low < 0xdc00 || low > 0xdfff)
        return 0xfffd;
    parts->wide_at += 2;
    return 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
}

/* Reads UTF-16 as UTF-8. */
static size_t read_wide(struct stream *stream, char *to, size_t room)
{
    struct stream_parts *parts = stream->parts;
    size_t len = 0;

    while (room - len >= UTF8_MAX) {
        if (parts->wide_end - parts->wide_at < 4 && !refill_wide(stream) &&
            parts->wide_end - parts->wide_at < 2)
            break;
        len += utf8_put(to + len, next_wide(parts));
    }
    if (parts->wide_end - parts->wide_at == 1 && !stream->why)
        stopped(stream, "the UTF-16 text is cut off");
    return len;
}

static size_t read_block(struct stream *stream, char *to, size_t room)
{
    return stream->parts->wide ? read_wide(stream, to, room) : read_narrow(stream, to, room);
}

/* Takes the next block that was read ahead; *block is its address. */
static size_t take_ahead(struct stream *stream, char **block)
{
    int error;
    size_t got = ahead_wait(stream->parts->ahead, block, &error);

    stream->parts->is_ended = !got;
    if (error) {
        stream->is_unreadable = true;
        stopped(stream, strerror(error));
    }
    stream->bytes += got;
    return got;
}

/* Where the next block goes, or already is. */
static char *next_block(struct stream *stream, size_t *got)
{
    struct stream_parts *parts = stream->parts;
    char *block = parts->room + STREAM_KEEP;

    *got = 0;
    if (parts->ahead && !parts->is_ended)
        *got = take_ahead(stream, &block);
    return block;
}

bool stream_fill(struct stream *stream)
{
    struct stream_parts *parts = stream->parts;
    size_t left = (size_t)(stream->end - stream->at), got;
    char *block;

    if (left > STREAM_KEEP || stream->why)
        return false;
    block = next_block(stream, &got);
    if (left)
        memmove(block - left, stream->at, left);
    stream->at = block - left;
    stream->end = block;
    if (parts->ahead)
        ahead_release(parts->ahead);
    else
        got = read_block(stream, block, STREAM_BLOCK);
    stream->end = block + got;
    if (stream->progress)
        stream->progress(stream->context, stream->bytes);
    return got > 0;
}

/* Whether the first block begins with these two bytes. */
static bool begins(const struct stream *stream, const char *bytes)
{
    return stream->end - stream->at >= 2 && memcmp(stream->at, bytes, 2) == 0;
}

/* Begins again with the decompressor. */
static void begin_gzip(struct stream *stream)
{
    struct stream_parts *parts = stream->parts;

    stream->is_gzip = true;
    parts->packed = map_pages(STREAM_BLOCK);
    parts->zip.avail_in = (uInt)(stream->end - stream->at);
    memcpy(parts->packed, stream->at, parts->zip.avail_in);
    parts->zip.next_in = (Bytef *)parts->packed;
    if (inflateInit2(&parts->zip, 15 + 16) != Z_OK)
        die_out_of_memory(STREAM_BLOCK);
    stream->at = stream->end = parts->room + STREAM_KEEP;
    stream_fill(stream);
}

/* Begins again with the decoder, after the byte order mark. */
static void begin_wide(struct stream *stream)
{
    struct stream_parts *parts = stream->parts;

    parts->is_big_endian = begins(stream, "\xfe\xff");
    parts->wide = map_pages(STREAM_BLOCK);
    parts->wide_end = (size_t)(stream->end - stream->at) - 2;
    memcpy(parts->wide, stream->at + 2, parts->wide_end);
    stream->at = stream->end = parts->room + STREAM_KEEP;
    stream_fill(stream);
}

/* Looks at the first block: what it is begins again with what decodes it. */
static void begin(struct stream *stream)
{
    struct stream_parts *parts = stream->parts;

    parts->room = map_pages(ROOM);
    stream->at = stream->end = parts->room + STREAM_KEEP;
    while (stream->end - stream->at < 2 && stream_fill(stream))
        ;
    if (begins(stream, "\x1f\x8b"))
        begin_gzip(stream);
    if (begins(stream, "\xff\xfe") || begins(stream, "\xfe\xff"))
        begin_wide(stream);
}

/* Reads ahead the blocks after the first, for a long file that is not compressed. */
static void look_ahead(struct stream *stream, const struct stat *info)
{
    struct stream_parts *parts = stream->parts;
    char *blocks[AHEAD_BLOCKS];

    if (stream->is_gzip || parts->wide || parts->is_ended || !S_ISREG(info->st_mode) ||
        info->st_size < AHEAD_FROM)
        return;
    parts->rooms_ahead = map_pages((AHEAD_BLOCKS - 1) * ROOM);
    for (size_t i = 0; i < AHEAD_BLOCKS; i++)
        blocks[i] = (i ? parts->rooms_ahead + (i - 1) * ROOM : parts->room) + STREAM_KEEP;
    parts->ahead = ahead_start(parts->file, blocks, STREAM_BLOCK);
}

bool stream_open(struct stream *stream, const char *path)
{
    bool is_stdin = strcmp(path, "-") == 0;
    struct stat info = {0};

    stream->parts = must_alloc(sizeof *stream->parts);
    *stream->parts = (struct stream_parts){.file = is_stdin ? STDIN_FILENO
                                                            : open(path, O_RDONLY | O_CLOEXEC)};
    if (stream->parts->file >= 0 && fstat(stream->parts->file, &info) == 0 && S_ISDIR(info.st_mode))
        errno = EISDIR;
    else if (stream->parts->file >= 0) {
        begin(stream);
        look_ahead(stream, &info);
        if (!stream->is_unreadable)
            return true;
    }
    stream->is_unreadable = true;
    if (!stream->why)
        stream->why = strerror(errno);
    stream_close(stream);
    return false;
}

void stream_open_bytes(struct stream *stream, struct slice bytes)
{
    stream->parts = must_alloc(sizeof *stream->parts);
    *stream->parts = (struct stream_parts){.file = -1, .memory = bytes};
    begin(stream);
}

void stream_close(struct stream *stream)
{
    struct stream_parts *parts = stream->parts;

    if (!parts)
        return;
    if (parts->ahead)
        ahead_stop(parts->ahead);
    if (stream->is_gzip)
        inflateEnd(&parts->zip);
    if (parts->packed)
        munmap(parts->packed, STREAM_BLOCK);
    if (parts->wide)
        munmap(parts->wide, STREAM_BLOCK);
    if (parts->room)
        munmap(parts->room, ROOM);
    if (parts->rooms_ahead)
        munmap(parts->rooms_ahead, (AHEAD_BLOCKS - 1) * ROOM);
    if (parts->file > STDIN_FILENO)
        close(parts->file);
    free(parts);
    stream->parts = NULL;
}

enum stream_line stream_next_line(struct stream *stream, struct slice *line)
{
    for (;;) {
        size_t len = (size_t)(stream->end - stream->at);
        const char *stop = len ? memchr(stream->at, '\n', len) : NULL;

        *line = (struct slice){stream->at, stop ? (size_t)(stop - stream->at) : len};
        if (stop) {
            stream->at = stop + 1;
            return LINE_READ;
        }
        if (len > STREAM_KEEP)
            return LINE_LONG;
        if (!stream_fill(stream))
            break;
    }
    if (stream->why || stream->at == stream->end)
        return LINE_NONE;
    *line = (struct slice){stream->at, (size_t)(stream->end - stream->at)};
    stream->at = stream->end;
    return LINE_CUT;
}
