#include "read/yaml/canonical_layout.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "read/yaml/compose.h"
#include "read/yaml/tokens.h"

enum { STEP = 2, TRAILING_GAP = 2, FRAMES_MAX = 4 * YAML_DEPTH_MAX };

enum frame_kind {
    FRAME_MAPPING,
    FRAME_LIST,
    FRAME_LEVEL_LIST, /* a list indented like its key, which has no start and end tokens */
    FRAME_FLOW
};

struct frame {
    enum frame_kind kind;
    uint32_t column; /* in the source */
    uint32_t indent; /* in the canonical text; for a flow: of its closing line */
};

struct frames {
    struct frame at[FRAMES_MAX];
    int count, flow_count;
};

struct form {
    struct str *out;
    struct arena *arena;
    struct slice text;
    struct comments comments;
    struct frames frames, before; /* at the next token, and at the previous one */
    struct token last;            /* the last token with bytes */
    size_t end;                   /* how much of the source is done */
    size_t line;                  /* where the current line starts in `out` */
    bool is_begun;                /* a token or a comment line was written */
    bool is_key;                  /* the next token with bytes starts a key */
    bool is_good;
};

/* ---- Lines ---- */

static size_t count_spaces(struct slice line)
{
    size_t count = 0;

    while (count < line.len && line.at[count] == ' ')
        count++;
    return count;
}

static struct slice without_blanks(struct slice line)
{
    while (line.len && (line.at[line.len - 1] == ' ' || line.at[line.len - 1] == '\t'))
        line.len--;
    return line;
}

static uint32_t column_of(const struct form *form, size_t at)
{
    size_t start = line_start(form->text, at);

    if (start == 0 && slice_starts(form->text, SLICE("\xef\xbb\xbf")))
        start = at >= 3 ? 3 : at;
    return (uint32_t)utf8_count(slice_cut(form->text, start, at));
}

static void put_line_end(struct form *form)
{
    str_putc(form->out, '\n');
    form->line = form->out->len;
}

static void begin_line(struct form *form, bool is_parted, uint32_t indent)
{
    if (form->is_begun)
        put_line_end(form);
    if (form->is_begun && is_parted)
        put_line_end(form);
    form->is_begun = true;
    str_fill(form->out, ' ', indent);
}

/* ---- Frames ---- */

static void copy_frames(struct frames *to, const struct frames *from)
{
    memcpy(to->at, from->at, (size_t)from->count * sizeof *from->at);
    to->count = from->count;
    to->flow_count = from->flow_count;
}

static const struct frame *top_of(const struct frames *frames)
{
    return frames->count ? &frames->at[frames->count - 1] : NULL;
}

static bool is_top(const struct frames *frames, enum frame_kind kind)
{
    return frames->count && top_of(frames)->kind == kind;
}

/* The indentation of the innermost frame's content. */
static uint32_t inner_indent(const struct frames *frames)
{
    const struct frame *top = top_of(frames);

    if (!top)
        return 0;
    return top->kind == FRAME_FLOW ? top->indent + STEP * (uint32_t)frames->flow_count
                                   : top->indent + STEP;
}

static void push(struct form *form, enum frame_kind kind, uint32_t indent, size_t at)
{
    struct frames *frames = &form->frames;

    if (frames->count == FRAMES_MAX) {
        form->is_good = false;
        return;
    }
    frames->at[frames->count++] = (struct frame){kind, kind == FRAME_FLOW ? 0 : column_of(form, at),
                                                 indent};
    frames->flow_count += kind == FRAME_FLOW;
}

static void pop(struct form *form, bool is_flow)
{
    struct frames *frames = &form->frames;

    if (!frames->count || is_flow != (top_of(frames)->kind == FRAME_FLOW)) {
        form->is_good = false;
        return;
    }
    frames->count--;
    frames->flow_count -= is_flow;
}

static void pop_level_list(struct form *form)
{
    if (is_top(&form->frames, FRAME_LEVEL_LIST))
        pop(form, false);
}

