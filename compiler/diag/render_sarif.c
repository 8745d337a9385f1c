/* Findings as SARIF 2.1.0, for code scanning. */
#include "base/json.h"
#include "diag/render.h"
#include "text/sarif.h"
#include "text/uri.h"

/* {"text": ...}, as SARIF writes a message, and what a fix inserts. */
static json_t *text_object(struct slice text)
{
    json_t *object = json_object();

    json_put(object, "text", json_text(text));
    return object;
}

static json_t *message_object(struct slice text)
{
    struct str written = {0};
    json_t *object;

    text_into_sarif(&written, text);
    object = text_object(str_slice(&written));
    str_release(&written);
    return object;
}

static json_t *uri_of(struct slice path)
{
    struct str uri = {0};
    json_t *string;

    text_into_uri(&uri, path);
    string = json_text(str_slice(&uri));
    str_release(&uri);
    return string;
}

static json_t *artifact_object(struct slice path)
{
    json_t *object = json_object();

    json_put(object, "uri", uri_of(path));
    return object;
}

static json_t *region_object(const struct diags *diags, struct span span)
{
    struct place start = source_place(span.source, diags->arena, span.lo);
    struct place end = source_place(span.source, diags->arena, span.hi);
    json_t *object = json_object();

    json_put(object, "startLine", json_integer(start.line));
    json_put(object, "startColumn", json_integer(start.column));
    json_put(object, "endLine", json_integer(end.line));
    json_put(object, "endColumn", json_integer(end.column));
    json_put(object, "byteOffset", json_integer(span.lo));
    json_put(object, "byteLength", json_integer((json_int_t)span.hi - span.lo));
    return object;
}

/* The location of a span or, if that is nowhere, of the file called `path`. */
static json_t *location_object(const struct diags *diags, struct span span, struct slice path,
                               struct slice label)
{
    json_t *place = json_object(), *location = json_object();

    if (span.source)
        path = slice_of(span.source->path);
    json_put(place, "artifactLocation", artifact_object(path));
    if (span.source)
        json_put(place, "region", region_object(diags, span));
    json_put(location, "physicalLocation", place);
    if (label.len)
        json_put(location, "message", message_object(label));
    return location;
}

static json_t *locations_array(const struct diags *diags, const struct diag *diag)
{
    json_t *array = json_array();

    if (diag->span.source || diag->path.len)
        json_push(array, location_object(diags, diag->span, diag->path, diag->label));
    return array;
}

static json_t *related_array(const struct diags *diags, const struct diag *diag)
{
    json_t *array = json_array();

    for (size_t i = 0; i < diag->related.count; i++) {
        const struct diag_related *related = &diag->related.at[i];

        if (related->span.source)
            json_push(array, location_object(diags, related->span, SLICE(""), related->label));
    }
    return array;
}

static void add_remarks(struct str *text, const char *word, const struct slice *remarks,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        str_printf(text, "\n%s: ", word);
        text_into_sarif(text, remarks[i]);
    }
}

/* The message with its notes and helps, one per line. */
static json_t *message_of(const struct diag *diag)
{
    struct str text = {0};
    json_t *object;

    text_into_sarif(&text, diag->message);
    for (size_t i = 0; i < diag->related.count; i++)
        if (!diag->related.at[i].span.source)
            add_remarks(&text, "note", &diag->related.at[i].label, 1);
    add_remarks(&text, "note", diag->notes.at, diag->notes.count);
    add_remarks(&text, "help", diag->helps.at, diag->helps.count);
    object = text_object(str_slice(&text));
    str_release(&text);
    return object;
}

static json_t *replacement_object(const struct diags *diags, const struct diag_fix *edit)
{
    json_t *object = json_object();

    json_put(object, "deletedRegion", region_object(diags, edit->span));
    json_put(object, "insertedContent", text_object(edit->text));
    return object;
}

/* One change per file: the edits from `first` on that have the same source. */
static json_t *change_object(const struct diags *diags, const struct diag *diag, size_t first)
{
    struct source *source = diag->fixes.at[first].span.source;
    json_t *object = json_object(), *replacements = json_array();

    for (size_t i = first; i < diag->fixes.count; i++)
        if (diag->fixes.at[i].span.source == source)
            json_push(replacements, replacement_object(diags, &diag->fixes.at[i]));
    json_put(object, "artifactLocation", artifact_object(slice_of(source->path)));
    json_put(object, "replacements", replacements);
    return object;
}

