/* The block `parquet`: where the target of that name puts what it makes of a table. */
#include "model/conversion.h"
#include "rules/location/location.h"

void rule_parquet_location(struct rule_run *run, const struct document *document)
{
    struct text location = document->table.parquet.location;

    if (!text_is_given(location) || !vet_scheme(run, location))
        return;
    vet_bucket(run, location);
    vet_slashes(run, location, false);
    vet_characters(run, location, location_bucket_end(location.value));
}

/* The place of the block that decides: its own key, or the whole. */
static struct span decider(struct text own, const struct conversion *parquet)
{
    return text_is_given(own) ? own.span : parquet->span;
}

static void report_collision(struct rule_run *run, const struct document *document,
                             const struct document *other, struct text theirs)
{
    const struct conversion *parquet = &document->table.parquet;
    struct slice title = table_title(&other->table, run->arena);
    struct diag *diag;

    if (other == document)
        diag = diag_add(run->diags, SP0419, decider(parquet->location, parquet),
                        "the result lies among the files that it is made from");
    else
        diag = diag_add(run->diags, SP0419, decider(parquet->location, parquet),
                        "the result lies among the files of the table `%.*s`", SLICE_ARG(title));
    diag_related(run->diags, diag, theirs.span, "these are here");
    diag_help(run->diags, diag, "write a folder of its own: neither in that one nor around it");
}

/* A second conversion empties the folder first. */
static void vet_folder(struct rule_run *run, const struct table *table)
{
    struct text location = table->parquet.location;
    struct location place = location_split(location.value);
    struct diag *diag;

    if (!location_is_in_s3(location.value) || !slice_ends(location.value, SLICE("/")) ||
        !place.bucket.len || place.prefix.len)
        return;
    diag = diag_add(run->diags, SP0419, location.span,
                    "the result has a whole bucket for its place");
    diag_label(run->diags, diag, "all that is in it would be taken away");
    diag_help(run->diags, diag, "write a folder of its own: `%.*s%.*s_parquet/`",
              SLICE_ARG(location.value), SLICE_ARG(table->name.value));
}

static void report_namesake(struct rule_run *run, const struct document *document,
                            const struct document *other)
{
    const struct conversion *parquet = &document->table.parquet;
    struct conversion conversion = conversion_of(run->arena, &document->table);
    struct diag *diag = diag_add(
        run->diags, SP0701, decider(parquet->name, parquet), "there are two tables `%.*s.%.*s`",
        SLICE_ARG(conversion.schema.value), SLICE_ARG(conversion.name.value));

    diag_related(run->diags, diag, other->table.name.span, "the other is here");
    diag_help(run->diags, diag, "give the table over the result another name");
}

/* A Parquet table has a folder and a name of its own. */
void rule_parquet_tables(struct rule_run *run, const struct document *none)
{
    const struct model *model = run->model;

    (void)none;
    for (size_t i = 0; i < model->documents.count; i++) {
        const struct document *document = model->documents.at[i], *other;
        struct text theirs;

        if (document->kind != DOCUMENT_TABLE || !conversion_is_asked(&document->table) ||
            document->broken & (FACET_NAMES | FACET_LOCATION))
            continue;
        other = conversion_collides(run->arena, model, document, false, &theirs);
        if (other)
            report_collision(run, document, other, theirs);
        else
            vet_folder(run, &document->table);
        other = conversion_namesake(run->arena, model, document);
        if (other)
            report_namesake(run, document, other);
    }
}
