#include "plan/diff/change.h"

const char *change_word(enum change_kind kind)
{
    static const char *const words[] = {
#define CHANGE(id, word) word,
#include "grammar/changes.def"
    };

    return words[kind];
}

const char *change_class_word(enum change_class class)
{
    switch (class) {
    case CHANGE_SAFE: return "safe";
    case CHANGE_RESULTS: return "changes query results";
    case CHANGE_DESTRUCTIVE: break;
    }
    return "destructive";
}

size_t changes_of(const struct changes *changes, enum change_class class)
{
    size_t count = 0;

    for (size_t i = 0; i < changes->list.count; i++)
        count += changes->list.at[i].class == class;
    return count;
}
