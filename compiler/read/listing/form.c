#include "read/listing/form.h"

#include "path/encode.h"

__attribute__((format(printf, 3, 0))) static struct diag *report(struct listing *listing,
                                                                 enum diag_code code,
                                                                 const char *format, va_list args)
{
    struct slice message = arena_vprintf(listing->diags->arena, format, args);
    struct diag *diag = diag_add(listing->diags, code, (struct span){0}, "%.*s",
                                 SLICE_ARG(message));

    diag->path = slice_of(strcmp(listing->path, "-") == 0 ? "standard input" : listing->path);
    return diag;
}

struct diag *listing_report(struct listing *listing, enum diag_code code, const char *format, ...)
{
    struct diag *diag;
    va_list args;

    va_start(args, format);
    diag = report(listing, code, format, args);
    va_end(args);
    return diag;
}

__attribute__((format(printf, 3, 0))) static void damaged(struct listing *listing, const char *help,
                                                          const char *format, va_list args)
{
    struct slice what = arena_vprintf(listing->diags->arena, format, args);
    struct diag *diag;

    if (listing->line)
        diag = listing_report(listing, SP0902, "line %llu of the listing: %.*s",
                              (unsigned long long)listing->line, SLICE_ARG(what));
    else
        diag = listing_report(listing, SP0902, "%.*s", SLICE_ARG(what));
    if (help)
        diag_help(listing->diags, diag, "%s", help);
}

bool listing_damaged(struct listing *listing, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    damaged(listing, NULL, format, args);
    va_end(args);
    return false;
}

bool listing_advise(struct listing *listing, const char *help, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    damaged(listing, help, format, args);
    va_end(args);
    return false;
}

bool listing_refuse(struct listing *listing, const char *what, const char *help)
{
    struct diag *diag = listing_report(listing, SP0901, "not an S3 listing: %s", what);

    diag_help(listing->diags, diag, "%s", help);
    return false;
}

bool listing_stopped(struct listing *listing)
{
    listing->line = 0;
    return listing_advise(listing, "fetch the file again", "%s", listing->stream->why);
}

bool listing_no_line(struct listing *listing, enum stream_line result)
{
    listing->line += result != LINE_NONE;
    switch (result) {
    case LINE_READ: break;
    case LINE_LONG:
        return listing_damaged(listing, "longer than %d bytes, and no key is that long",
                               STREAM_KEEP);
    case LINE_CUT:
        return listing_advise(listing,
                              "make the listing again; if it is complete, add a line end to it",
                              "it has no line end, so the listing may be cut off there");
    case LINE_NONE:
        return !listing->stream->why || listing->stream->is_unreadable || listing_stopped(listing);
    }
    return true;
}

void listing_decode_url(struct str *out, struct slice text)
{
    while (text.len) {
        size_t plus = slice_find(text, '+');

        path_decode(out, slice_cut(text, 0, plus));
        if (plus < text.len)
            str_putc(out, ' ');
        text = slice_from(text, plus < text.len ? plus + 1 : plus);
    }
}
