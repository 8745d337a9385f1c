/* What the fuzzers require of what was written. Each check aborts with the text, and empties it. */
#ifndef FUZZ_EXPECT_H
#define FUZZ_EXPECT_H

#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/utf8.h"
#include "diag/render.h"

static inline void fuzz_stop(const char *why, struct slice text)
{
    fprintf(stderr, "fuzz: %s\n", why);
    fwrite(text.at, 1, text.len, stderr);
    abort();
}

/* No control character but line ends. */
static inline void fuzz_require_clean(struct str *text)
{
    for (size_t i = 0; i < text->len; i++) {
        unsigned char byte = (unsigned char)text->at[i];

        if ((byte < ' ' && byte != '\n') || byte == 127)
            fuzz_stop("a control character in the output", str_slice(text));
    }
    text->len = 0;
}

/* UTF-8 in which a person sees each character: nothing reorders, hides or breaks a line. */
static inline void fuzz_require_visible(struct str *text)
{
    const char *at = text->at, *end = text->len ? at + text->len : at;

    if (utf8_valid_len(str_slice(text)) != text->len)
        fuzz_stop("a report that is not UTF-8", str_slice(text));
    while (at < end) {
        uint32_t code_point = utf8_next(&at, end);

        if (code_point != '\n' && !utf8_is_printable(code_point))
            fuzz_stop("an invisible character in a report", str_slice(text));
    }
    text->len = 0;
}

/* No line that a CI runner takes for a command: `::` after blanks, or `##[` anywhere. */
static inline void fuzz_require_no_command(const struct str *text)
{
    struct slice rest = str_slice(text);

    if (slice_find_slice(rest, SLICE("##[")) < rest.len)
        fuzz_stop("a workflow command in a report", rest);
    while (rest.len) {
        size_t end = slice_find(rest, '\n');

        if (slice_starts(slice_trim(slice_cut(rest, 0, end)), SLICE("::")))
            fuzz_stop("a workflow command in a report", str_slice(text));
        rest = slice_from(rest, end < rest.len ? end + 1 : end);
    }
}

static inline void fuzz_require_json(struct str *text)
{
    json_t *json = json_loadb(text->at, text->len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);

    if (!json)
        fuzz_stop("not JSON", str_slice(text));
    json_decref(json);
    text->len = 0;
}

/* The findings by every renderer. */
static inline void fuzz_require_reports(const struct diags *diags)
{
    struct render_options options = {.width = 80, .spec_count = 1};
    struct str out = {0};

    render_text(&out, diags, &options);
    render_summary(&out, diags, &options);
    fuzz_require_no_command(&out);
    fuzz_require_visible(&out);
    render_github(&out, diags, &options);
    fuzz_require_visible(&out);
    render_json(&out, diags, &options);
    fuzz_require_json(&out);
    render_sarif(&out, diags, &options);
    fuzz_require_json(&out);
    str_release(&out);
}

#endif
