/* First collects what each role needs, as sets of ARNs; then writes these sets as policies. */
#include "write/iam/policies.h"

#include <stdlib.h>

#include "model/location.h"
#include "write/parquet_table.h"

enum { INLINE_MAX = 10240 }; /* characters of a role's inline policies, not counting white space */

static struct role *role_new(struct arena *arena)
{
    struct role *role = arena_new(arena, struct role);
    struct arns *const lists[] = {&role->trusted, &role->assumed,  &role->databases, &role->tables,
                                  &role->buckets, &role->prefixes, &role->written};

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        map_init(&lists[i]->seen, arena);
    return role;
}

static struct role *role_named(struct policies *policies, struct slice arn, struct span span)
{
    struct role *role = map_get(&policies->by_arn, arn);

    if (role)
        return role;
    role = role_new(policies->arena);
    role->arn = arn;
    role->span = span;
    map_add(&policies->by_arn, arn, role);
    *vec_push(&policies->list, policies->arena) = role;
    return role;
}

static void add_arn(struct policies *policies, struct arns *arns, struct slice arn)
{
    if (!map_add(&arns->seen, arn, arns))
        *vec_push(&arns->list, policies->arena) = arn;
}

/* Adds all roles of a chain, with their neighbours, and returns the last. Without a chain, returns
   the role without a name; `span` is where it is needed. */
static struct role *last_role(struct policies *policies, const struct roles *chain,
                              struct span span)
{
    struct role *last = NULL;

    for (size_t i = 0; i < chain->list.count; i++) {
        const struct text *text = &chain->list.at[i];
        struct role *role = role_named(policies, text->value, text->span);

        if (last) {
            add_arn(policies, &last->assumed, role->arn);
            add_arn(policies, &role->trusted, last->arn);
        } else {
            role->is_first = true;
        }
        last = role;
    }
    if (!last) {
        last = role_named(policies, SLICE(""), span);
        last->is_first = true;
    }
    return last;
}

/* The field of an ARN at `index`, counted from 0, or `otherwise`. */
static struct slice arn_field(struct slice arn, int index, struct slice otherwise)
{
    if (!slice_starts(arn, SLICE("arn:")))
        return otherwise;
    while (index--) {
        size_t colon = slice_find(arn, ':');

        arn = slice_from(arn, colon < arn.len ? colon + 1 : colon);
    }
    return slice_cut(arn, 0, slice_find(arn, ':'));
}

/* A name within an ARN. Wildcards and variables of IAM are escaped. */
static struct slice plain(struct arena *arena, struct slice name)
{
    struct str out = {0};
    struct slice copy;

    for (size_t i = 0; i < name.len; i++) {
        if (name.at[i] == '*' || name.at[i] == '?' || name.at[i] == '$')
            str_printf(&out, "${%c}", name.at[i]);
        else
            str_putc(&out, name.at[i]);
    }
    copy = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return copy;
}

static struct slice catalog_name(struct policies *policies, struct slice name)
{
    return plain(policies->arena, arena_lower(policies->arena, name));
}

/* "arn:aws:glue:REGION:ACCOUNT:", with * for parts that no spec gives. */
static struct slice glue_head(struct policies *policies, const struct document *declaration,
                              struct slice arn)
{
    struct slice any = SLICE("*"), region = any, account = arn_field(arn, 4, any);

    if (declaration && declaration->schema.region.value.len)
        region = declaration->schema.region.value;
    if (declaration && declaration->schema.catalog_id.value.len)
        account = declaration->schema.catalog_id.value;
    return arena_printf(policies->arena,
                        "arn:%.*s:glue:%.*s:%.*s:", SLICE_ARG(arn_field(arn, 1, SLICE("aws"))),
                        SLICE_ARG(region), SLICE_ARG(account));
}

static void add_database(struct policies *policies, struct role *role,
                         const struct statement *statement, struct slice head)
{
    add_arn(policies, &role->databases,
            arena_printf(policies->arena, "%.*scatalog", SLICE_ARG(head)));
    add_arn(policies, &role->databases,
            arena_printf(policies->arena, "%.*sdatabase/%.*s", SLICE_ARG(head),
                         SLICE_ARG(catalog_name(policies, statement->deployment->database))));
}

