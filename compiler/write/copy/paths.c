/* One path per column, in the order of the table. */
#include "write/copy/paths.h"

#include "write/copy/format.h"
#include "write/json.h"

static json_t *make_jsonpaths(const struct table *table)
{
    struct str path = {0};
    json_t *file, *paths;

    file = json_object();
    paths = json_array();
    for (size_t i = 0; i < table->columns.count; i++) {
        path.len = 0;
        copy_write_path(&path, copy_key_of(table, &table->columns.at[i]));
        json_push(paths, json_text(str_slice(&path)));
    }
    str_release(&path);
    json_put(file, "jsonpaths", paths);
    return file;
}

void copy_add_paths(struct artifacts *artifacts, const struct table *table, size_t number)
{
    json_artifact(artifacts, NULL, make_jsonpaths(table));
    artifacts->list.at[artifacts->list.count - 1].extension =
        number == 1 ? ".jsonpaths" : arena_printf(artifacts->arena, ".%zu.jsonpaths", number).at;
}
