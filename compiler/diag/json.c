#include "diag/json.h"

#include <stdlib.h>

#include "base/die.h"
#include "diag/visible.h"

void diag_json_begin(void)
{
    json_set_alloc_funcs(must_alloc, free);
}

json_t *diag_json_text(struct slice text)
{
    struct str mended = {0};
    json_t *string;

    visible_mend(&mended, text);
    string = json_stringn_nocheck(mended.len ? mended.at : "", mended.len);
    str_release(&mended);
    return string;
}

json_t *diag_json_string(const char *text)
{
    return diag_json_text(slice_of(text));
}

void diag_json_set(json_t *object, const char *key, json_t *value)
{
    json_object_set_new_nocheck(object, key, value);
}

void diag_json_push(json_t *array, json_t *value)
{
    json_array_append_new(array, value);
}

static int put_bytes(const char *bytes, size_t len, void *out)
{
    str_add(out, (struct slice){bytes, len});
    return 0;
}

void diag_json_put(struct str *out, json_t *tree)
{
    json_dump_callback(tree, put_bytes, out,
                       JSON_INDENT(2) | JSON_REAL_PRECISION(12) | JSON_PRESERVE_ORDER);
    str_putc(out, '\n');
    json_decref(tree);
}
