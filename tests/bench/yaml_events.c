/* The least that reading YAML costs: libyaml events of every *.yaml file of the folders. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <yaml.h>

static size_t parse(const unsigned char *text, size_t len)
{
    yaml_parser_t parser;
    yaml_event_t event;
    size_t count = 0;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, text, len);
    yaml_event_type_t type;
    do {
        if (!yaml_parser_parse(&parser, &event)) {
            fprintf(stderr, "yaml_events: %s\n", parser.problem);
            exit(1);
        }
        type = event.type;
        yaml_event_delete(&event);
        count++;
    } while (type != YAML_STREAM_END_EVENT);
    yaml_parser_delete(&parser);
    return count;
}

static size_t parse_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat stat;
    if (!file || fstat(fileno(file), &stat)) {
        perror(path);
        exit(2);
    }
    size_t len = (size_t)stat.st_size;
    unsigned char *text = malloc(len + 1);
    if (!text || fread(text, 1, len, file) != len) {
        perror(path);
        exit(2);
    }
    fclose(file);
    size_t count = parse(text, len);
    free(text);
    return count;
}

int main(int argc, char **argv)
{
    size_t count = 0;
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        if (!folder) {
            perror(argv[i]);
            return 2;
        }
        for (struct dirent *entry; (entry = readdir(folder));) {
            char path[4096];
            if (!strstr(entry->d_name, ".yaml"))
                continue;
            snprintf(path, sizeof path, "%s/%s", argv[i], entry->d_name);
            count += parse_file(path);
        }
        closedir(folder);
    }
    printf("%zu\n", count);
    return 0;
}