static bool is_first_of_source(const struct diag *diag, size_t edit)
{
    for (size_t i = 0; i < edit; i++)
        if (diag->fixes.at[i].span.source == diag->fixes.at[edit].span.source)
            return false;
    return diag->fixes.at[edit].span.source != NULL;
}

static json_t *fixes_array(const struct diags *diags, const struct diag *diag)
{
    json_t *array = json_array(), *fix = json_object(), *changes = json_array();

    for (size_t i = 0; i < diag->fixes.count; i++)
        if (is_first_of_source(diag, i))
            json_push(changes, change_object(diags, diag, i));
    if (diag->helps.count)
        json_put(fix, "description", message_object(diag->helps.at[0]));
    json_put(fix, "artifactChanges", changes);
    json_push(array, fix);
    return array;
}

static json_t *result_object(const struct diags *diags, const struct diag *diag, int rule)
{
    json_t *object = json_object();

    json_put(object, "ruleId", json_word(diag_kind(diag->code)->name));
    json_put(object, "ruleIndex", json_integer(rule));
    json_put(object, "level", json_word(severity_name(diag->severity)));
    json_put(object, "message", message_of(diag));
    json_put(object, "locations", locations_array(diags, diag));
    if (diag->related.count)
        json_put(object, "relatedLocations", related_array(diags, diag));
    if (diag->fixes.count)
        json_put(object, "fixes", fixes_array(diags, diag));
    return object;
}

/* A text of ours, of several lines. */
static json_t *explanation_object(struct slice text)
{
    struct str written = {0};
    json_t *object;

    while (text.len) {
        size_t end = slice_find(text, '\n');

        text_into_sarif(&written, slice_cut(text, 0, end));
        str_puts(&written, end < text.len ? "\n" : "");
        text = slice_from(text, end < text.len ? end + 1 : end);
    }
    object = text_object(str_slice(&written));
    str_release(&written);
    return object;
}

static json_t *rule_object(enum diag_code code)
{
    const struct diag_kind *kind = diag_kind(code);
    json_t *object = json_object(), *configuration = json_object();

    json_put(object, "id", json_word(kind->name));
    json_put(object, "shortDescription", message_object(slice_of(kind->title)));
    json_put(object, "fullDescription", explanation_object(slice_of(kind->explanation)));
    json_put(configuration, "level", json_word(severity_name(kind->severity)));
    json_put(object, "defaultConfiguration", configuration);
    return object;
}

/* The codes that occur, in order; sets rule_of[code] to the index of its rule. */
static json_t *rules_array(const struct diags *diags, int *rule_of)
{
    json_t *array = json_array();
    int count = 0;

    for (size_t i = 0; i < diags->list.count; i++)
        rule_of[diags->list.at[i]->code] = 1;
    for (int code = 0; code < DIAG_CODE_COUNT; code++)
        if (rule_of[code]) {
            rule_of[code] = count++;
            json_push(array, rule_object((enum diag_code)code));
        }
    return array;
}

static json_t *tool_object(json_t *rules)
{
    json_t *tool = json_object(), *driver = json_object();

    json_put(driver, "name", json_word("spectrumc"));
    json_put(driver, "rules", rules);
    json_put(tool, "driver", driver);
    return tool;
}

struct results {
    const struct diags *diags;
    int rule_of[DIAG_CODE_COUNT];
};

static json_t *make_result(const void *context, size_t i)
{
    const struct results *results = context;
    const struct diag *diag = results->diags->list.at[i];

    return result_object(results->diags, diag, results->rule_of[diag->code]);
}

/* Without its results. */
static json_t *run_object(struct results *results)
{
    json_t *run = json_object();

    json_put(run, "tool", tool_object(rules_array(results->diags, results->rule_of)));
    json_put(run, "columnKind", json_word("unicodeCodePoints"));
    json_put(run, "results", json_array());
    return run;
}

void render_sarif(struct str *out, const struct diags *diags, const struct render_options *options)
{
    struct results results = {.diags = diags};
    struct json_items items = {make_result, &results, diags->list.count};
    json_t *root = json_object(), *runs = json_array();

    (void)options;
    json_push(runs, run_object(&results));
    json_put(root, "$schema", json_word("https://json.schemastore.org/sarif-2.1.0.json"));
    json_put(root, "version", json_word("2.1.0"));
    json_put(root, "runs", runs);
    json_print_items(out, root, "results", &items);
}
