#include "read/yaml/tokens.h"

#include <yaml.h>

#include "base/die.h"
#include "base/utf8.h"

struct scanner {
    yaml_parser_t parser;
    struct slice text;
    size_t base;      /* bytes of a BOM */
    size_t index, at; /* a code point's index and its byte offset */
    bool is_ascii;
};

static bool is_line_end(char byte)
{
    return byte == '\n' || byte == '\r';
}

size_t line_end(struct slice text, size_t at)
{
    while (at < text.len && !is_line_end(text.at[at]))
        at++;
    return at;
}

size_t line_next(struct slice text, size_t at)
{
    at = line_end(text, at);
    if (at + 1 < text.len && text.at[at] == '\r' && text.at[at + 1] == '\n')
        return at + 2;
    return at < text.len ? at + 1 : at;
}

size_t line_start(struct slice text, size_t at)
{
    while (at && !is_line_end(text.at[at - 1]))
        at--;
    return at;
}

/* The byte offset of a code point; tokens come in order, or nearly so. */
static uint32_t byte_of(struct scanner *scanner, size_t index)
{
    const char *at, *end;

    if (scanner->is_ascii)
        return (uint32_t)(scanner->base + index);
    end = scanner->text.at + scanner->text.len;
    if (index < scanner->index) {
        scanner->index = 0;
        scanner->at = scanner->base;
    }
    at = scanner->text.at + scanner->at;
    for (; scanner->index < index && at < end; scanner->index++)
        utf8_next(&at, end);
    scanner->at = (size_t)(at - scanner->text.at);
    return (uint32_t)scanner->at;
}

static enum token_kind kind_of(const yaml_token_t *token)
{
    switch (token->type) {
    case YAML_VERSION_DIRECTIVE_TOKEN:
    case YAML_TAG_DIRECTIVE_TOKEN: return TOKEN_DIRECTIVE;
    case YAML_DOCUMENT_START_TOKEN: return TOKEN_DOCUMENT_START;
    case YAML_DOCUMENT_END_TOKEN: return TOKEN_DOCUMENT_END;
    case YAML_BLOCK_SEQUENCE_START_TOKEN: return TOKEN_LIST;
    case YAML_BLOCK_MAPPING_START_TOKEN: return TOKEN_MAPPING;
    case YAML_BLOCK_END_TOKEN: return TOKEN_END;
    case YAML_FLOW_SEQUENCE_START_TOKEN:
    case YAML_FLOW_MAPPING_START_TOKEN: return TOKEN_OPEN;
    case YAML_FLOW_SEQUENCE_END_TOKEN:
    case YAML_FLOW_MAPPING_END_TOKEN: return TOKEN_CLOSE;
    case YAML_BLOCK_ENTRY_TOKEN: return TOKEN_ITEM;
    case YAML_FLOW_ENTRY_TOKEN: return TOKEN_COMMA;
    case YAML_KEY_TOKEN: return TOKEN_KEY;
    case YAML_VALUE_TOKEN: return TOKEN_VALUE;
    case YAML_ALIAS_TOKEN: return TOKEN_ALIAS;
    case YAML_ANCHOR_TOKEN:
    case YAML_TAG_TOKEN: return TOKEN_PROPERTY;
    case YAML_SCALAR_TOKEN: break;
    case YAML_NO_TOKEN:
    case YAML_STREAM_START_TOKEN:
    case YAML_STREAM_END_TOKEN: return TOKEN_STREAM_END;
    }
    return token->data.scalar.style == YAML_LITERAL_SCALAR_STYLE ||
                   token->data.scalar.style == YAML_FOLDED_SCALAR_STYLE
               ? TOKEN_BLOCK
               : TOKEN_SCALAR;
}

bool tokens_scan(struct arena *arena, const struct source *source, struct tokens *tokens)
{
    struct scanner scanner = {.text = source->text};
    bool is_good, is_end = false;
    struct slice body;

    scanner.base = slice_starts(source->text, SLICE("\xef\xbb\xbf")) ? 3 : 0;
    scanner.at = scanner.base;
    body = slice_from(source->text, scanner.base);
    scanner.is_ascii = utf8_is_ascii(body);
    if (!yaml_parser_initialize(&scanner.parser))
        die_out_of_memory(0);
    yaml_parser_set_encoding(&scanner.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&scanner.parser, (const unsigned char *)(body.len ? body.at : ""),
                                 body.len);
    do {
        yaml_token_t read;

        is_good = yaml_parser_scan(&scanner.parser, &read);
        if (is_good && read.type != YAML_STREAM_START_TOKEN) {
            struct token *token = vec_push(&tokens->list, arena);

            token->kind = kind_of(&read);
            token->lo = byte_of(&scanner, read.start_mark.index);
            token->hi = byte_of(&scanner, read.end_mark.index);
            is_end = token->kind == TOKEN_STREAM_END;
            if (is_end)
                token->lo = token->hi = (uint32_t)source->text.len;
        }
        if (is_good)
            yaml_token_delete(&read);
    } while (is_good && !is_end);
    if (scanner.parser.error == YAML_MEMORY_ERROR)
        die_out_of_memory(0);
    yaml_parser_delete(&scanner.parser);
    return is_good;
}
