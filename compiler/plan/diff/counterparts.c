/* The document of the other side: of the same name, or the same entry of a catalog. */
#include "base/ascii.h"
#include "plan/diff/model_diff.h"

/* "t" or "s", the schema and the name, folded. */
static struct slice name_key(struct arena *arena, const struct document *document)
{
    bool is_table = document->kind == DOCUMENT_TABLE;
    struct slice key = arena_printf(
        arena, "%c%.*s%c%.*s", is_table ? 't' : 's', SLICE_ARG(document->table.schema.value), '\0',
        SLICE_ARG(is_table ? document->table.name.value : document->schema.name.value));

    for (size_t i = 0; i < key.len; i++)
        ((char *)key.at)[i] = ascii_lower(key.at[i]);
    return key;
}

/* An empty key for what is no table in a database that is known. */
static struct slice entry_key(struct arena *arena, const struct diff_side *side,
                              const struct document *document)
{
    struct catalog catalog;

    if (document->kind != DOCUMENT_TABLE)
        return (struct slice){0};
    catalog = catalog_of(&side->catalogs, document->table.schema.value);
    return catalog.database.len ? table_key(arena, &catalog, document->table.name.value)
                                : (struct slice){0};
}

void diff_side_init(struct diff_side *side, struct arena *arena, const struct model *model)
{
    side->model = model;
    catalogs_init(&side->catalogs, arena, model);
    map_init(&side->by_name, arena);
    map_init(&side->by_entry, arena);
    for (size_t i = 0; i < model->documents.count; i++) {
        struct document *document = model->documents.at[i];
        struct slice entry = entry_key(arena, side, document);

        map_add(&side->by_name, name_key(arena, document), document);
        if (entry.len)
            map_add(&side->by_entry, entry, document);
    }
}

const struct document *diff_counterpart(struct arena *arena, const struct diff_side *side,
                                        const struct diff_side *other,
                                        const struct document *document)
{
    const struct document *found = map_get(&other->by_name, name_key(arena, document));
    struct slice entry = found ? (struct slice){0} : entry_key(arena, side, document);
    struct catalog here, there;
    const char *unknown;

    if (found || !entry.len)
        return found;
    found = map_get(&other->by_entry, entry);
    if (!found)
        return NULL;
    here = catalog_of(&side->catalogs, document->table.schema.value);
    there = catalog_of(&other->catalogs, found->table.schema.value);
    return catalog_compare(&here, &there, &unknown) == TABLES_SAME ? found : NULL;
}
