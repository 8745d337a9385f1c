/* Compiles all specs of a folder in memory, with the rules or without: rules FOLDER yes|no. */
#include <dirent.h>
#include <stdio.h>

#include "base/json.h"
#include "plan/compile.h"
#include "read/spec/spec.h"
#include "rules/rules.h"
#include "write/targets.h"

struct run {
    struct arena arena;
    struct diags diags;
    struct variables variables;
    struct model model;
};

static bool read_folder(struct run *run, const char *folder)
{
    DIR *stream = opendir(folder);
    struct dirent *entry;

    while (stream && (entry = readdir(stream))) {
        const char *why, *path = arena_printf(&run->arena, "%s/%s", folder, entry->d_name).at;
        struct source *source;

        if (entry->d_name[0] == '.')
            continue;
        source = source_read(&run->arena, path, &why);
        if (!source)
            return false;
        spec_read(&run->diags, source, &run->variables, &run->model);
    }
    return stream && closedir(stream) == 0;
}

int main(int argc, char **argv)
{
    struct plan_options options = {.parts = PARTS_DEFAULT};
    struct write_options write = {0};
    struct statement_list statements = {0};
    struct run run = {0};
    struct artifacts artifacts = {.arena = &run.arena};

    json_start();
    arena_init(&run.arena);
    diags_init(&run.diags, &run.arena);
    variables_init(&run.variables, &run.arena);
    if (argc != 3 || !read_folder(&run, argv[1]))
        return 2;
    if (argv[2][0] == 'y')
        rules_run(&run.diags, &run.model);
    plan_compile(&run.diags, &run.model, &options, &statements);
    target_render(&artifacts, target_at(0), &statements, &write);
    printf("%zu documents, %zu errors, %zu bytes\n", run.model.documents.count,
           run.diags.error_count, artifacts.list.at[0].text.len);
    artifacts_release(&artifacts);
    arena_release(&run.arena);
    return 0;
}
