#include "read/spec/spec.h"

#include "base/nearest.h"
#include "path/template.h"
#include "read/spec/decode.h"

/* Who reads the value of each key. */
static read_function *const functions[KEY_COUNT] = {
#define CONTEXT(context, example)
#define KEY(context, key, shape, need, facet, doc) [KEY_##context##_##key] = read_##context##_##key,
#define END(context)
#include "grammar/keys.def"
};

void read_document_external_schema(struct decoder *decoder, const struct node *node, void *into)
{
    struct document *document = into;

    document->kind = DOCUMENT_SCHEMA;
    document->schema.span = node->span;
    read_mapping(decoder, node, CONTEXT_external_schema, document->head, &document->schema);
}

void read_document_external_table(struct decoder *decoder, const struct node *node, void *into)
{
    struct document *document = into;

    if (document->kind != DOCUMENT_NONE) {
        struct diag *diag = diag_add(decoder->diags, SP0117, document->head,
                                     "a document holds one schema or one table, not both");

        diag_related(decoder->diags, diag, document->schema.span, "the schema is declared here");
        diag_help(decoder->diags, diag, "put a line `---` between the two");
        return;
    }
    document->kind = DOCUMENT_TABLE;
    read_mapping(decoder, node, CONTEXT_external_table, document->head, &document->table);
    if (!text_is_given(document->table.path.text) && !(document->broken & FACET_PATH))
        path_make_default(decoder->arena, &document->table);
    table_imply_timestamps(&document->table);
}

/* Read first, by spec_read: values anywhere in the document use them. */
void read_document_vars(struct decoder *decoder, const struct node *node, void *into)
{
    (void)decoder;
    (void)node;
    (void)into;
}

/* The code with the same number, ignoring zeros and letters: SP208 means SP0208. */
static enum diag_code code_of_number(struct slice name)
{
    long long number, other;
    size_t from = 0;

    while (from < name.len && (name.at[from] < '0' || name.at[from] > '9'))
        from++;
    if (!slice_to_int(slice_from(name, from), &number))
        return DIAG_CODE_COUNT;
    for (enum diag_code code = 0; code < DIAG_CODE_COUNT; code++)
        if (slice_to_int(slice_from(slice_of(diag_kind(code)->name), 2), &other) && other == number)
            return code;
    return DIAG_CODE_COUNT;
}

/* Reports an unknown code, and treats it as the one that was probably meant. */
static void unknown_code(struct decoder *decoder, const struct property *property)
{
    enum diag_code meant = code_of_number(property->key.value);
    struct diag *diag = diag_add(decoder->diags, SP0121, property->key.span,
                                 "no finding has the code `%.*s`", SLICE_ARG(property->key.value));

    if (meant == DIAG_CODE_COUNT) {
        diag_help(decoder->diags, diag,
                  "write a warning's code exactly as its message shows it: SP0801");
        return;
    }
    diag_help(decoder->diags, diag, "did you mean `%s`?", diag_kind(meant)->name);
    text_fix_all(decoder->diags, diag, property->key, slice_of(diag_kind(meant)->name), true);
    for (size_t i = 0; i < decoder->document->allowances.count; i++)
        if (decoder->document->allowances.at[i].code == meant)
            return;
    *vec_push(&decoder->document->allowances,
              decoder->arena) = (struct allowance){meant, property->key, property->value, true};
}

static void read_allowance(struct decoder *decoder, const struct property *property)
{
    enum diag_code code = diag_code_named(property->key.value);
    struct diag *diag;

    if (code == DIAG_CODE_COUNT) {
        unknown_code(decoder, property);
    } else if (diag_kind(code)->severity == SEVERITY_ERROR) {
        diag = diag_add(decoder->diags, SP0122, property->key.span,
                        "`%.*s` is an error, which `allow` cannot silence",
                        SLICE_ARG(property->key.value));
        diag_help(decoder->diags, diag,
                  "fix the error, and remove the entry: only warnings and notes can be silenced");
    } else {
        *vec_push(&decoder->document->allowances,
                  decoder->arena) = (struct allowance){code, property->key, property->value, false};
    }
}

void read_document_allow(struct decoder *decoder, const struct node *node, void *into)
{
    struct property_list list = {0};

    (void)into;
    read_properties(decoder, node, &list);
    for (size_t i = 0; i < list.list.count; i++)
        read_allowance(decoder, &list.list.at[i]);
}

