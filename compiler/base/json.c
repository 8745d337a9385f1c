#include "base/json.h"

#include <stdlib.h>

#include "base/die.h"
#include "base/utf8.h"

void json_start(void)
{
    json_set_alloc_funcs(must_alloc, free);
    json_object_seed(0); /* random; otherwise the first object made, in any thread, would set it */
}

json_t *json_text(struct slice text)
{
    struct str mended = {0};
    json_t *string;

    utf8_mend(&mended, text);
    string = json_stringn_nocheck(mended.len ? mended.at : "", mended.len);
    str_release(&mended);
    return string;
}

json_t *json_word(const char *text)
{
    return json_text(slice_of(text));
}

void json_put(json_t *object, const char *key, json_t *value)
{
    json_object_set_new_nocheck(object, key, value);
}

void json_push(json_t *array, json_t *value)
{
    json_array_append_new(array, value);
}

void json_put_slice(json_t *object, struct slice key, struct slice text)
{
    struct str name = {0};

    str_add(&name, key);
    str_putc(&name, '\0');
    json_put(object, name.at, json_text(text));
    str_release(&name);
}

void json_put_given(json_t *object, const char *key, struct slice text)
{
    if (text.len)
        json_put(object, key, json_text(text));
}

static int add_bytes(const char *bytes, size_t len, void *out)
{
    str_add(out, (struct slice){bytes, len});
    return 0;
}

/* As a surrogate pair where it has more than 16 bits. */
static void put_escape(struct str *out, uint32_t code_point)
{
    if (code_point > 0xffff) {
        str_printf(out, "\\u%04x", (unsigned)(0xd800 + ((code_point - 0x10000) >> 10)));
        code_point = 0xdc00 + (code_point & 0x3ff);
    }
    str_printf(out, "\\u%04x", (unsigned)code_point);
}

/* Whether the character at `from` may be in the text as it is: it is no invisible one, and does not
   begin "##[", which a CI runner takes for a command. A sharp sign occurs in strings only. */
static bool is_plain(const char *from, const char *end, uint32_t code_point)
{
    struct slice rest = {from, (size_t)(end - from)};

    if (code_point == '#')
        return !slice_starts(rest, SLICE("##"));
    return code_point < 0x7f || utf8_is_visible(code_point);
}

static void put_text(struct str *out, enum json_charset charset, struct slice text)
{
    const char *at = text.at, *end = at + text.len;

    while (at < end) {
        const char *from = at;
        uint32_t code_point = utf8_next(&at, end);

        if (!is_plain(from, end, code_point) || (charset == JSON_ASCII && code_point > 0x7e))
            put_escape(out, code_point);
        else
            str_add(out, (struct slice){from, (size_t)(at - from)});
    }
}

void json_print(struct str *out, json_t *tree, enum json_charset charset)
{
    struct str text = {0};

    json_dump_callback(tree, add_bytes, &text, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
    json_decref(tree);
    put_text(out, charset, str_slice(&text));
    str_putc(out, '\n');
    str_release(&text);
}