/* Updates the frames for a token, before it is written. */
static void enter(struct form *form, const struct token *token)
{
    switch (token->kind) {
    case TOKEN_LIST: push(form, FRAME_LIST, inner_indent(&form->frames), token->lo); break;
    case TOKEN_MAPPING: push(form, FRAME_MAPPING, inner_indent(&form->frames), token->lo); break;
    case TOKEN_END:
        pop_level_list(form);
        pop(form, false);
        break;
    case TOKEN_ITEM:
        if (is_top(&form->frames, FRAME_MAPPING))
            push(form, FRAME_LEVEL_LIST, inner_indent(&form->frames), token->lo);
        break;
    case TOKEN_KEY:
    case TOKEN_VALUE: pop_level_list(form); break;
    case TOKEN_DIRECTIVE:
    case TOKEN_DOCUMENT_START:
    case TOKEN_DOCUMENT_END:
    case TOKEN_STREAM_END: form->is_good = form->is_good && !form->frames.count; break;
    case TOKEN_OPEN:
    case TOKEN_CLOSE:
    case TOKEN_COMMA:
    case TOKEN_ALIAS:
    case TOKEN_PROPERTY:
    case TOKEN_SCALAR:
    case TOKEN_BLOCK: break;
    }
}

/* The indentation of a line that starts with this token. */
static uint32_t indent_of(const struct form *form, const struct token *token)
{
    const struct frames *frames = &form->frames;
    uint32_t inner = inner_indent(frames);

    if (token->kind == TOKEN_CLOSE)
        return inner - STEP;
    if (frames->flow_count || !frames->count)
        return inner;
    return form->is_key || token->kind == TOKEN_ITEM || token->kind == TOKEN_VALUE ||
                   token->kind == TOKEN_KEY
               ? inner - STEP
               : inner;
}

/* ---- Between tokens ---- */

/* Whether a space separates the next token from the last one on its line. */
static bool is_spaced(const struct form *form, const struct token *token)
{
    if (form->last.kind == TOKEN_OPEN)
        return false;
    if (form->last.kind == TOKEN_PROPERTY) /* a tag would absorb what follows */
        return true;
    switch (token->kind) {
    case TOKEN_CLOSE:
    case TOKEN_COMMA: /* `a:,` would be one word */
        return form->last.kind == TOKEN_VALUE || form->last.kind == TOKEN_KEY;
    case TOKEN_VALUE: return form->last.kind != TOKEN_SCALAR && form->last.kind != TOKEN_CLOSE;
    case TOKEN_DIRECTIVE:
    case TOKEN_DOCUMENT_START:
    case TOKEN_DOCUMENT_END:
    case TOKEN_LIST:
    case TOKEN_MAPPING:
    case TOKEN_END:
    case TOKEN_ITEM:
    case TOKEN_KEY:
    case TOKEN_OPEN:
    case TOKEN_ALIAS:
    case TOKEN_PROPERTY:
    case TOKEN_SCALAR:
    case TOKEN_BLOCK:
    case TOKEN_STREAM_END: break;
    }
    return true;
}

static void keep_comment(struct form *form, struct slice comment)
{
    *vec_push(&form->comments.list, form->arena) = comment;
}

/* A comment that follows other text on its line. */
static void put_trailing(struct form *form, struct slice comment, uint32_t column)
{
    size_t width = utf8_count(slice_from(str_slice(form->out), form->line));

    str_fill(form->out, ' ', column > width + TRAILING_GAP ? column - width : TRAILING_GAP);
    str_add(form->out, comment);
    keep_comment(form, comment);
}

/* The indentation of a comment line: the next token's, or if the comment is deeper, that of the
   innermost block above that it is at least as deep as. */
static uint32_t comment_indent(const struct form *form, size_t at, const struct token *next)
{
    uint32_t column = column_of(form, at), next_indent = indent_of(form, next);

    if (form->frames.flow_count || column <= column_of(form, next->lo))
        return next_indent;
    for (int i = form->before.count; i-- > 0;) {
        const struct frame *frame = &form->before.at[i];

        if (frame->kind != FRAME_FLOW && frame->column <= column && frame->indent > next_indent)
            return frame->indent;
    }
    return next_indent;
}

static void put_comment(struct form *form, size_t lo, size_t hi, const struct token *next,
                        bool is_trailing, bool is_parted)
{
    struct slice comment = without_blanks(slice_cut(form->text, lo, hi));

    if (is_trailing) {
        put_trailing(form, comment, column_of(form, lo));
        return;
    }
    begin_line(form, is_parted, comment_indent(form, lo, next));
    str_add(form->out, comment);
    keep_comment(form, comment);
}

