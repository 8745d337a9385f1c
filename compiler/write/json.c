/* Prints each document once; the array on standard output only indents it. */
#include "write/json.h"

void json_artifact(struct artifacts *artifacts, const char *operation, json_t *tree)
{
    json_print(artifact_add(artifacts, operation), tree, JSON_UTF8);
}

/* Indents the lines of a document, except the first, by four more spaces. */
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