static void add_table(struct policies *policies, struct role *role,
                      const struct statement *statement, struct slice head)
{
    const struct table *table = &statement->document->table;

    add_arn(policies, &role->tables,
            arena_printf(policies->arena, "%.*stable/%.*s/%.*s", SLICE_ARG(head),
                         SLICE_ARG(catalog_name(policies, statement->deployment->database)),
                         SLICE_ARG(catalog_name(policies, table->name.value))));
    if (policies->access == ACCESS_READ)
        return;
    role->creates_tables |= statement->kind == STATEMENT_CREATE_TABLE;
    role->creates_partitions |= table->keys.count > 0; /* or may, later */
}

/* The folder s3://BUCKET/PREFIX/ and everything below it. */
static struct slice add_location(struct policies *policies, struct role *role,
                                 struct slice location)
{
    struct slice partition = arn_field(role->arn, 1, SLICE("aws")), prefix;
    struct location place = location_split(location);

    prefix = plain(policies->arena, place.prefix);
    add_arn(policies, &role->buckets,
            arena_printf(policies->arena, "arn:%.*s:s3:::%.*s", SLICE_ARG(partition),
                         SLICE_ARG(place.bucket)));
    prefix = arena_printf(policies->arena, "arn:%.*s:s3:::%.*s/%.*s%s", SLICE_ARG(partition),
                          SLICE_ARG(place.bucket), SLICE_ARG(prefix),
                          slice_ends(location, SLICE("/")) ? "*" : "");
    add_arn(policies, &role->prefixes, prefix);
    return prefix;
}

static bool is_manifest(struct slice location)
{
    return location_names_manifest(slice_from(location, location_name_off(location))) &&
           !slice_ends(location, SLICE("/"));
}

/* Delta's manifests are in a folder of the table, and name files next to that folder. So do other
   manifests as a rule; policies_review_places says that they need not. */
static struct slice files_of(const struct table *table)
{
    struct slice location = table->location.value;

    if (table->format.id == FORMAT_DELTA)
        return location_of_delta(location);
    return is_manifest(location) ? slice_cut(location, 0, location_name_off(location)) : location;
}

static void review_alias(struct diags *diags, struct text location)
{
    size_t end = text_is_given(location) ? location_bucket_end(location.value) : 0;
    struct diag *diag;

    if (!end || !slice_ends(slice_cut(location.value, 0, end), SLICE("-s3alias")))
        return;
    diag = diag_add(diags, SP1023, text_span(location, S3_SCHEME.len, end),
                    "the policy names an access point by its alias, which IAM does not match");
    diag_help(diags, diag,
              "add `arn:aws:s3:REGION:ACCOUNT:accesspoint/NAME` and its `/object/*` to the policy; "
              "the alias does not tell them");
}

void policies_review_places(struct diags *diags, const struct table *table)
{
    struct text location = table->location;

    if (text_is_given(location) && table->format.id != FORMAT_DELTA && is_manifest(location.value))
        diag_help(diags,
                  diag_add(diags, SP1022, location.span,
                           "the policy covers the manifest's folder, `%.*s`, not what it lists",
                           SLICE_ARG(files_of(table))),
                  "if it lists files elsewhere, add their prefixes to the policy; else say so "
                  "under `allow`");
    review_alias(diags, location);
    for (size_t i = 0; i < table->entries.count; i++)
        review_alias(diags, table->entries.at[i].location);
}

static void add_locations(struct policies *policies, struct role *role, const struct table *table)
{
    add_location(policies, role, files_of(table));
    for (size_t i = 0; i < table->entries.count; i++)
        if (text_is_given(table->entries.at[i].location))
            add_location(policies, role, table->entries.at[i].location.value);
}

/* Returns the role that reads the files. */
static struct role *add_statement(struct policies *policies, const struct statement *statement)
{
    const struct document *document = statement->document;
    const struct document *declaration = document->kind == DOCUMENT_SCHEMA
                                             ? document
                                             : statement->deployment->declaration;
    static const struct roles nobody;
    const struct roles *readers = declaration ? &declaration->schema.iam_role : &nobody;
    const struct roles *others = declaration ? &declaration->schema.catalog_role : &nobody;
    struct span span = document->table.schema.span;
    struct role *reader = last_role(policies, readers, span);
    struct role *catalog = others->list.count ? last_role(policies, others, span) : reader;
    struct slice head = glue_head(policies, declaration, catalog->arn);

    add_database(policies, catalog, statement, head);
    if (statement->kind == STATEMENT_CREATE_SCHEMA) {
        catalog->creates_databases |= policies->access == ACCESS_DEPLOY &&
                                      document->schema.creates_database;
    } else {
        add_table(policies, catalog, statement, head);
        add_locations(policies, reader, &document->table);
    }
    return reader;
}

