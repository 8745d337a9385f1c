/* Compares tables by the catalog that their schemas refer to. */
#include "model/identity.h"

#include "base/ascii.h"
#include "model/layout.h"
#include "model/location.h"

void catalogs_init(struct catalogs *catalogs, struct arena *arena, const struct model *model)
{
    catalogs->model = model;
    map_init_folded(&catalogs->declarations, arena);
    for (size_t i = 0; model && i < model->documents.count; i++)
        if (model->documents.at[i]->kind == DOCUMENT_SCHEMA)
            map_add(&catalogs->declarations, model->documents.at[i]->schema.name.value,
                    model->documents.at[i]);
}

const struct document *catalogs_declaration(const struct catalogs *catalogs, struct slice schema)
{
    return map_get(&catalogs->declarations, schema);
}

/* arn:aws:iam::123456789012:role/Name -> the digits; else the whole word, which is not known. */
static struct catalog_part account_of_role(struct slice role)
{
    struct slice rest = role;

    for (int colons = 0; colons < 4; colons++) {
        size_t colon = slice_find(rest, ':');

        if (colon == rest.len)
            return (struct catalog_part){role, false};
        rest = slice_from(rest, colon + 1);
    }
    return (struct catalog_part){slice_cut(rest, 0, slice_find(rest, ':')), true};
}

/* That of `catalog_id`, else of the role that reads the catalog: the last one of its chain. */
static struct catalog_part account_of(const struct external_schema *schema)
{
    const struct roles *roles = schema->catalog_role.list.count ? &schema->catalog_role
                                                                : &schema->iam_role;

    if (text_is_given(schema->catalog_id))
        return (struct catalog_part){schema->catalog_id.value, true};
    if (!roles->list.count)
        return (struct catalog_part){0};
    return account_of_role(roles->list.at[roles->list.count - 1].value);
}

struct catalog catalog_of(const struct catalogs *catalogs, struct slice name)
{
    const struct document *document = catalogs_declaration(catalogs, name);
    const struct external_schema *schema = document ? &document->schema : NULL;
    struct catalog catalog = {.schema = name};

    if (!schema) {
        if (catalogs->model)
            catalog.database = catalogs->model->default_database;
        return catalog;
    }
    catalog.kind = schema->catalog;
    catalog.database = schema->database.value;
    if (schema->catalog == CATALOG_GLUE) {
        catalog.account = account_of(schema);
        catalog.region = (struct catalog_part){schema->region.value, text_is_given(schema->region)};
    } else {
        catalog.host = schema->uri.value;
        catalog.port = text_is_given(schema->port) ? schema->port.value : SLICE("9083");
    }
    return catalog;
}

static enum sameness compare_part(struct catalog_part a, struct catalog_part b)
{
    if (a.is_known == b.is_known && slice_eq_folded(a.value, b.value))
        return TABLES_SAME;
    return a.is_known && b.is_known ? TABLES_APART : TABLES_MAY_BE_SAME;
}

static enum sameness compare_glue(const struct catalog *a, const struct catalog *b,
                                  const char **unknown)
{
    enum sameness account = compare_part(a->account, b->account),
                  region = compare_part(a->region, b->region);

    if (account == TABLES_APART || region == TABLES_APART)
        return TABLES_APART;
    *unknown = region == TABLES_MAY_BE_SAME ? "region" : "account";
    return region == TABLES_SAME ? account : region;
}

enum sameness catalog_compare(const struct catalog *a, const struct catalog *b,
                              const char **unknown)
{
    if (slice_eq_folded(a->schema, b->schema))
        return TABLES_SAME;
    if (a->kind != b->kind || !a->database.len || !slice_eq_folded(a->database, b->database))
        return TABLES_APART;
    if (a->kind == CATALOG_GLUE)
        return compare_glue(a, b, unknown);
    return slice_eq_folded(a->host, b->host) && slice_eq(a->port, b->port) ? TABLES_SAME
                                                                           : TABLES_APART;
}

enum sameness tables_compare(const struct catalogs *catalogs, struct slice schema,
                             struct slice name, struct slice other_schema, struct slice other_name,
                             const char **unknown)
{
    struct catalog catalog, other;

    if (!slice_eq_folded(name, other_name))
        return TABLES_APART;
    if (slice_eq_folded(schema, other_schema))
        return TABLES_SAME;
    catalog = catalog_of(catalogs, schema);
    other = catalog_of(catalogs, other_schema);
    return catalog_compare(&catalog, &other, unknown);
}

struct slice table_key(struct arena *arena, const struct catalog *catalog, struct slice name)
{
    struct slice place = catalog->database.len ? catalog->database : catalog->schema;
    size_t len = 1 + place.len + 1 + name.len;
    char *key = arena_alloc(arena, len), *at = key;

    *at++ = catalog->database.len ? 'd' : 's';
    for (size_t i = 0; i < place.len; i++)
        *at++ = ascii_lower(place.at[i]);
    *at++ = '\0';
    for (size_t i = 0; i < name.len; i++)
        *at++ = ascii_lower(name.at[i]);
    return (struct slice){key, len};
}

static bool columns_eq(const struct column *a, const struct column *b)
{
    return slice_eq_folded(a->name.value, b->name.value) && a->type && b->type &&
           type_eq(a->type, b->type);
}

static bool layouts_eq(struct arena *arena, const struct table *a, const struct table *b)
{
    struct layout one = layout_of(arena, a), other = layout_of(arena, b);

    return slice_eq(one.serde, other.serde) && slice_eq(one.input, other.input) &&
           slice_eq(one.output, other.output) &&
           properties_eq(&one.serde_properties, &other.serde_properties);
}

static bool all_properties_eq(struct arena *arena, const struct table *a, const struct table *b)
{
    struct property_list one = all_properties(arena, a), other = all_properties(arena, b);

    if (one.list.count != other.list.count)
        return false;
    for (size_t i = 0; i < one.list.count; i++) {
        const struct property *same = property_of(&other, one.list.at[i].key.value);

        if (!same || !slice_eq(same->value.value, one.list.at[i].value.value))
            return false;
    }
    return true;
}

bool tables_define_same(struct arena *arena, const struct table *a, const struct table *b)
{
    if (a->columns.count != b->columns.count || a->keys.count != b->keys.count ||
        !location_eq(a->location.value, b->location.value))
        return false;
    for (size_t i = 0; i < a->columns.count; i++)
        if (!columns_eq(&a->columns.at[i], &b->columns.at[i]))
            return false;
    for (size_t i = 0; i < a->keys.count; i++)
        if (!columns_eq(&a->keys.at[i].column, &b->keys.at[i].column))
            return false;
    return layouts_eq(arena, a, b) && all_properties_eq(arena, a, b);
}
