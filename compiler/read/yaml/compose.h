/*
 * YAML 1.1, as libyaml reads it, into trees of nodes. Nodes live in an arena of the caller, which
 * may be released once the tree has been read; the text of scalars lives in the run's arena.
 * Aliases are shared nodes; merges (<<) are applied. Scalars stay text. Depth, the number of nodes
 * and the size to which aliases expand are bounded (SP0104, SP0105), so no input takes long.
 */
#ifndef READ_YAML_COMPOSE_H
#define READ_YAML_COMPOSE_H

#include "diag/diag.h"
#include "model/text.h"

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAPPING };

enum { YAML_DEPTH_MAX = 64, YAML_NODES_MAX = 2000000 };

struct node_pair {
    struct node *key; /* always a scalar */
    struct node *value;
    bool is_merged; /* merged by << */
};

struct node {
    enum node_kind kind;
    enum text_style style;
    struct span span;
    bool is_open;    /* being read: an alias to it would contain itself */
    bool is_flow;    /* between braces or brackets */
    uint32_t weight; /* nodes in it, counting aliases each time they are used */
    union {
        struct slice value;          /* a scalar's */
        VEC(struct node *) items;    /* a list's */
        VEC(struct node_pair) pairs; /* a mapping's */
    };
};

struct yaml_document {
    struct node *root;
    struct span span;
};

struct yaml_stream {
    VEC(struct yaml_document) documents;
};

/* Reads all documents of a source. Malformed YAML is reported; the documents before it are kept.
   Empty documents are left out. */
void yaml_read(struct diags *diags, struct arena *nodes, struct source *source,
               struct yaml_stream *stream);

/* Whether this is a plain scalar that YAML reads as no value: empty, ~ or null. */
bool node_is_null(const struct node *node);

struct text node_text(const struct node *node);

/* "a mapping", "a list", "text" or "nothing", for messages. */
const char *node_shape(const struct node *node);

#endif
