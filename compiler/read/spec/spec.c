#include "read/spec/spec.h"

#include "base/nearest.h"
#include "path/template.h"
#include "read/spec/decode.h"

/* The functions for keys whose value is one scalar, stored unchanged. */
#define TEXT_KEY(context, key, type)                                                               \
    void read_##context##_##key(struct decoder *decoder, const struct node *node, void *into)      \
    {                                                                                              \
        read_text(decoder, node, &((struct type *)into)->key);                                     \
    }

TEXT_KEY(external_schema, name, external_schema)
TEXT_KEY(external_schema, description, external_schema)
TEXT_KEY(external_schema, database, external_schema)
TEXT_KEY(external_schema, region, external_schema)
TEXT_KEY(external_schema, uri, external_schema)
TEXT_KEY(external_schema, catalog_id, external_schema)
TEXT_KEY(external_table, schema, table)
TEXT_KEY(external_table, name, table)
TEXT_KEY(external_table, description, table)
TEXT_KEY(external_table, location, table)
TEXT_KEY(column, name, column)
TEXT_KEY(column, description, column)
TEXT_KEY(column, source, column)
TEXT_KEY(column, renamed_from, column)
TEXT_KEY(parquet, location, conversion)
TEXT_KEY(parquet, name, conversion)
TEXT_KEY(parquet, schema, conversion)

void read_external_schema_from(struct decoder *decoder, const struct node *node, void *into)
{
    struct external_schema *schema = into;
    struct diag *diag;

    if (!read_text(decoder, node, &schema->from))
        return;
    if (slice_is(schema->from.value, "hive_metastore")) {
        schema->catalog = CATALOG_HIVE;
    } else if (!slice_is(schema->from.value, "data_catalog")) {
        diag = diag_add(decoder->diags, SP0116, node->span,
                        "`%.*s` is not a source of external schemas",
                        SLICE_ARG(schema->from.value));
        diag_help(decoder->diags, diag, "write `data_catalog` (the default) or `hive_metastore`");
    }
}

void read_external_schema_port(struct decoder *decoder, const struct node *node, void *into)
{
    struct external_schema *schema = into;
    long long port;

    if (read_number(decoder, node, &port, &schema->port) && (port < 1 || port > 65535))
        diag_add(decoder->diags, SP0116, node->span,
                 "expected a port from 1 to 65535, found `%lld`", port);
}

static void take_role(struct decoder *decoder, struct text word, void *into)
{
    struct roles *roles = into;

    *vec_push(&roles->list, decoder->arena) = word;
}

void read_roles(struct decoder *decoder, const struct node *node, struct roles *roles)
{
    roles->span = node->span;
    read_words(decoder, node, roles, take_role);
}

void read_external_schema_iam_role(struct decoder *decoder, const struct node *node, void *into)
{
    read_roles(decoder, node, &((struct external_schema *)into)->iam_role);
}

void read_external_schema_catalog_role(struct decoder *decoder, const struct node *node, void *into)
{
    read_roles(decoder, node, &((struct external_schema *)into)->catalog_role);
}

void read_external_schema_create_database(struct decoder *decoder, const struct node *node,
                                          void *into)
{
    struct external_schema *schema = into;

    schema->create_database_span = node->span;
    read_bool(decoder, node, &schema->creates_database);
}

static void read_grantee(struct decoder *decoder, const struct node *node, void *into,
                         enum grantee_kind kind)
{
    struct grant *grant = into;

    if (text_is_given(grant->name)) {
        struct diag *diag = diag_add(decoder->diags, SP0116, node->span,
                                     "a grant with more than one grantee");

        diag_related(decoder->diags, diag, grant->name.span, "the other is here");
        diag_help(decoder->diags, diag, "write a separate item for each: `- {group: analysts}`");
        return;
    }
    grant->kind = kind;
    read_text(decoder, node, &grant->name);
}

void read_grant_group(struct decoder *decoder, const struct node *node, void *into)
{
    read_grantee(decoder, node, into, GRANTEE_GROUP);
}

void read_grant_user(struct decoder *decoder, const struct node *node, void *into)
{
    read_grantee(decoder, node, into, GRANTEE_USER);
}

