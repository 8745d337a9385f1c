#include "base/ascii.h"
#include "diag/json.h"
#include "diag/render.h"

/* {"text": ...}, as SARIF writes every message. */
static json_t *message_object(json_t *text)
{
    json_t *object = json_object();

    diag_json_set(object, "text", text);
    return object;
}

/* A relative path is a relative reference; an absolute one is a file: URI. */
static json_t *uri_of(struct slice path)
{
    struct str uri = {0};
    json_t *string;

    if (slice_starts(path, SLICE("/")))
        str_puts(&uri, "file://");
    for (size_t i = 0; i < path.len; i++) {
        char byte = path.at[i];

        if (ascii_is_alnum(byte) || (byte && strchr("/-._~", byte)))
            str_putc(&uri, byte);
        else
            str_printf(&uri, "%%%02X", (unsigned char)byte);
    }
    string = diag_json_text(str_slice(&uri));
    str_release(&uri);
    return string;
}

static json_t *artifact_object(struct slice path)
{
    json_t *object = json_object();

    diag_json_set(object, "uri", uri_of(path));
    return object;
}

static json_t *region_object(const struct diags *diags, struct span span)
{
    struct place start = source_place(span.source, diags->arena, span.lo);
    struct place end = source_place(span.source, diags->arena, span.hi);
    json_t *object = json_object();

    diag_json_set(object, "startLine", json_integer(start.line));
    diag_json_set(object, "startColumn", json_integer(start.column));
    diag_json_set(object, "endLine", json_integer(end.line));
    diag_json_set(object, "endColumn", json_integer(end.column));
    diag_json_set(object, "byteOffset", json_integer(span.lo));
    diag_json_set(object, "byteLength", json_integer((json_int_t)span.hi - span.lo));
    return object;
}

/* The place of a span or, where that is nowhere, of the file called `path`. */
static json_t *location_object(const struct diags *diags, struct span span, struct slice path,
                               struct slice label)
{
    json_t *place = json_object(), *location = json_object();

    if (span.source)
        path = slice_of(span.source->path);
    diag_json_set(place, "artifactLocation", artifact_object(path));
    if (span.source)
        diag_json_set(place, "region", region_object(diags, span));
    diag_json_set(location, "physicalLocation", place);
    if (label.len)
        diag_json_set(location, "message", message_object(diag_json_text(label)));
    return location;
}

static json_t *locations_array(const struct diags *diags, const struct diag *diag)
{
    json_t *array = json_array();

    if (diag->span.source || diag->path.len)
        diag_json_push(array, location_object(diags, diag->span, diag->path, diag->label));
    return array;
}

static json_t *related_array(const struct diags *diags, const struct diag *diag)
{
    json_t *array = json_array();

    for (size_t i = 0; i < diag->related.count; i++) {
        const struct diag_related *related = &diag->related.at[i];

        if (related->span.source)
            diag_json_push(array, location_object(diags, related->span, SLICE(""), related->label));
    }
    return array;
}

static void add_remarks(struct str *text, const char *word, const struct slice *remarks,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        str_printf(text, "\n%s: ", word);
        str_add(text, remarks[i]);
    }
}

/* The message with its notes and helps, a line each. */
static json_t *text_of(const struct diag *diag)
{
    struct str text = {0};
    json_t *string;

    str_add(&text, diag->message);
    for (size_t i = 0; i < diag->related.count; i++)
        if (!diag->related.at[i].span.source)
            add_remarks(&text, "note", &diag->related.at[i].label, 1);
    add_remarks(&text, "note", diag->notes.at, diag->notes.count);
    add_remarks(&text, "help", diag->helps.at, diag->helps.count);
    string = diag_json_text(str_slice(&text));
    str_release(&text);
    return string;
}

static json_t *replacement_object(const struct diags *diags, const struct diag_fix *edit)
{
    json_t *object = json_object();

    diag_json_set(object, "deletedRegion", region_object(diags, edit->span));
    diag_json_set(object, "insertedContent", message_object(diag_json_text(edit->text)));
    return object;
}

