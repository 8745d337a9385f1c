/* Percent-encodes all but the unreserved characters of RFC 3986 and slashes. */
#include "text/uri.h"

#include "base/ascii.h"

void text_into_uri(struct str *out, struct slice path)
{
    if (slice_starts(path, SLICE("/")))
        str_puts(out, "file://");
    for (size_t i = 0; i < path.len; i++) {
        char byte = path.at[i];

        if (ascii_is_alnum(byte) || (byte && strchr("/-._~", byte)))
            str_putc(out, byte);
        else
            str_printf(out, "%%%02X", (unsigned char)byte);
    }
}
