/*
 * The model: what specs say, typed, with the place of each part. Plain data in the run's arena,
 * filled by a reader and constant afterwards. A part that could not be read is absent here and was
 * reported there; `broken` says which, so that no rule speaks of it again.
 */
#ifndef MODEL_TABLE_H
#define MODEL_TABLE_H

#include "model/date_pattern.h"
#include "model/format.h"
#include "model/text.h"
#include "model/type.h"

/* Parts of a document that a rule may need whole. */
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

/* What values a partition column has. */
struct domain {
    enum domain_kind kind;
    bool is_implied; /* a `date` column without a pattern */
    const struct date_pattern *date;
    VEC(struct text) values;
    long long from, to; /* both included */
    long long width;    /* digits to pad to; 0: none */
    struct span span;
};

struct key_column {
    struct column column;
    struct domain domain;
};

/* One piece of a path: text as it stands, or the place of a partition column's value. */
struct path_piece {
    bool is_literal;
    struct slice literal;
    struct slice name;               /* of the partition column, as written */
    const struct date_pattern *date; /* the placeholder's own pattern, or NULL */
    struct span span;
};

struct path {
    struct text text; /* not given: the Hive layout, made from the partition columns */
    VEC(struct path_piece) pieces;
};

/* A bound of a date range, as fine as it was written. */
struct bound {
    struct text text;
    struct civil when;
    enum date_unit unit;
};

/* The value of one partition column in an entry: one or several, each to be combined. */
struct entry_value {
    struct text name;
    size_t key; /* index of the partition column */
    VEC(struct text) values;
};

/* An entry of `partitions`. Columns that it gives no value take all values of their domain. */
struct entry {
    bool is_requested; /* by options of the command line, in place of the spec's */
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
    enum format_id id; /* FORMAT_CUSTOM: by `serde`, `input`, `output`, `stored_as` */
    struct text serde; /* as given, else as the word implies; may be absent */
    struct property_list serde_properties;
    enum format_id stored_as; /* the word after STORED AS; FORMAT_CUSTOM: by the classes */
    struct text input, output;
    struct text fields_by, lines_by;       /* ROW FORMAT DELIMITED, where given */
    struct property_list table_properties; /* that the format's options imply */
    struct span span;
};

/* The block `parquet`; see model/conversion.h for what it leaves out. */
struct conversion {
    struct text location, name, schema;
    struct span span; /* nowhere: there is no block */
};

/* A role clause: a word, or ARNs from the first assumed to the last. */
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

/* The table of Redshift's own that is loaded from the files. */
struct native {
    struct text schema, name; /* not given: public, and the external table's */
    enum dist_style dist_style;
    enum sort_style sort_style;
    enum load_by load;
    enum compression compression;
    struct text dist_text, sort_text, load_text, compression_text; /* the words of these */
    struct text distkey;
    VEC(struct text) sortkey;
    struct roles iam_role;
    struct text jsonpaths; /* where the JSONPaths file lies */
    struct span span;      /* nowhere: the spec says nothing of it */
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
    struct span head; /* its key, for findings about the whole */
    unsigned broken;  /* facets that could not be read */
    struct external_schema schema;
    struct table table;
    VEC(struct allowance) allowances;
};

/* All that was read, in the order of the inputs. */
struct model {
    VEC(struct document *) documents;
};

/* The index of the partition column called `name` (ASCII letter case is free), or keys.count. */
size_t table_key_named(const struct table *table, struct slice name);

/* The column or partition column called `name` (ASCII letter case is free), or NULL. */
const struct column *table_column_named(const struct table *table, struct slice name);

/* The date pattern of a key's own value, or NULL where its domain is not of dates. */
const struct date_pattern *key_date(const struct key_column *key);

/* A `date` column without a domain has the dates %Y-%m-%d. */
void key_imply_domain(struct key_column *key);

/* What date fields the domains of all keys name together; bits as in struct date_pattern. */
unsigned table_date_fields(const struct table *table);

/* What the entry says of the partition column, or NULL; an entry of NULL says nothing. */
const struct entry_value *entry_value_of(const struct entry *entry, size_t key);

/* Whether the clause is the word SESSION. */
bool roles_are_session(const struct roles *roles);

/* "spectrum.raw_events", for messages and comments. */
struct slice table_title(const struct table *table, struct arena *arena);

/* The names of the table's native one, with what stands for those that are left out. */
struct slice native_schema(const struct table *table);
struct slice native_name(const struct table *table);

/* "public.raw_events": the same, for messages. */
struct slice native_title(const struct table *table, struct arena *arena);

/* The format whose word would say what the classes say, or the first of its SerDe; FORMAT_CUSTOM
   where there is none. */
enum format_id format_in_force(const struct format *format);

/* The traits of the format that is in force; 0 where there is none. */
unsigned format_traits(const struct format *format);

/* The property of exactly that name, or NULL. */
const struct property *property_of(const struct property_list *list, struct slice key);

#endif
