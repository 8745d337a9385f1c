/*
 * The model: the contents of specs, typed, with the source span of each part. Plain data in the
 * run's arena, filled by a reader and constant afterwards. A part that could not be read is absent,
 * and the reader has reported it; `broken` records it, so that no rule reports it again.
 */
#ifndef MODEL_TABLE_H
#define MODEL_TABLE_H

#include "model/date_pattern.h"
#include "model/format.h"
#include "model/text.h"
#include "model/type.h"

/* Parts of a document. A rule names those that it needs intact. */
enum facet {
    FACET_NONE = 0,
    FACET_NAMES = 1 << 0,    /* schema and name */
    FACET_COLUMNS = 1 << 1,  /* all columns, with their types */
    FACET_KEYS = 1 << 2,     /* all partition columns, with types and domains */
    FACET_PATH = 1 << 3,     /* the template is well-formed */
    FACET_LOCATION = 1 << 4, /* s3://bucket/prefix */
    FACET_FORMAT = 1 << 5,
    FACET_PARTITIONS = 1 << 6, /* all entries */
    FACET_PROPERTIES = 1 << 7,
    FACET_ROLES = 1 << 8,
    FACET_CATALOG = 1 << 9, /* the clauses of an external schema */
    FACET_NATIVE = 1 << 10,
    FACET_ALL = (1 << 11) - 1
};

struct property {
    struct text key, value;
};

struct property_list {
    VEC(struct property) list;
    struct span span;
};

struct column {
    struct text name;
    struct text type_text;
    const struct type *type; /* NULL: could not be read */
    struct text description;
    struct text source;       /* the key in the file */
    struct text renamed_from; /* what it was called before */
    struct span span;
};

enum domain_kind { DOMAIN_NONE, DOMAIN_DATE, DOMAIN_VALUES, DOMAIN_RANGE };

/* The values that a partition column can have. */
struct domain {
    enum domain_kind kind;
    bool is_implied; /* a `date` column without a pattern */
    const struct date_pattern *date;
    VEC(struct text) values;
    long long from, to; /* both included */
    long long width;    /* digits to pad to; 0: no padding */
    struct span span;
};

struct key_column {
    struct column column;
    struct domain domain;
};

/* One piece of a path: literal text, or a placeholder for a partition column's value. */
struct path_piece {
    bool is_literal;
    struct slice literal;
    struct slice name;               /* of the partition column, as written */
    const struct date_pattern *date; /* the placeholder's own pattern, or NULL */
    struct span span;
};

struct path {
    struct text text; /* not given: Hive's layout, built from the partition columns */
    VEC(struct path_piece) pieces;
};

/* A bound of a date range; `unit` is the precision it was written with. */
struct bound {
    struct text text;
    struct civil when;
    enum date_unit unit;
};

/* The values that an entry gives one partition column, to be combined with those of the others. */
struct entry_value {
    struct text name;
    size_t key; /* index of the partition column */
    VEC(struct text) values;
};

/* An entry of `partitions`. A column without a value here takes all values of its domain. */
struct entry {
    bool is_requested; /* by command-line options, which replace the spec's entries */
    bool is_range;
    struct bound from, to; /* to.text not given: open */
    bool has_every;
    enum date_unit every;
    struct text every_text;
    VEC(struct entry_value) values;
    struct text location;
    struct span span;
};

struct format {
    enum format_id id; /* FORMAT_CUSTOM: see `serde`, `input`, `output`, `stored_as` */
    struct text serde; /* as given, else implied by the word; may be absent */
    struct property_list serde_properties;
    enum format_id stored_as; /* the word after STORED AS; FORMAT_CUSTOM: the classes */
    struct text input, output;
    struct text fields_by, lines_by;       /* ROW FORMAT DELIMITED, if given */
    struct property_list table_properties; /* implied by the format's options */
    struct span span;
};

/* The `parquet` block as written; conversion_of fills in defaults (model/conversion.h). */
struct conversion {
    struct text location, name, schema;
    struct span span; /* nowhere: there is no block */
};

/* A role clause: a word, or a chain of ARNs, the one that is assumed first coming first. */
struct roles {
    VEC(struct text) list;
    struct span span;
};

enum dist_style { DIST_UNSAID, DIST_AUTO, DIST_EVEN, DIST_ALL, DIST_KEY };
enum sort_style { SORT_UNSAID, SORT_AUTO, SORT_COMPOUND, SORT_INTERLEAVED };
enum load_by { LOAD_UNSAID, LOAD_COPY, LOAD_SELECT };
enum compression {
    COMPRESSION_UNSET,
    COMPRESSION_GZIP,
    COMPRESSION_BZIP2,
    COMPRESSION_LZOP,
    COMPRESSION_ZSTD
};