static size_t skip_blanks(struct slice text, size_t at)
{
    while (at < text.len && (text.at[at] == ' ' || text.at[at] == '\t'))
        at++;
    return at;
}

/* Writes the comments between the last token and the next. Returns whether a line end separates
   them; sets *is_parted if a blank line does. */
static bool put_between(struct form *form, const struct token *next, bool *is_parted)
{
    struct slice gap = slice_cut(form->text, 0, next->lo); /* its end */
    bool is_new_line = !form->is_begun;
    size_t at = form->end;

    *is_parted = false;
    for (;;) {
        size_t from = skip_blanks(gap, at), end = line_end(gap, from);

        if (from < end && gap.at[from] != '#') {
            form->is_good = false; /* neither comment nor token: unknown text */
            return is_new_line;
        }
        if (from < end) {
            put_comment(form, from, end, next, !is_new_line, *is_parted);
            *is_parted = false;
        } else if (is_new_line && end < gap.len) {
            *is_parted = true;
        }
        if (end == gap.len)
            return is_new_line;
        at = line_next(gap, end);
        is_new_line = true;
    }
}

/* ---- Tokens ---- */

/* The indentation of a scalar's continuation lines. */
static uint32_t further_indent(const struct form *form)
{
    return form->frames.count ? inner_indent(&form->frames) : STEP;
}

/* A backslash at a line's end, or before trailing blanks, is part of the quoted text. */
static struct slice scalar_line(struct slice line)
{
    struct slice bare = without_blanks(line);

    return bare.len && bare.at[bare.len - 1] == '\\' ? line : bare;
}

static void put_scalar(struct form *form, struct slice text)
{
    size_t at = line_end(text, 0);

    str_add(form->out, at < text.len ? scalar_line(slice_cut(text, 0, at)) : text);
    while (at < text.len) {
        size_t end;

        at = skip_blanks(text, line_next(text, at));
        end = line_end(text, at);
        put_line_end(form);
        if (at < end || end == text.len)
            str_fill(form->out, ' ', further_indent(form));
        str_add(form->out,
                end < text.len ? scalar_line(slice_cut(text, at, end)) : slice_cut(text, at, end));
        at = end;
    }
}

struct block_scalar {
    size_t head; /* length of the indicators, in bytes */
    int digit;   /* the digit among them, or 0 */
    bool keeps;  /* they include +: trailing line ends count */
    uint32_t indent;
    size_t end; /* of the last line */
};

/* The column of the collection that contains a block, as libyaml counts it, or -1. */
static long outer_column(const struct form *form)
{
    for (int i = form->frames.count; i-- > 0;)
        if (form->frames.at[i].kind != FRAME_LEVEL_LIST)
            return form->frames.at[i].column;
    return -1;
}

static void read_head(struct block_scalar *block, struct slice line)
{
    for (block->head = 1; block->head < line.len; block->head++) {
        char byte = line.at[block->head];

        if (ascii_is_digit(byte))
            block->digit = byte - '0';
        else if (byte == '+')
            block->keeps = true;
        else if (byte != '-')
            break;
    }
}

/* libyaml's end of a block includes the lines after it; this is the end of its own last line. */
static struct block_scalar measure_block(const struct form *form, size_t lo)
{
    long outer = outer_column(form);
    struct slice text = form->text, line = slice_cut(text, lo, line_end(text, lo));
    struct block_scalar block = {.end = lo + line.len};

    read_head(&block, line);
    if (block.digit)
        block.indent = (uint32_t)((outer > 0 ? outer : 0) + block.digit);
    for (size_t at = line_next(text, lo); at < text.len; at = line_next(text, at)) {
        size_t spaces;

        line = slice_cut(text, at, line_end(text, at));
        spaces = count_spaces(line);
        if (!block.indent && spaces < line.len && (long)spaces > outer && spaces)
            block.indent = (uint32_t)spaces;
        if (spaces < line.len && (!block.indent || spaces < block.indent))
            break;
        if (spaces < line.len || block.keeps || (block.indent && spaces > block.indent))
            block.end = at + line.len;
    }
    return block;
}