/* The Parquet table is like any other, except that the source's role writes to it: UNLOAD lists,
   reads, puts and, with CLEANPATH, deletes (AWS guide: UNLOAD; permissions to access other AWS
   resources). */
static void add_parquet_table(struct policies *policies, const struct statement *statement,
                              struct role *writer)
{
    struct parquet_table parquet;

    if (!parquet_table_is_requested(statement))
        return;
    parquet_table_init(&parquet, statement);
    if (text_is_given(parquet.document.table.location))
        add_statement(policies, &parquet.statement);
    if (text_is_given(parquet.document.table.location) && policies->access == ACCESS_DEPLOY)
        add_arn(policies, &writer->written,
                add_location(policies, writer, parquet.document.table.location.value));
    parquet_table_release(&parquet);
}

/* COPY also reads the files, with its own role if it has one, and the JSONPaths file. */
static void add_native(struct policies *policies, const struct statement *statement,
                       struct role *reader)
{
    const struct table *table = &statement->document->table;
    const struct native *native = &table->native;
    bool is_own = native->iam_role.list.count &&
                  slice_starts(native->iam_role.list.at[0].value, SLICE("arn:"));

    if (statement->kind == STATEMENT_CREATE_SCHEMA || native->load == LOAD_SELECT)
        return;
    if (is_own) {
        reader = last_role(policies, &native->iam_role, native->iam_role.span);
        add_locations(policies, reader, table);
    }
    if (text_is_given(native->jsonpaths) && (is_own || !native->iam_role.list.count))
        add_location(policies, reader, native->jsonpaths.value);
}

void policies_collect(struct policies *policies, struct arena *arena,
                      const struct statement_list *statements, enum access access)
{
    *policies = (struct policies){.arena = arena, .access = access};
    map_init(&policies->by_arn, arena);
    for (size_t i = 0; i < statements->list.count; i++) {
        const struct statement *statement = &statements->list.at[i];
        struct role *reader = add_statement(policies, statement);

        add_native(policies, statement, reader);
        add_parquet_table(policies, statement, reader);
    }
}

void policies_sort(struct policies *policies)
{
    struct policies sorted = {.arena = policies->arena};

    for (size_t i = 0; i < policies->list.count; i++) {
        struct role *role = policies->list.at[i];

        role->waits = role->trusted.list.count;
        if (!role->waits)
            *vec_push(&sorted.list, sorted.arena) = role;
    }
    for (size_t i = 0; i < sorted.list.count; i++) {
        for (size_t k = 0; k < sorted.list.at[i]->assumed.list.count; k++) {
            struct role *next = map_get(&policies->by_arn, sorted.list.at[i]->assumed.list.at[k]);

            if (!--next->waits)
                *vec_push(&sorted.list, sorted.arena) = next;
        }
    }
    for (size_t i = 0; i < policies->list.count; i++)
        if (policies->list.at[i]->waits)
            *vec_push(&sorted.list, sorted.arena) = policies->list.at[i];
    for (size_t i = 0; i < sorted.list.count; i++)
        policies->list.at[i] = sorted.list.at[i];
}

bool role_is_session(const struct role *role)
{
    return slice_is(role->arn, "SESSION");
}

bool role_is_named(const struct role *role)
{
    return slice_starts(role->arn, SLICE("arn:"));
}

struct slice role_account(const struct role *role)
{
    return arn_field(role->arn, 4, SLICE(""));
}

struct slice role_name(const struct role *role)
{
    struct slice path = arn_field(role->arn, 5, role->arn);
    size_t i = path.len;

    while (i > 0 && path.at[i - 1] != '/')
        i--;
    return slice_from(path, i);
}

bool role_has_needs(const struct role *role)
{
    return role->assumed.list.count || role->databases.list.count || role->buckets.list.count;
}

static json_t *texts_of(const struct slice *texts, size_t count)
{
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++)
        json_push(list, json_text(texts[i]));
    return list;
}

static json_t *arns_of(const struct arns *arns)
{
    return texts_of(arns->list.at, arns->list.count);
}

/* Adds { "Sid", "Effect", "Action", "Resource" } to the list and returns it. `actions` is separated
   by spaces. */
static void allow(json_t *list, const char *sid, const char *actions, json_t *resources)
{
    json_t *statement = json_object(), *names = json_array();
    struct slice action;

    while (words_next(&actions, &action))
        json_push(names, json_text(action));
    json_put(statement, "Sid", json_word(sid));
    json_put(statement, "Effect", json_word("Allow"));
    json_put(statement, "Action", names);
    json_put(statement, "Resource", resources);
    json_push(list, statement);
}