static const struct node_pair *pair_named(const struct node *mapping, struct slice name)
{
    for (size_t i = 0; i < mapping->pairs.count; i++)
        if (slice_eq(mapping->pairs.at[i].key->value, name))
            return &mapping->pairs.at[i];
    return NULL;
}

static bool is_document_key(struct slice name)
{
    for (enum key_id id = FIRST_document; id < END_document; id++)
        if (slice_eq(keys[id].name, name))
            return true;
    return false;
}

/* The pair of a document's key, or of an unknown key that probably misspells it. */
static const struct node_pair *pair_near(const struct node *root, enum key_id id)
{
    const struct node_pair *pair = pair_named(root, keys[id].name);

    for (size_t i = 0; !pair && i < root->pairs.count; i++) {
        struct nearest nearest = nearest_to(root->pairs.at[i].key->value);

        if (is_document_key(nearest.word))
            continue;
        if (key_alias(CONTEXT_document, nearest.word) == id &&
            root->pairs.at[i].value->kind == NODE_MAPPING)
            pair = &root->pairs.at[i];
        for (enum key_id other = FIRST_document; other < END_document; other++)
            nearest_offer(&nearest, keys[other].name);
        if (nearest_found(&nearest) && slice_eq(nearest.best, keys[id].name))
            pair = &root->pairs.at[i];
    }
    return pair;
}

/* The pair that makes the document a schema or a table. */
static const struct node_pair *head_pair(const struct node *root)
{
    const struct node_pair *pair = pair_near(root, KEY_document_external_table);

    return pair ? pair : pair_near(root, KEY_document_external_schema);
}

static void not_a_spec(struct decoder *decoder, const struct node *root)
{
    struct span span = root->span;
    struct diag *diag;

    if (root->kind == NODE_MAPPING && root->pairs.count)
        span = root->pairs.at[0].key->span;
    diag = diag_add(decoder->diags, SP0117, span,
                    "the document has neither `external_schema` nor `external_table`");
    diag_help(decoder->diags, diag,
              "start it with one of these keys, and indent everything else below it");
}

static void read_vars(struct decoder *decoder, const struct node *root)
{
    const struct node_pair *vars = pair_near(root, KEY_document_vars);

    if (!vars)
        return;
    if (vars->value->kind == NODE_MAPPING)
        variables_read_mapping(&decoder->defaults, decoder->diags, vars->value);
    else
        diag_help(decoder->diags, wrong_shape(decoder, vars->value, "a mapping of names to values"),
                  "write each on its own line: `name: value`");
}

static void read_document(struct decoder *decoder, const struct yaml_document *yaml,
                          struct model *model)
{
    struct document *document;
    const struct node_pair *head = yaml->root->kind == NODE_MAPPING ? head_pair(yaml->root) : NULL;

    if (!head) {
        not_a_spec(decoder, yaml->root);
        return;
    }
    document = arena_new(decoder->arena, struct document);
    document->source = yaml->span.source;
    document->span = yaml->span;
    document->head = head->key->span;
    decoder->document = document;
    variables_init(&decoder->defaults, decoder->arena);
    read_vars(decoder, yaml->root);
    read_mapping(decoder, yaml->root, CONTEXT_document, document->head, document);
    if (document->kind != DOCUMENT_NONE)
        *vec_push(&model->documents, decoder->arena) = document;
}

void spec_read(struct diags *diags, struct source *source, struct variables *overrides,
               struct model *model)
{
    struct decoder decoder = {
        .diags = diags, .arena = diags->arena, .overrides = overrides, .functions = functions};
    struct yaml_stream stream = {0};
    size_t before = diags->error_count;
    struct arena nodes; /* lives while the model is built from them */

    arena_init(&nodes);
    yaml_read(diags, &nodes, source, &stream);
    for (size_t i = 0; i < stream.documents.count; i++)
        read_document(&decoder, &stream.documents.at[i], model);
    if (!stream.documents.count && diags->error_count == before)
        diag_help(
            diags, diag_add(diags, SP0118, span_of(source, 0, 0), "the spec is empty"),
            "start it with `external_table:` or `external_schema:`; `spectrumc explain SP0118` "
            "shows a whole spec");
    arena_release(&nodes);
}