void read_grant_role(struct decoder *decoder, const struct node *node, void *into)
{
    read_grantee(decoder, node, into, GRANTEE_ROLE);
}

static void read_grant(struct decoder *decoder, const struct node *node,
                       struct external_schema *into)
{
    struct grant grant = {0};
    struct diag *diag;

    if (node->kind == NODE_SCALAR && slice_is(node->value, "public")) {
        grant = (struct grant){GRANTEE_PUBLIC, node_text(node)};
    } else if (node->kind == NODE_SCALAR && !node_is_null(node)) {
        diag = diag_add(decoder->diags, SP0116, node->span,
                        "`%.*s` could be a group, a user or a role", SLICE_ARG(node->value));
        diag_help(
            decoder->diags, diag,
            "write `{group: %.*s}`, or `user` or `role` in place of `group`, or the word public",
            SLICE_ARG(node->value));
        return;
    } else if (!read_mapping(decoder, node, CONTEXT_grant, node->span, &grant)) {
        return;
    } else if (!text_is_given(grant.name)) {
        diag_help(decoder->diags,
                  diag_add(decoder->diags, SP0112, node->span, "the grant names no grantee"),
                  "write `{group: analysts}`, or `user` or `role` in place of `group`");
        return;
    }
    *vec_push(&into->grants, decoder->arena) = grant;
}

void read_external_schema_grant_usage(struct decoder *decoder, const struct node *node, void *into)
{
    if (!is_list(decoder, node, CONTEXT_grant))
        return;
    for (size_t i = 0; i < node->items.count; i++)
        read_grant(decoder, node->items.at[i], into);
}

void read_column_type(struct decoder *decoder, const struct node *node, void *into)
{
    struct column *column = into;

    if (read_text(decoder, node, &column->type_text))
        column->type = type_parse(decoder->diags, column->type_text);
}

void read_external_table_columns(struct decoder *decoder, const struct node *node, void *into)
{
    struct table *table = into;

    if (!is_list(decoder, node, CONTEXT_column))
        return;
    if (!node->items.count)
        diag_help(decoder->diags,
                  diag_add(decoder->diags, SP0115, node->span, "the table has no columns"),
                  "add one: `- {name: id, type: bigint}`");
    vec_reserve(&table->columns, decoder->arena, node->items.count);
    for (size_t i = 0; i < node->items.count; i++) {
        struct node *item = node->items.at[i];
        struct column *column = vec_push(&table->columns, decoder->arena);

        column->span = item->span;
        read_mapping(decoder, item, CONTEXT_column, item->span, column);
    }
}

void read_external_table_path(struct decoder *decoder, const struct node *node, void *into)
{
    struct table *table = into;
    struct text text;

    if (read_text(decoder, node, &text))
        path_parse(decoder->diags, text, &table->path);
}

void read_external_table_properties(struct decoder *decoder, const struct node *node, void *into)
{
    read_properties(decoder, node, &((struct table *)into)->properties);
}

void read_external_table_parquet(struct decoder *decoder, const struct node *node, void *into)
{
    struct conversion *parquet = &((struct table *)into)->parquet;

    parquet->span = node->span;
    read_mapping(decoder, node, CONTEXT_parquet, node->span, parquet);
}

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
    struct document *document = arena_new(decoder->arena, struct document);
    const struct node_pair *head = yaml->root->kind == NODE_MAPPING ? head_pair(yaml->root) : NULL;

    if (!head) {
        not_a_spec(decoder, yaml->root);
        return;
    }
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
    struct decoder decoder = {.diags = diags, .arena = diags->arena, .overrides = overrides};
    struct yaml_stream stream = {0};
    size_t before = diags->error_count;
    struct arena nodes; /* lives while the model is built from them */

    arena_init(&nodes);
    yaml_read(diags, &nodes, source, &stream);
    for (size_t i = 0; i < stream.documents.count; i++)
        read_document(&decoder, &stream.documents.at[i], model);
    if (!stream.documents.count && diags->error_count == before)
        diag_help(diags, diag_add(diags, SP0118, span_of(source, 0, 0), "the spec is empty"),
                  "start it with `external_table:` or `external_schema:`");
    arena_release(&nodes);
}