static json_t *policy_of(json_t *statements)
{
    json_t *policy = json_object();

    json_put(policy, "Version", json_word("2012-10-17"));
    json_put(policy, "Statement", statements);
    return policy;
}

/* An action on a table needs the catalog and the database as resources too. */
static json_t *all_catalog(const struct role *role)
{
    json_t *list = arns_of(&role->databases);

    for (size_t i = 0; i < role->tables.list.count; i++)
        json_push(list, json_text(role->tables.list.at[i]));
    return list;
}

/* One statement for reading and changing: the resources are the same, and policies have a limit. */
static void allow_catalog(json_t *list, const struct role *role)
{
    bool changes = role->creates_databases || role->creates_tables || role->creates_partitions;
    struct str actions = {0};

    str_puts(&actions, "glue:GetDatabase");
    str_puts(&actions, role->tables.list.count
                           ? " glue:GetTable glue:GetTables glue:GetPartition glue:GetPartitions"
                             " glue:BatchGetPartition"
                           : "");
    str_puts(&actions, role->creates_databases ? " glue:CreateDatabase" : "");
    str_puts(&actions, role->creates_tables ? " glue:CreateTable" : "");
    str_puts(&actions, role->creates_partitions ? " glue:BatchCreatePartition" : "");
    str_putc(&actions, '\0');
    allow(list, changes ? "ReadAndChangeCatalog" : "ReadCatalog", actions.at, all_catalog(role));
    str_release(&actions);
}

json_t *role_permissions(const struct role *role)
{
    json_t *list = json_array();

    if (role->assumed.list.count)
        allow(list, "AssumeNextRole", "sts:AssumeRole", arns_of(&role->assumed));
    if (role->databases.list.count)
        allow_catalog(list, role);
    if (role->buckets.list.count)
        allow(list, "ListBuckets",
              "s3:GetBucketLocation s3:ListBucket s3:ListBucketMultipartUploads",
              arns_of(&role->buckets));
    if (role->prefixes.list.count)
        allow(list, "ReadFiles", "s3:GetObject s3:ListMultipartUploadParts",
              arns_of(&role->prefixes));
    if (role->written.list.count)
        allow(list, "WriteResults", "s3:PutObject s3:DeleteObject s3:AbortMultipartUpload",
              arns_of(&role->written));
    return policy_of(list);
}

json_t *role_trust(const struct role *role)
{
    static const struct slice services[] = {
        {"redshift.amazonaws.com", sizeof "redshift.amazonaws.com" - 1},
        {"redshift-serverless.amazonaws.com", sizeof "redshift-serverless.amazonaws.com" - 1}};
    json_t *statement = json_object(), *principal = json_object(), *list = json_array();

    if (role->is_first)
        json_put(principal, "Service", texts_of(services, 2));
    if (role->trusted.list.count)
        json_put(principal, "AWS", arns_of(&role->trusted));
    json_put(statement, "Effect", json_word("Allow"));
    json_put(statement, "Principal", principal);
    json_put(statement, "Action", json_word("sts:AssumeRole"));
    json_push(list, statement);
    return policy_of(list);
}

/* Length in characters, without the white space between tokens. */
static size_t policy_len(json_t *policy)
{
    char *text = json_dumps(policy, JSON_COMPACT | JSON_ENSURE_ASCII);
    size_t len = text ? strlen(text) : 0;

    free(text);
    json_decref(policy);
    return len;
}

static void report_length(struct diags *diags, const struct role *role, size_t len)
{
    struct str counts = {0};
    struct diag *diag;

    str_put_count(&counts, len);
    str_puts(&counts, " characters; the limit of IAM is ");
    str_put_count(&counts, INLINE_MAX);
    diag = diag_add(diags, SP1021, role->span, "the policy of this role has %.*s",
                    SLICE_ARG(str_slice(&counts)));
    str_release(&counts);
    diag_label(diags, diag, "it reads %zu table%s", role->tables.list.count,
               role->tables.list.count == 1 ? "" : "s");
    diag_help(diags, diag, "move some of the tables to a schema with another role");
}

void policies_review(struct diags *diags, const struct statement_list *statements,
                     const struct write_options *options)
{
    struct policies policies;

    policies_collect(&policies, diags->arena, statements, options->access);
    for (size_t i = 0; i < policies.list.count; i++) {
        const struct role *role = policies.list.at[i];
        size_t len = policy_len(role_permissions(role));

        if (!role_is_session(role) && len > INLINE_MAX)
            report_length(diags, role, len);
    }
}
