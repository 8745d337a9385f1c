#include "write/json.h"

void json_artifact(struct artifacts *artifacts, const char *operation, json_t *tree)
{
    struct str *out = artifact_add(artifacts, operation), text = {0};

    diag_json_put(&text, tree);
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == 0x7f) /* JSON allows it bare; a terminal should not meet it */
            str_puts(out, "\\u007f");
        else
            str_putc(out, text.at[i]);
    }
    str_release(&text);
}

/* The lines of a document, the first one aside, four spaces further in. */
static void add_indented(struct str *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        str_putc(out, text.at[i]);
        if (text.at[i] == '\n')
            str_puts(out, "    ");
    }
}

void json_join(struct str *out, const struct artifacts *artifacts)
{
    str_putc(out, '[');
    for (size_t i = 0; i < artifacts->list.count; i++) {
        const struct artifact *artifact = &artifacts->list.at[i];

        str_printf(out, "%s\n  {\n    \"name\": \"%s\",\n    \"document\": ", i ? "," : "",
                   artifact->operation);
        add_indented(out, slice_trim(str_slice(&artifact->text)));
        str_puts(out, "\n  }");
    }
    str_puts(out, "\n]\n");
}

void json_set_text(json_t *object, const char *key, struct slice text)
{
    if (text.len)
        diag_json_set(object, key, diag_json_text(text));
}

void json_set_slice(json_t *object, struct slice key, struct slice text)
{
    struct str name = {0};

    str_add(&name, key);
    str_putc(&name, '\0');
    diag_json_set(object, name.at, diag_json_text(text));
    str_release(&name);
}
