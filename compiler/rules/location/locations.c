/* Locations in S3: their scheme and their bucket (facts: LOCATION; S3). */
#include "base/ascii.h"
#include "rules/location/location.h"

/* How a location of another form starts, and what to write instead. */
struct mend {
    size_t head; /* bytes to replace; 0: no certain fix */
    struct slice with;
    const char *what; /* "... is <what>" */
};

static bool starts_folded(struct slice text, struct slice head)
{
    return text.len >= head.len && slice_eq_folded(slice_cut(text, 0, head.len), head);
}

/* https://BUCKET.s3.REGION.amazonaws.com/KEY and https://s3.REGION.amazonaws.com/BUCKET/KEY. */
static struct mend mend_address(struct rule_run *run, struct slice location, size_t host_at)
{
    struct mend mend = {.what = "a web address"};
    struct slice rest = slice_from(location, host_at);
    size_t host_len = slice_find(rest, '/');
    struct slice host = slice_cut(rest, 0, host_len);
    size_t amazon = slice_find_slice(host, SLICE(".amazonaws.com")), s3 = amazon;

    if (amazon == host.len || host_len == rest.len || slice_find(rest, '%') < rest.len ||
        slice_find(rest, '?') < rest.len)
        return mend;
    for (size_t i = 0; i + 3 < amazon; i++)
        if (slice_starts(slice_from(host, i), SLICE(".s3.")) ||
            slice_starts(slice_from(host, i), SLICE(".s3-")))
            s3 = i;
    if (slice_ends(slice_cut(host, 0, amazon), SLICE(".s3")))
        s3 = amazon - 3;
    if (slice_starts(host, SLICE("s3.")) || slice_starts(host, SLICE("s3-")))
        mend.with = S3_SCHEME;
    else if (s3 > 0 && s3 < amazon)
        mend.with = arena_printf(run->arena, "s3://%.*s/", SLICE_ARG(slice_cut(host, 0, s3)));
    if (mend.with.len && host_len + 1 < rest.len)
        mend.head = host_at + host_len + 1;
    return mend;
}

/* arn:aws:s3:::BUCKET/KEY; an access point's ARN has a region and an account. */
static struct mend mend_arn(struct slice location)
{
    struct mend mend = {.with = S3_SCHEME, .what = "an ARN"};
    size_t at = slice_find_slice(location, SLICE(":s3:::"));

    if (at + SLICE(":s3:::").len < location.len)
        mend.head = at + SLICE(":s3:::").len;
    return mend;
}

static struct mend mend_of(struct rule_run *run, struct slice location)
{
    static const struct slice hadoop[] = {SLICE("s3a://"), SLICE("s3n://")};
    static const struct slice slips[] = {SLICE("s3://"), SLICE("s3:/"), SLICE("s3//")};

    for (size_t i = 0; i < sizeof hadoop / sizeof *hadoop; i++)
        if (starts_folded(location, hadoop[i]))
            return (struct mend){hadoop[i].len, S3_SCHEME, "a Hadoop address"};
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
        if (starts_folded(location, slips[i]))
            return (struct mend){slips[i].len, S3_SCHEME, "misspelled"};
    if (starts_folded(location, SLICE("https://")) || starts_folded(location, SLICE("http://")))
        return mend_address(run, location, slice_find_slice(location, SLICE("//")) + 2);
    if (slice_starts(location, SLICE("arn:")))
        return mend_arn(location);
    if (slice_find_slice(location, SLICE("://")) < location.len)
        return (struct mend){.what = "not in S3"};
    return (struct mend){.what = "not in S3"};
}

static void bad_scheme(struct rule_run *run, struct text location, struct mend mend)
{
    size_t marked = mend.head ? mend.head : location.value.len;
    struct diag *diag = diag_add(run->diags, SP0401, text_span(location, 0, marked),
                                 "the location is %s: expected `s3://bucket/prefix/`", mend.what);

    if (!mend.head) {
        diag_help(run->diags, diag,
                  "write `s3://`, the bucket, `/`, and the folder followed by `/`");
        return;
    }
    diag_help(run->diags, diag, "write `%.*s%.*s`", SLICE_ARG(mend.with),
              SLICE_ARG(slice_from(location.value, mend.head)));
    text_fix(run->diags, diag, location, 0, mend.head, mend.with, true);
}

bool vet_scheme(struct rule_run *run, struct text location)
{
    struct mend mend;

    if (!location_is_in_s3(location.value)) {
        bad_scheme(run, location, mend_of(run, location.value));
        return false;
    }
    mend = mend_address(run, location.value, S3_SCHEME.len);
    if (mend.head)
        bad_scheme(run, location, mend);
    return !mend.head;
}

void rule_location_scheme(struct rule_run *run, const struct document *document)
{
    vet_scheme(run, document->table.location);
}

/* Four numbers separated by dots. */
static bool is_ipv4(struct slice bucket)
{
    size_t dots = 0;

    for (size_t i = 0; i < bucket.len; i++) {
        dots += bucket.at[i] == '.';
        if (bucket.at[i] != '.' && !ascii_is_digit(bucket.at[i]))
            return false;
    }
    return dots == 3;
}

