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

/* Whether the character at `from` may be in the text as it is: it is visible, and does not
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

/* Appends the tree; its lines after the first are indented by `indent` more. */
static void put_nested(struct str *out, json_t *tree, size_t indent)
{
    struct str text = {0};
    struct slice rest;

    json_dump_callback(tree, add_bytes, &text,
                       JSON_INDENT(2) | JSON_REAL_PRECISION(12) | JSON_ENCODE_ANY);
    json_decref(tree);
    for (rest = str_slice(&text); rest.len;) {
        size_t end = slice_find(rest, '\n');

        put_text(out, JSON_UTF8, slice_cut(rest, 0, end));
        if (end < rest.len) {
            str_putc(out, '\n');
            str_fill(out, ' ', indent);
        }
        rest = slice_from(rest, end < rest.len ? end + 1 : end);
    }
    str_release(&text);
}

static void put_items(struct str *out, const struct json_items *items, size_t indent)
{
    str_putc(out, '[');
    for (size_t i = 0; i < items->count; i++) {
        str_puts(out, i ? ",\n" : "\n");
        str_fill(out, ' ', indent + 2);
        put_nested(out, items->make(items->context, i), indent + 2);
    }
    if (items->count) {
        str_putc(out, '\n');
        str_fill(out, ' ', indent);
    }
    str_putc(out, ']');
}

/* Where `"key": []` stands cannot be within a text, whose quotes are escaped. */
void json_print_items(struct str *out, json_t *tree, const char *key,
                      const struct json_items *items)
{
    struct str frame = {0}, name = {0};
    size_t at, start;

    str_puts(&name, "\"");
    str_puts(&name, key);
    str_puts(&name, "\": []");

    json_print(&frame, tree, JSON_UTF8);
    at = slice_find_slice(str_slice(&frame), str_slice(&name));
    for (start = at; start && frame.at[start - 1] == ' ';)
        start--;
    str_add(out, slice_cut(str_slice(&frame), 0, at + name.len - 2));
    put_items(out, items, at - start);
    str_add(out, slice_from(str_slice(&frame), at + name.len));
    str_release(&name);
    str_release(&frame);
}
