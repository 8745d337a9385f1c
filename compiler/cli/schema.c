/* schema: the JSON Schema of specs, made from grammar/keys.def and the other grammar tables. */
#include <unistd.h>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "model/format.h"
#include "model/keys.h"

static json_t *of_type(const char *type)
{
    json_t *schema = json_object();

    json_put(schema, "type", json_word(type));
    return schema;
}

/* A scalar of any of YAML's types: a spec keeps its text. */
static json_t *scalar(void)
{
    return json_pack("{s:[sss]}", "type", "string", "number", "boolean");
}

static json_t *reference(enum context_id context)
{
    return json_pack("{s:s+}", "$ref", "#/$defs/", contexts[context].name);
}

static json_t *list_of(json_t *items)
{
    json_t *schema = of_type("array");

    json_put(schema, "items", items);
    return schema;
}

static json_t *either(json_t *one, json_t *other)
{
    json_t *schema = json_object(), *list = json_array();

    json_push(list, one);
    json_push(list, other);
    json_put(schema, "anyOf", list);
    return schema;
}

static json_t *mapping_of_scalars(void)
{
    json_t *schema = of_type("object");

    json_put(schema, "additionalProperties", scalar());
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
    case SHAPE_FORMAT: return json_pack("{s:s}", "$ref", "#/$defs/format");
    case SHAPE_ONE: return reference(key->of);
    case SHAPE_LIST: return list_of(reference(key->of));
    }
    return scalar();
}

/* The schema of a key's value, beyond its shape. */
static json_t *value_of(enum key_id id)
{
    json_t *schema = shape_of(&keys[id]);

    if (id == KEY_external_table_partitions)
        schema = either(json_pack("{s:s}", "const", "all"), schema);
    if (id == KEY_external_schema_grant_usage) {
        json_decref(schema);
        schema = list_of(either(json_pack("{s:s}", "const", "public"), reference(CONTEXT_grant)));
    }
    json_put(schema, "description", json_word(keys[id].doc));
    return schema;
}

static json_t *context_schema(enum context_id context)
{
    json_t *schema = of_type("object"), *properties = json_object();
    json_t *required = json_array();

    for (enum key_id id = contexts[context].first; id < contexts[context].end; id++) {
        json_put(properties, keys[id].name.at, value_of(id));
        if (keys[id].is_required)
            json_push(required, json_text(keys[id].name));
    }
    json_put(schema, "properties", properties);
    json_put(schema, "required", required);
    if (context == CONTEXT_partition) /* the partition columns are keys too */
        json_put(schema, "additionalProperties", either(scalar(), list_of(scalar())));
    else
        json_put(schema, "additionalProperties", json_false());
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
    json_t *schema = of_type("object"), *properties = json_object();
    json_t *options = json_object(), *inner = of_type("object");

    for (size_t i = 0; i < format_option_count; i++)
        if (format_options[i].format == format)
            json_put(options, format_options[i].key.at, option_schema(&format_options[i]));
    json_put(options, keys[KEY_custom_format_serde_properties].name.at, mapping_of_scalars());
    json_put(inner, "properties", options);
    json_put(inner, "additionalProperties", json_false());
    json_put(properties, formats[format].word.at, either(inner, of_type("null")));
    json_put(schema, "properties", properties);
    json_put(schema, "required", json_pack("[s]", formats[format].word.at));
    json_put(schema, "additionalProperties", json_false());
    return schema;
}

static json_t *format_schema(void)
{
    json_t *schema = json_object(), *list = json_array();
    json_t *names = json_object(), *all = json_array();

    for (enum format_id id = 0; id < FORMAT_COUNT; id++)
        json_push(all, json_text(formats[id].word));
    json_put(names, "enum", all);
    json_push(list, names);
    for (enum format_id id = 0; id < FORMAT_COUNT; id++)
        json_push(list, format_mapping(id));
    json_push(list, reference(CONTEXT_custom_format));
    json_push(list, reference(CONTEXT_stored_as));
    json_put(schema, "anyOf", list);
    return schema;
}

enum exit_status command_schema(const struct options *options)
{
    json_t *schema = context_schema(CONTEXT_document), *definitions = json_object();
    struct str text = {0};
    bool done;

    (void)options;
    for (enum context_id context = 0; context < CONTEXT_COUNT; context++)
        if (context != CONTEXT_document)
            json_put(definitions, contexts[context].name, context_schema(context));
    json_put(definitions, "format", format_schema());
    json_put(schema, "$schema", json_word("https://json-schema.org/draft/2020-12/schema"));
    json_put(schema, "title", json_word("A spec of spectrumc"));
    json_put(schema, "$defs", definitions);
    json_print(&text, schema, JSON_UTF8);
    done = output_stream(STDOUT_FILENO, str_slice(&text));
    str_release(&text);
    return done ? EXIT_DONE : EXIT_TROUBLE;
}