/* Why this cannot be a bucket's name, or NULL. */
static const char *bucket_fault(struct slice bucket)
{
    if (bucket.len < 3 || bucket.len > 255)
        return "a name has 3 to 63 characters";
    for (size_t i = 0; i < bucket.len; i++)
        if (!ascii_is_word(bucket.at[i]) && bucket.at[i] != '.' && bucket.at[i] != '-')
            return "a name consists of lower-case letters, digits, dots and hyphens";
    if (!ascii_is_alnum(bucket.at[0]) || !ascii_is_alnum(bucket.at[bucket.len - 1]))
        return "a name begins and ends with a letter or digit";
    if (slice_find_slice(bucket, SLICE("..")) < bucket.len)
        return "a name has no two adjacent dots";
    if (is_ipv4(bucket))
        return "a name does not look like an IP address";
    return NULL;
}

/* What only bucket names from us-east-1 before March 2018 can have, or NULL. */
static const char *bucket_age(struct slice bucket)
{
    if (bucket.len > 63)
        return "more than 63 characters";
    for (size_t i = 0; i < bucket.len; i++) {
        if (ascii_is_upper(bucket.at[i]))
            return "capital letters";
        if (bucket.at[i] == '_')
            return "an underscore";
    }
    return NULL;
}

struct reserved {
    struct slice text;
    bool is_tail;
    const char *whose;
};

/* Why the name is reserved, or NULL (facts: S3). */
static const struct reserved *bucket_reserved(struct slice bucket)
{
    static const struct reserved reserved[] = {
        {SLICE("amzn-s3-demo-"), false, "is a placeholder in AWS's documentation"},
        {SLICE("xn--"), false, "begins with `xn--`, which S3 reserves"},
        {SLICE("sthree-"), false, "begins with `sthree-`, which S3 reserves"},
        {SLICE("--ol-s3"), true, "is the alias of an Object Lambda access point"},
        {SLICE(".mrap"), true, "is the alias of a multi-region access point"},
        {SLICE("--x-s3"), true, "is a directory bucket"},
        {SLICE("--table-s3"), true, "is a table bucket"},
    };

    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (reserved[i].is_tail ? slice_ends(bucket, reserved[i].text)
                                : slice_starts(bucket, reserved[i].text))
            return &reserved[i];
    return NULL;
}

/* $ENV, %ENV%, <env> or #{env} in a bucket's name, which ends at `end`: a variable of another tool. */
static bool offer_variable(struct rule_run *run, struct diag *diag, struct text location,
                           size_t end)
{
    size_t lo = S3_SCHEME.len, hi, from;
    struct slice name, written;

    while (lo < end && !strchr("$%<{#", location.value.at[lo]))
        lo++;
    for (from = lo; from < end && !ascii_is_word(location.value.at[from]);)
        from++;
    for (hi = from; hi < end && ascii_is_word(location.value.at[hi]);)
        hi++;
    name = slice_cut(location.value, from, hi);
    if (lo == end || !name.len || ascii_is_digit(name.at[0]))
        return false;
    while (hi < end && strchr("%>}", location.value.at[hi]))
        hi++;
    written = arena_printf(run->arena, "${%.*s}", SLICE_ARG(name));
    diag_help(run->diags, diag,
              "write `%.*s` for a variable, and give it a value under `vars` or with --set",
              SLICE_ARG(written));
    text_fix(run->diags, diag, location, lo, hi, written, false);
    return true;
}

void vet_bucket(struct rule_run *run, struct text location)
{
    size_t end = location_bucket_end(location.value);
    struct slice bucket = slice_cut(location.value, S3_SCHEME.len, end);
    struct span span = text_span(location, S3_SCHEME.len, end);
    const char *fault = bucket_fault(bucket), *age = bucket_age(bucket);
    const struct reserved *reserved = bucket_reserved(bucket);
    struct diag *diag;

    if (!bucket.len) {
        diag = diag_add(run->diags, SP0402, location.span, "the location has no bucket");
        diag_help(run->diags, diag,
                  "write the bucket right after `s3://`, then `/` and the folder");
    } else if (fault) {
        diag = diag_add(run->diags, SP0402, span, "`%.*s` cannot be a bucket name",
                        SLICE_ARG(bucket));
        diag_note(run->diags, diag, "%s", fault);
        if (!offer_variable(run, diag, location, end))
            diag_help(run->diags, diag, "write the name as S3 lists it");
    } else if (age) {
        diag = diag_add(run->diags, SP0406, span, "the bucket's name has %s", age);
        diag_note(run->diags, diag,
                  "only buckets created in us-east-1 before March 2018 can have such a name");
        diag_help(run->diags, diag,
                  "write the name as S3 lists it; if the bucket is that old, say so under `allow`");
    } else if (reserved) {
        diag = diag_add(run->diags, SP0407, span, "`%.*s` %s", SLICE_ARG(bucket), reserved->whose);
        diag_help(run->diags, diag, "write the name of your bucket that holds the files");
    }
}

void rule_location_bucket(struct rule_run *run, const struct document *document)
{
    vet_bucket(run, document->table.location);
}