/* One change a file: the edits from `first` on that are of its source. */
static json_t *change_object(const struct diags *diags, const struct diag *diag, size_t first)
{
    struct source *source = diag->fixes.at[first].span.source;
    json_t *object = json_object(), *replacements = json_array();

    for (size_t i = first; i < diag->fixes.count; i++)
        if (diag->fixes.at[i].span.source == source)
            diag_json_push(replacements, replacement_object(diags, &diag->fixes.at[i]));
    diag_json_set(object, "artifactLocation", artifact_object(slice_of(source->path)));
    diag_json_set(object, "replacements", replacements);
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
            diag_json_push(changes, change_object(diags, diag, i));
    if (diag->helps.count)
        diag_json_set(fix, "description", message_object(diag_json_text(diag->helps.at[0])));
    diag_json_set(fix, "artifactChanges", changes);
    diag_json_push(array, fix);
    return array;
}

static json_t *result_object(const struct diags *diags, const struct diag *diag, int rule)
{
    json_t *object = json_object();

    diag_json_set(object, "ruleId", diag_json_string(diag_kind(diag->code)->name));
    diag_json_set(object, "ruleIndex", json_integer(rule));
    diag_json_set(object, "level", diag_json_string(severity_name(diag->severity)));
    diag_json_set(object, "message", message_object(text_of(diag)));
    diag_json_set(object, "locations", locations_array(diags, diag));
    if (diag->related.count)
        diag_json_set(object, "relatedLocations", related_array(diags, diag));
    if (diag->fixes.count)
        diag_json_set(object, "fixes", fixes_array(diags, diag));
    return object;
}

static json_t *rule_object(enum diag_code code)
{
    const struct diag_kind *kind = diag_kind(code);
    json_t *object = json_object(), *configuration = json_object();

    diag_json_set(object, "id", diag_json_string(kind->name));
    diag_json_set(object, "shortDescription", message_object(diag_json_string(kind->title)));
    diag_json_set(object, "fullDescription", message_object(diag_json_string(kind->explanation)));
    diag_json_set(configuration, "level", diag_json_string(severity_name(kind->severity)));
    diag_json_set(object, "defaultConfiguration", configuration);
    return object;
}

/* The codes that occur, in their order; rule_of[code] becomes the index of its rule. */
static json_t *rules_array(const struct diags *diags, int *rule_of)
{
    json_t *array = json_array();
    int count = 0;

    for (size_t i = 0; i < diags->list.count; i++)
        rule_of[diags->list.at[i]->code] = 1;
    for (int code = 0; code < DIAG_CODE_COUNT; code++)
        if (rule_of[code]) {
            rule_of[code] = count++;
            diag_json_push(array, rule_object((enum diag_code)code));
        }
    return array;
}

static json_t *tool_object(json_t *rules)
{
    json_t *tool = json_object(), *driver = json_object();

    diag_json_set(driver, "name", diag_json_string("spectrumc"));
    diag_json_set(driver, "rules", rules);
    diag_json_set(tool, "driver", driver);
    return tool;
}

static json_t *run_object(const struct diags *diags)
{
    int rule_of[DIAG_CODE_COUNT] = {0};
    json_t *run = json_object(), *results = json_array();

    diag_json_set(run, "tool", tool_object(rules_array(diags, rule_of)));
    for (size_t i = 0; i < diags->list.count; i++) {
        const struct diag *diag = diags->list.at[i];

        diag_json_push(results, result_object(diags, diag, rule_of[diag->code]));
    }
    diag_json_set(run, "columnKind", diag_json_string("unicodeCodePoints"));
    diag_json_set(run, "results", results);
    return run;
}

void render_sarif(struct str *out, const struct diags *diags, const struct render_options *options)
{
    json_t *root, *runs;

    (void)options;
    diag_json_begin();
    root = json_object();
    runs = json_array();
    diag_json_push(runs, run_object(diags));
    diag_json_set(root, "$schema",
                  diag_json_string("https://json.schemastore.org/sarif-2.1.0.json"));
    diag_json_set(root, "version", diag_json_string("2.1.0"));
    diag_json_set(root, "runs", runs);
    diag_json_put(out, root);
}
