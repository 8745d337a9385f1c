#include "base/file.h"

#include <errno.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether a call that failed is to be made again; where it would block, after a wait. */
static bool is_to_repeat(int file, short event)
{
    struct pollfd wait = {.fd = file, .events = event};

    if (errno == EINTR)
        return true;
    if (errno != EAGAIN && errno != EWOULDBLOCK)
        return false;
    return poll(&wait, 1, -1) >= 0 || errno == EINTR;
}

ssize_t file_read(int file, void *to, size_t room)
{
    ssize_t got;

    do
        got = read(file, to, room);
    while (got < 0 && is_to_repeat(file, POLLIN));
    return got;
}

bool file_write(int file, struct slice text)
{
    while (text.len) {
        ssize_t written = write(file, text.at, text.len);

        if (written >= 0)
            text = slice_from(text, (size_t)written);
        else if (!is_to_repeat(file, POLLOUT))
            return false;
    }
    return true;
}

static struct file_id id_of(const struct stat *info)
{
    if (!S_ISREG(info->st_mode))
        return (struct file_id){0};
    return (struct file_id){info->st_dev, info->st_ino};
}

struct file_id file_id_of(int file)
{
    struct stat info;

    return fstat(file, &info) == 0 ? id_of(&info) : (struct file_id){0};
}

struct file_id file_id_at(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 ? id_of(&info) : (struct file_id){0};
}

bool file_id_eq(struct file_id a, struct file_id b)
{
    return a.inode && a.inode == b.inode && a.device == b.device;
}
