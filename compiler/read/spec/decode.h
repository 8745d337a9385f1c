/*
 * Inside read/spec/: turns nodes into the model by the tables of grammar/keys.def. Each key has one
 * function, read_<context>_<key>, which puts the value into the struct of its context. Errors are
 * collected, and reading continues with the rest.
 */
#ifndef READ_SPEC_DECODE_H
#define READ_SPEC_DECODE_H

#include "model/keys.h"
#include "model/table.h"
#include "read/spec/vars.h"

struct decoder;

typedef void read_function(struct decoder *decoder, const struct node *node, void *into);

struct decoder {
    read_function *const *functions; /* by key */
    struct diags *diags;
    struct arena *arena;
    struct variables *overrides;
    struct variables defaults; /* the document's `vars` */
    struct document *document;
    struct map unknown_columns; /* named by the table's partitions: the finding of each */
    struct slice key;           /* the key whose value is being read, for messages */
    const struct node *value;   /* that value */
    enum key_id id;             /* that key */
};

#define CONTEXT(context, example)
#define KEY(context, key, shape, need, facet, doc)                                                 \
    void read_##context##_##key(struct decoder *decoder, const struct node *node, void *into);
#define END(context)
#include "grammar/keys.def"

/* Reads a mapping of `context` into its struct, key by key in the grammar's order, whatever the
   order in the file. Reports a wrong shape (SP0114), unknown (SP0111), repeated (SP0113), empty
   (SP0115) and missing keys (SP0112); `head` is where a missing key is reported. An unknown key
   that is close to an absent key is read as that key. Returns false on errors. */
bool read_mapping(struct decoder *decoder, const struct node *node, enum context_id context,
                  struct span head, void *into);

/* The same for a mapping that may hold other keys too: `other` gets those, and returns whether
   it knows the key. */
bool read_open_mapping(struct decoder *decoder, const struct node *node, enum context_id context,
                       struct span head, void *into,
                       bool (*other)(struct decoder *decoder, const struct node *mapping,
                                     const struct node_pair *pair, void *into));

/* One scalar, with its variables expanded. False, with a diagnostic, for another shape or no
   value. */
bool read_text(struct decoder *decoder, const struct node *node, struct text *text);

/* true or false. */
bool read_bool(struct decoder *decoder, const struct node *node, bool *value);

/* A whole number, perhaps negative; stores its text too if `text` is not NULL. */
bool read_number(struct decoder *decoder, const struct node *node, long long *number,
                 struct text *text);

/* A mapping of free keys to text, in file order. */
void read_properties(struct decoder *decoder, const struct node *node, struct property_list *list);

/* Calls `take` for a scalar, or for each item of a list of scalars. */
void read_words(struct decoder *decoder, const struct node *node, void *into,
                void (*take)(struct decoder *decoder, struct text word, void *into));

/* A role, or a list of them. */
void read_roles(struct decoder *decoder, const struct node *node, struct roles *roles);

/* Defines the function of a key whose value is one scalar, stored unchanged. */
#define TEXT_KEY(context, key, type)                                                               \
    void read_##context##_##key(struct decoder *decoder, const struct node *node, void *into)      \
    {                                                                                              \
        read_text(decoder, node, &((struct type *)into)->key);                                     \
    }

/* True if `node` is a list; otherwise reports it, with an item of `context` as the example. */
bool is_list(struct decoder *decoder, const struct node *node, enum context_id context);

/* Reports a key that the context does not have (SP0111), and returns the absent key of the context
   that it probably stands for: a misspelt one, or one in another tool's words. The context's end: none,
   or the mapping has that key too. *is_told: the finding says how to write that key, whose value is
   not to be read. */
enum key_id unknown_key(struct decoder *decoder, const struct node *mapping,
                        const struct node_pair *pair, enum context_id context, bool *is_told);

/* The key of the context that is another tool's word, or the context's end. */
enum key_id key_alias(enum context_id context, struct slice word);

/* Adds a help that lists the keys of a context. */
void list_keys(struct decoder *decoder, struct diag *diag, enum context_id context);

/* Offers to remove a pair of a mapping, with its line or its comma. */
void fix_remove(struct decoder *decoder, struct diag *diag, const struct node *mapping,
                const struct node_pair *pair);

/* A scalar as it must be written between braces, where a comma or bracket would end it. */
struct slice scalar_in_braces(struct decoder *decoder, const struct node *node);

/* Adds a finding about a wrong shape. */
struct diag *wrong_shape(struct decoder *decoder, const struct node *node, const char *expected);

#endif
