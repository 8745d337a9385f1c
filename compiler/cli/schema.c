/* schema: the JSON Schema of specs, made from grammar/keys.def and its like. */
#include <jansson.h>
#include <unistd.h>

#include "base/die.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "model/format.h"
#include "model/keys.h"

static json_t *must(json_t *value)
{
    if (!value)
        die_out_of_memory(0);
    return value;
}

static void put(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, must(value)) != 0)
        die_out_of_memory(0);
}

static void push(json_t *array, json_t *value)
{
    if (json_array_append_new(array, must(value)) != 0)
        die_out_of_memory(0);
}

static json_t *words(struct slice word)
{
    return must(json_stringn(word.at, word.len));
}

static json_t *of_type(const char *type)
{
    json_t *schema = must(json_object());

    put(schema, "type", json_string(type));
    return schema;
}

/* A scalar as YAML's own types would have it: a spec keeps its text. */
static json_t *scalar(void)
{
    return must(json_pack("{s:[sss]}", "type", "string", "number", "boolean"));
}

static json_t *reference(enum context_id context)
{
    return must(json_pack("{s:s+}", "$ref", "#/$defs/", contexts[context].name));
}

static json_t *list_of(json_t *items)
{
    json_t *schema = of_type("array");

    put(schema, "items", items);
    return schema;
}

static json_t *either(json_t *one, json_t *other)
{
    json_t *schema = must(json_object()), *list = must(json_array());

    push(list, one);
    push(list, other);
    put(schema, "anyOf", list);
    return schema;
}

static json_t *mapping_of_scalars(void)
{
    json_t *schema = of_type("object");

    put(schema, "additionalProperties", scalar());
    return schema;
}

static json_t *shape_of(const struct key *key)
{
    switch (key->shape) {
    case SHAPE_TEXT:
    case SHAPE_DATE:
    case SHAPE_PATH: return scalar();
    case SHAPE_BOOL: return of_type("boolean");
    case SHAPE_COUNT: return of_type("integer");
    case SHAPE_WORDS: return either(scalar(), list_of(scalar()));
    case SHAPE_MAPPING: return mapping_of_scalars();
    case SHAPE_FORMAT: return must(json_pack("{s:s}", "$ref", "#/$defs/format"));
    case SHAPE_ONE: return reference(key->of);
    case SHAPE_LIST: return list_of(reference(key->of));
    }
    return scalar();
}

/* What a key takes beyond its shape. */
static json_t *value_of(enum key_id id)
{
    json_t *schema = shape_of(&keys[id]);

    if (id == KEY_external_table_partitions)
        schema = either(must(json_pack("{s:s}", "const", "all")), schema);
    if (id == KEY_external_schema_grant_usage) {
        json_decref(schema);
        schema =
            list_of(either(must(json_pack("{s:s}", "const", "public")), reference(CONTEXT_grant)));
    }
    put(schema, "description", json_string(keys[id].doc));
    return schema;
}

static json_t *context_schema(enum context_id context)
{
    json_t *schema = of_type("object"), *properties = must(json_object());
    json_t *required = must(json_array());

    for (enum key_id id = contexts[context].first; id < contexts[context].end; id++) {
        put(properties, keys[id].name.at, value_of(id));
        if (keys[id].is_required)
            push(required, words(keys[id].name));
    }
    put(schema, "properties", properties);
    put(schema, "required", required);
    if (context == CONTEXT_partition) /* the partition columns are keys too */
        put(schema, "additionalProperties", either(scalar(), list_of(scalar())));
    else
        put(schema, "additionalProperties", json_false());
    return schema;
}

static json_t *option_schema(const struct format_option *option)
{
    switch (option->kind) {
    case COUNT: return of_type("integer");
    case BOOLEAN: return of_type("boolean");
    case ONE_CHARACTER:
    case ANY_TEXT:
    case ONE_OF: break;
    }
    return scalar();
}

/* {csv: {separator: ";", ...}} */
static json_t *format_mapping(enum format_id format)
{
    json_t *schema = of_type("object"), *properties = must(json_object());
    json_t *options = must(json_object()), *inner = of_type("object");

    for (size_t i = 0; i < format_option_count; i++)
        if (format_options[i].format == format)
            put(options, format_options[i].key.at, option_schema(&format_options[i]));
    put(options, keys[KEY_custom_format_serde_properties].name.at, mapping_of_scalars());
    put(inner, "properties", options);
    put(inner, "additionalProperties", json_false());
    put(properties, formats[format].word.at, either(inner, of_type("null")));
    put(schema, "properties", properties);
    put(schema, "required", json_pack("[s]", formats[format].word.at));
    put(schema, "additionalProperties", json_false());
    return schema;
}

static json_t *format_schema(void)
{
    json_t *schema = must(json_object()), *list = must(json_array());
    json_t *names = must(json_object()), *all = must(json_array());

    for (enum format_id id = 0; id < FORMAT_COUNT; id++)
        push(all, words(formats[id].word));
    put(names, "enum", all);
    push(list, names);
    for (enum format_id id = 0; id < FORMAT_COUNT; id++)
        push(list, format_mapping(id));
    push(list, reference(CONTEXT_custom_format));
    push(list, reference(CONTEXT_stored_as));
    put(schema, "anyOf", list);
    return schema;
}

enum exit_status command_schema(const struct options *options)
{
    json_t *schema = context_schema(CONTEXT_document), *definitions = must(json_object());
    char *text;
    bool done;

    (void)options;
    for (enum context_id context = 0; context < CONTEXT_COUNT; context++)
        if (context != CONTEXT_document)
            put(definitions, contexts[context].name, context_schema(context));
    put(definitions, "format", format_schema());
    put(schema, "$schema", json_string("https://json-schema.org/draft/2020-12/schema"));
    put(schema, "title", json_string("A spec of spectrumc"));
    put(schema, "$defs", definitions);
    text = json_dumps(schema, JSON_INDENT(2));
    if (!text)
        die_out_of_memory(0);
    done = output_stream(STDOUT_FILENO, slice_of(text)) &&
           output_stream(STDOUT_FILENO, SLICE("\n"));
    free(text);
    json_decref(schema);
    return done ? EXIT_DONE : EXIT_TROUBLE;
}
