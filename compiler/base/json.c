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

static void put_ascii(struct str *out, struct slice text)
{
    const char *at = text.at, *end = at + text.len;

    while (at < end) {
        uint32_t code_point = utf8_next(&at, end);

        if (code_point < 0x7f)
            str_putc(out, (char)code_point);
        else
            put_escape(out, code_point);
    }
}

static void put_utf8(struct str *out, struct slice text)
{
    while (text.len) {
        size_t end = slice_find(text, 0x7f);

        str_add(out, slice_cut(text, 0, end));
        if (end == text.len)
            return;
        put_escape(out, 0x7f);
        text = slice_from(text, end + 1);
    }
}

void json_print(struct str *out, json_t *tree, enum json_charset charset)
{
    struct str text = {0};

    json_dump_callback(tree, add_bytes, &text, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
    json_decref(tree);
    if (charset == JSON_ASCII)
        put_ascii(out, str_slice(&text));
    else
        put_utf8(out, str_slice(&text));
    str_putc(out, '\n');
    str_release(&text);
}