static void put_block_head(struct form *form, const struct block_scalar *block, size_t lo)
{
    size_t at = lo + block->head, end = line_end(form->text, lo);

    for (size_t i = lo; i < at; i++)
        str_putc(form->out, ascii_is_digit(form->text.at[i]) ? '0' + STEP : form->text.at[i]);
    while (at < end && form->text.at[at] != '#')
        at++;
    if (at < end)
        put_trailing(form, without_blanks(slice_cut(form->text, at, end)), column_of(form, at));
}

/* Writes a block and returns where it ends. */
static size_t put_block(struct form *form, size_t lo)
{
    struct block_scalar block = measure_block(form, lo);
    size_t at = line_end(form->text, lo);

    put_block_head(form, &block, lo);
    while (at < block.end) {
        size_t end;

        at = line_next(form->text, at);
        end = line_end(form->text, at);
        put_line_end(form);
        if (end - at > block.indent) {
            str_fill(form->out, ' ', further_indent(form));
            str_add(form->out, slice_cut(form->text, at + block.indent, end));
        }
        at = end;
    }
    return block.end;
}

/* The indentation of the line that closes a flow: that of its opening line, or of the item. */
static uint32_t flow_indent(const struct form *form, const struct token *token, bool is_first)
{
    const struct frame *top = top_of(&form->frames);

    if (form->frames.flow_count)
        return top->indent;
    if (is_first)
        return indent_of(form, token);
    return is_top(&form->frames, FRAME_MAPPING) ? top->indent : inner_indent(&form->frames);
}

static void put_token(struct form *form, const struct token *token, bool is_first)
{
    struct slice text = slice_cut(form->text, token->lo, token->hi);

    form->end = token->hi;
    switch (token->kind) {
    case TOKEN_OPEN: push(form, FRAME_FLOW, flow_indent(form, token, is_first), token->lo); break;
    case TOKEN_CLOSE: pop(form, true); break;
    case TOKEN_BLOCK: form->end = put_block(form, token->lo); return;
    case TOKEN_SCALAR: put_scalar(form, text); return;
    case TOKEN_DIRECTIVE:
    case TOKEN_DOCUMENT_START:
    case TOKEN_DOCUMENT_END:
    case TOKEN_LIST:
    case TOKEN_MAPPING:
    case TOKEN_END:
    case TOKEN_ITEM:
    case TOKEN_KEY:
    case TOKEN_VALUE:
    case TOKEN_COMMA:
    case TOKEN_ALIAS:
    case TOKEN_PROPERTY:
    case TOKEN_STREAM_END: break;
    }
    str_add(form->out, text);
}

static bool has_bytes(const struct token *token)
{
    return token->kind == TOKEN_STREAM_END || token->hi > token->lo;
}

static void add_token(struct form *form, const struct token *token)
{
    bool is_first, is_parted;

    enter(form, token);
    if (token->kind == TOKEN_LIST || token->kind == TOKEN_MAPPING || token->kind == TOKEN_END ||
        !has_bytes(token)) {
        form->is_key = form->is_key || token->kind == TOKEN_KEY;
        return;
    }
    is_first = put_between(form, token, &is_parted);
    if (token->kind == TOKEN_STREAM_END)
        return;
    if (is_first)
        begin_line(form, is_parted, indent_of(form, token));
    else if (is_spaced(form, token))
        str_putc(form->out, ' ');
    put_token(form, token, is_first);
    form->last = *token;
    form->is_key = form->is_key && token->kind == TOKEN_PROPERTY;
    copy_frames(&form->before, &form->frames);
}

bool canonical_lay_out(struct str *out, struct arena *arena, const struct source *source,
                       struct comments *comments)
{
    struct form *form = arena_new(arena, struct form);
    struct tokens tokens = {0};

    *form = (struct form){.out = out, .arena = arena, .text = source->text, .is_good = true};
    form->end = slice_starts(source->text, SLICE("\xef\xbb\xbf")) ? 3 : 0;
    if (!tokens_scan(arena, source, &tokens))
        return false;
    for (size_t i = 0; form->is_good && i < tokens.list.count; i++)
        add_token(form, &tokens.list.at[i]);
    if (form->is_begun)
        put_line_end(form);
    *comments = form->comments;
    return form->is_good;
}
