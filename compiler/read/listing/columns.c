/* Listings of tools that print columns; and what is not a listing, by name. */
#include "read/listing/columns.h"

#include "base/ascii.h"

enum line_kind { OBJECT, FOLDER, REMARK };

struct columns_form {
    const char *tool, *layout;
    enum line_kind kind;
};

static const struct columns_form forms[] = {
#define COLUMNS(tool, layout, kind) {tool, layout, kind},
#include "grammar/listing_forms.def"
};

static const struct refused_form refused[] = {
#define REFUSED(layout, what, help) {layout, what, help},
#include "grammar/listing_forms.def"
};

static const struct refused_form members[] = {
#define MEMBER(name, what, help) {name, what, help},
#include "grammar/listing_forms.def"
};

enum {
    FORM_COUNT = sizeof forms / sizeof *forms,
    REFUSED_COUNT = sizeof refused / sizeof *refused,
    MEMBER_COUNT = sizeof members / sizeof *members
};

static size_t digits_len(struct slice text)
{
    size_t len = 0;

    while (len < text.len && ascii_is_digit(text.at[len]))
        len++;
    return len;
}

static size_t blanks_len(struct slice text)
{
    size_t len = 0;

    while (len < text.len && (text.at[len] == ' ' || text.at[len] == '\t'))
        len++;
    return len;
}

static size_t word_len(struct slice text, bool is_capitals)
{
    size_t len = 0;

    while (len < text.len && text.at[len] != ' ' && text.at[len] != '\t' &&
           (!is_capitals || ascii_is_upper(text.at[len]) || text.at[len] == '_'))
        len++;
    return len;
}

/* The length of a rounded size, such as `1.2 KiB`, `900 Bytes`, `12K`: 0 if it is none. */
static size_t rounded_len(struct slice text)
{
    static const char *const units[] = {"Bytes", "Byte", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB",
                                        "KB",    "MB",   "GB",  "TB",  "Ki",  "Mi",  "Gi",  "Ti",
                                        "B",     "K",    "M",   "G",   "T",   "k"};
    size_t len = digits_len(text), blanks;

    if (!len)
        return 0;
    if (len + 1 < text.len && text.at[len] == '.')
        len += 1 + digits_len(slice_from(text, len + 1));
    blanks = blanks_len(slice_from(text, len));
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct slice unit = slice_from(text, len + blanks);

        if (slice_starts(unit, slice_of(units[i])) &&
            blanks_len(slice_from(unit, strlen(units[i]))))
            return len + blanks + strlen(units[i]);
    }
    return 0;
}

/* The length of what one letter of a layout takes off the text; SIZE_MAX: it does not match. */
static size_t letter_len(char letter, struct slice text, struct listed_key *object)
{
    size_t len;
    long long size;

    switch (letter) {
    case '0': return text.len && ascii_is_digit(text.at[0]) ? 1 : SIZE_MAX;
    case '*': return blanks_len(text);
    case ' ': len = blanks_len(text); break;
    case '%': len = word_len(text, false); break;
    case '^': len = word_len(text, true); break;
    case '~':
        len = rounded_len(text);
        object->has_size = false;
        break;
    case '#':
        len = digits_len(text);
        object->has_size = slice_to_int(slice_cut(text, 0, len), &size);
        object->size = object->has_size ? (uint64_t)size : 0;
        break;
    default: return text.len && text.at[0] == letter ? 1 : SIZE_MAX;
    }
    return len ? len : SIZE_MAX;
}

/* Whether the line begins as the layout says; @, and the literal before it, is object->key. */
static bool fits(const char *layout, struct slice line, struct listed_key *object)
{
    const char *blank = strrchr(layout, ' ');
    struct slice rest = line;

    for (const char *letter = layout; *letter; letter++) {
        size_t len;

        if (*letter == '@')
            return rest.len > 0;
        len = letter_len(*letter, rest, object);
        if (len == SIZE_MAX)
            return false;
        rest = slice_from(rest, len);
        if (letter == blank)
            object->key = rest;
    }
    return true;
}

static const struct columns_form *form_of_line(struct slice line, struct listed_key *object)
{
    for (size_t i = 0; i < FORM_COUNT; i++)
        if (fits(forms[i].layout, line, object))
            return &forms[i];
    return NULL;
}

bool columns_are(struct slice line)
{
    struct listed_key object = {0};

    return form_of_line(line, &object) != NULL;
}

const struct refused_form *refused_line(struct slice line)
{
    struct listed_key object = {0};

    for (size_t i = 0; i < REFUSED_COUNT; i++)
        if (fits(refused[i].sign, line, &object))
            return &refused[i];
    return NULL;
}

const struct refused_form *refused_member(struct slice name)
{
    for (size_t i = 0; i < MEMBER_COUNT; i++)
        if (slice_is(name, members[i].sign))
            return &members[i];
    return NULL;
}

bool listing_split_url(struct listed_key *object)
{
    static const char *const starts[] = {"s3://", "s3a://", "s3n://", "arn:aws:s3:::"};

    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        struct slice place = object->key;
        size_t slash;

        if (!slice_starts(place, slice_of(starts[i])))
            continue;
        place = slice_from(place, strlen(starts[i]));
        slash = slice_find(place, '/');
        object->bucket = slice_cut(place, 0, slash);
        object->key = slash < place.len ? slice_from(place, slash + 1) : (struct slice){0};
        return true;
    }
    return false;
}

bool listing_read_columns(struct listing *listing)
{
    const struct columns_form *form = NULL, *first = NULL;
    struct slice line;
    bool is_good;

    while (listing_line(listing, &line, &is_good)) {
        struct listed_key object = {.count = 1};

        if (!slice_trim(line).len)
            continue;
        form = form_of_line(line, &object);
        first = first ? first : form;
        if (!form || strcmp(form->tool, first->tool) != 0)
            return listing_damaged(listing, "not a line that `%s` writes",
                                   first ? first->tool : "a known tool");
        if (form->kind != OBJECT)
            continue;
        listing_split_url(&object);
        if (object.key.len)
            listing_give(listing, &object);
    }
    return is_good;
}
