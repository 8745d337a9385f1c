"""Scripts of SQL, cut into statements for parsers that are handed one at a time."""

import re

TOKEN = re.compile(
    r"""(?P<comment>--[^\n]*) | (?P<meta>^\\[^\n]*) | (?P<end>;)
        | '(?:[^'\\]|\\.|'')*' | "(?:[^"]|"")*" | [^-'";\n]+ | \n | .""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


def statements(text):
    """The statements of a script, without comments, semicolons and psql's commands. A backslash
    escapes in literals, as Redshift and Hive read them."""
    parts = []
    for token in TOKEN.finditer(text):
        if token["end"]:
            yield "".join(parts).strip()
            parts = []
        elif not token["comment"] and not token["meta"]:
            parts.append(token[0])
    if "".join(parts).strip():
        yield "".join(parts).strip()
