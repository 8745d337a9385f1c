/* Findings as one JSON object, for scripts. The reference documents its members. */
#include "base/json.h"
#include "diag/render.h"

static json_t *path_of(struct span span, struct slice path)
{
    if (span.source)
        return json_word(span.source->path);
    return path.len ? json_text(path) : json_null();
}

static json_t *span_object(const struct diags *diags, struct span span)
{
    struct place start, end;
    json_t *object;

    if (!span.source)
        return json_null();
    start = source_place(span.source, diags->arena, span.lo);
    end = source_place(span.source, diags->arena, span.hi);
    object = json_object();
    json_put(object, "line", json_integer(start.line));
    json_put(object, "column", json_integer(start.column));
    json_put(object, "end_line", json_integer(end.line));
    json_put(object, "end_column", json_integer(end.column));
    json_put(object, "start", json_integer(span.lo));
    json_put(object, "end", json_integer(span.hi));
    return object;
}

static json_t *related_array(const struct diags *diags, const struct diag *diag)
{
    json_t *array = json_array();

    for (size_t i = 0; i < diag->related.count; i++) {
        const struct diag_related *related = &diag->related.at[i];
        json_t *object = json_object();

        json_put(object, "path", path_of(related->span, SLICE("")));
        json_put(object, "span", span_object(diags, related->span));
        json_put(object, "label", json_text(related->label));
        json_push(array, object);
    }
    return array;
}

static json_t *text_array(const struct slice *texts, size_t count)
{
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++)
        json_push(array, json_text(texts[i]));
    return array;
}

static json_t *fix_object(const struct diags *diags, const struct diag *diag)
{
    json_t *fix = json_object(), *edits = json_array();
    bool is_safe = true;

    for (size_t i = 0; i < diag->fixes.count; i++) {
        const struct diag_fix *edit = &diag->fixes.at[i];
        json_t *object = json_object();

        json_put(object, "path", path_of(edit->span, SLICE("")));
        json_put(object, "span", span_object(diags, edit->span));
        json_put(object, "text", json_text(edit->text));
        json_push(edits, object);
        is_safe = is_safe && edit->is_safe;
    }
    json_put(fix, "safe", json_boolean(is_safe));
    json_put(fix, "edits", edits);
    return fix;
}

static json_t *diag_object(const struct diags *diags, const struct diag *diag)
{
    json_t *object = json_object();

    json_put(object, "code", json_word(diag_kind(diag->code)->name));
    json_put(object, "severity", json_word(severity_name(diag->severity)));
    json_put(object, "message", json_text(diag->message));
    json_put(object, "path", path_of(diag->span, diag->path));
    json_put(object, "span", span_object(diags, diag->span));
    json_put(object, "label", json_text(diag->label));
    json_put(object, "related", related_array(diags, diag));
    json_put(object, "notes", text_array(diag->notes.at, diag->notes.count));
    json_put(object, "help", text_array(diag->helps.at, diag->helps.count));
    json_put(object, "fix", diag->fixes.count ? fix_object(diags, diag) : json_null());
    return object;
}

static json_t *summary_object(const struct diags *diags, const struct render_options *options)
{
    json_t *object = json_object();

    json_put(object, "errors", json_integer((json_int_t)diags->error_count));
    json_put(object, "warnings", json_integer((json_int_t)diags->warning_count));
    json_put(object, "specs", json_integer((json_int_t)options->spec_count));
    return object;
}

static json_t *make_diag(const void *context, size_t i)
{
    const struct diags *diags = context;

    return diag_object(diags, diags->list.at[i]);
}

void render_json(struct str *out, const struct diags *diags, const struct render_options *options)
{
    struct json_items items = {make_diag, diags, diags->list.count};
    json_t *root = json_object();

    json_put(root, "version", json_integer(1));
    json_put(root, "diagnostics", json_array());
    json_put(root, "summary", summary_object(diags, options));
    json_print_items(out, root, "diagnostics", &items);
}