/* The native Redshift table that is loaded from the files. */
struct native {
    struct text schema, name; /* not given: public, and the external table's */
    enum dist_style dist_style;
    enum sort_style sort_style;
    enum load_by load;
    enum compression compression;
    struct text dist_text, sort_text, load_text, compression_text; /* as written */
    struct text distkey;
    VEC(struct text) sortkey;
    struct roles iam_role;
    struct text jsonpaths; /* location of the JSONPaths file */
    struct span span;      /* nowhere: the spec has no such block */
};

struct table {
    struct text schema, name, description;
    VEC(struct column) columns;
    VEC(struct key_column) keys;
    struct span keys_span; /* of the key `partitioned_by` and its list */
    struct format format;
    struct text location;
    struct path path;
    VEC(struct entry) entries;
    bool takes_all; /* partitions: all */
    struct span partitions_span;
    struct property_list properties;
    struct conversion parquet;
    struct native native;
};

enum catalog_kind { CATALOG_GLUE, CATALOG_HIVE };
enum grantee_kind { GRANTEE_GROUP, GRANTEE_USER, GRANTEE_ROLE, GRANTEE_PUBLIC };

struct grant {
    enum grantee_kind kind;
    struct text name; /* GRANTEE_PUBLIC: the word */
    struct span span; /* of the whole item */
};

struct external_schema {
    struct text name, description;
    enum catalog_kind catalog;
    struct text from;
    struct text database, region, uri, port, catalog_id;
    struct roles iam_role, catalog_role;
    bool creates_database;
    struct span create_database_span;
    VEC(struct grant) grants;
    struct span span;
};

enum document_kind { DOCUMENT_NONE, DOCUMENT_SCHEMA, DOCUMENT_TABLE };

struct allowance {
    enum diag_code code;
    struct text name, reason;
    bool is_used;
};

/* One YAML document. */
struct document {
    enum document_kind kind;
    struct source *source;
    struct span span; /* the whole document, for `allow` */
    struct span head; /* its top-level key, for findings about the whole document */
    unsigned broken;  /* facets that could not be read */
    struct external_schema schema;
    struct table table;
    VEC(struct allowance) allowances;
};

/* All documents that were read, in the order of the inputs. */
struct model {
    VEC(struct document *) documents;
    struct slice default_database; /* of schemas that no document declares; empty: unknown */
};

/* The index of the partition column named `name`, ignoring ASCII case, or keys.count. */
size_t table_key_named(const struct table *table, struct slice name);

/* The column or partition column named `name`, ignoring ASCII case, or NULL. */
const struct column *table_column_named(const struct table *table, struct slice name);

/* The date pattern of the key's value, or NULL if its domain is not one of dates. */
const struct date_pattern *key_date(const struct key_column *key);

/* Gives a `date` column without a domain the domain `date: "%Y-%m-%d"`. */
void key_imply_domain(struct key_column *key);

/* Gives each `timestamp` column without a domain, whose placeholder in the path has a pattern of its
   own, the domain that date_pattern_timestamp has for that. */
void table_imply_timestamps(struct table *table);

/* Whether a table may have as many partition columns; if not, adds SP0217 at `span`. A reader then
   leaves them out. */
bool table_may_have_keys(struct diags *diags, struct span span, size_t count);

/* The date fields of all keys' domains together; bits as in struct date_pattern. */
unsigned table_date_fields(const struct table *table);

/* The entry's value for the partition column at index `key`, or NULL. `entry` may be NULL. */
const struct entry_value *entry_value_of(const struct entry *entry, size_t key);

/* Whether the clause is the word SESSION. */
bool roles_are_session(const struct roles *roles);

/* "spectrum.raw_events", for messages and comments. */
struct slice table_title(const struct table *table, struct arena *arena);

/* Schema and name of the native table, with their defaults. */
struct slice native_schema(const struct table *table);
struct slice native_name(const struct table *table);

/* "public.raw_events", for messages. */
struct slice native_title(const struct table *table, struct arena *arena);

/* The format in effect: the word if given, else the format with the same classes, else the first
   with the same SerDe, else FORMAT_CUSTOM. */
enum format_id format_in_force(const struct format *format);

/* The traits of the format in effect; 0 for FORMAT_CUSTOM. */
unsigned format_traits(const struct format *format);

/* The property whose key is exactly `key`, or NULL. */
const struct property *property_of(const struct property_list *list, struct slice key);

#endif
