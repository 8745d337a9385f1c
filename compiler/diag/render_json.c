#include "diag/json.h"
#include "diag/render.h"

static json_t *path_of(struct span span, struct slice path)
{
    if (span.source)
        return diag_json_string(span.source->path);
    return path.len ? diag_json_text(path) : json_null();
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
    diag_json_set(object, "line", json_integer(start.line));
    diag_json_set(object, "column", json_integer(start.column));
    diag_json_set(object, "end_line", json_integer(end.line));
    diag_json_set(object, "end_column", json_integer(end.column));
    diag_json_set(object, "start", json_integer(span.lo));
    diag_json_set(object, "end", json_integer(span.hi));
    return object;
}

static json_t *related_array(const struct diags *diags, const struct diag *diag)
{
    json_t *array = json_array();

    for (size_t i = 0; i < diag->related.count; i++) {
        const struct diag_related *related = &diag->related.at[i];
        json_t *object = json_object();

        diag_json_set(object, "path", path_of(related->span, SLICE("")));
        diag_json_set(object, "span", span_object(diags, related->span));
        diag_json_set(object, "label", diag_json_text(related->label));
        diag_json_push(array, object);
    }
    return array;
}

static json_t *text_array(const struct slice *texts, size_t count)
{
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++)
        diag_json_push(array, diag_json_text(texts[i]));
    return array;
}

static json_t *fix_object(const struct diags *diags, const struct diag *diag)
{
    json_t *fix = json_object(), *edits = json_array();
    bool is_safe = true;

    for (size_t i = 0; i < diag->fixes.count; i++) {
        const struct diag_fix *edit = &diag->fixes.at[i];
        json_t *object = json_object();

        diag_json_set(object, "path", path_of(edit->span, SLICE("")));
        diag_json_set(object, "span", span_object(diags, edit->span));
        diag_json_set(object, "text", diag_json_text(edit->text));
        diag_json_push(edits, object);
        is_safe = is_safe && edit->is_safe;
    }
    diag_json_set(fix, "safe", json_boolean(is_safe));
    diag_json_set(fix, "edits", edits);
    return fix;
}

static json_t *diag_object(const struct diags *diags, const struct diag *diag)
{
    json_t *object = json_object();

    diag_json_set(object, "code", diag_json_string(diag_kind(diag->code)->name));
    diag_json_set(object, "severity", diag_json_string(severity_name(diag->severity)));
    diag_json_set(object, "message", diag_json_text(diag->message));
    diag_json_set(object, "path", path_of(diag->span, diag->path));
    diag_json_set(object, "span", span_object(diags, diag->span));
    diag_json_set(object, "label", diag_json_text(diag->label));
    diag_json_set(object, "related", related_array(diags, diag));
    diag_json_set(object, "notes", text_array(diag->notes.at, diag->notes.count));
    diag_json_set(object, "help", text_array(diag->helps.at, diag->helps.count));
    diag_json_set(object, "fix", diag->fixes.count ? fix_object(diags, diag) : json_null());
    return object;
}

static json_t *summary_object(const struct diags *diags, const struct render_options *options)
{
    json_t *object = json_object();

    diag_json_set(object, "errors", json_integer((json_int_t)diags->error_count));
    diag_json_set(object, "warnings", json_integer((json_int_t)diags->warning_count));
    diag_json_set(object, "specs", json_integer((json_int_t)options->spec_count));
    return object;
}

void render_json(struct str *out, const struct diags *diags, const struct render_options *options)
{
    json_t *root, *array;

    diag_json_begin();
    root = json_object();
    array = json_array();
    for (size_t i = 0; i < diags->list.count; i++)
        diag_json_push(array, diag_object(diags, diags->list.at[i]));
    diag_json_set(root, "version", json_integer(1));
    diag_json_set(root, "diagnostics", array);
    diag_json_set(root, "summary", summary_object(diags, options));
    diag_json_put(out, root);
}
