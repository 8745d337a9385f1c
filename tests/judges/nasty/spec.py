#!/usr/bin/env python3
"""Writes a spec whose descriptions, properties, names and partition values are the texts beside it.

usage: spec.py [printable] [folders] >nasty.yaml
    printable: no control characters among the properties
    folders: only partition values that are the names of their folders as they stand
"""

import json
import pathlib
import sys

TEXTS = json.loads((pathlib.Path(__file__).parent / "texts.json").read_text(encoding="utf-8"))

# What a name or a folder may hold: printable, and no slash in a value.
NAMES = [text for text in TEXTS if text.isprintable()]
VALUES = [text for text in NAMES if "/" not in text]
FOLDERS = [text for text in VALUES if not set(text) & set("\"#%'*/:=?\\{[]^;")]


def comment(text):
    """What the Glue catalog holds of a column's description."""
    return "".join(" " if c < " " and c != "\t" or c == "\x7f" else c for c in text).strip()


def quoted(text):
    """The text in double quotes, as YAML reads it, with `${` kept from being a variable."""
    text = json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
    return text.replace("${", "$${")


def spec():
    yield "external_schema:"
    yield "  name: nasty"
    yield "  description: " + quoted(" / ".join(TEXTS))
    yield "  database: nasty"
    yield "  iam_role: arn:aws:iam::123456789012:role/NastyRole"
    yield "  create_database: true"
    yield "---"
    yield "external_table:"
    yield "  schema: nasty"
    yield "  name: nasty"
    yield "  description: " + quoted(TEXTS[11])
    yield "  columns:"
    for number, text in enumerate(TEXTS):
        yield f"    - {{name: c{number}, type: varchar(40), description: {quoted(text)}}}"
    for number, text in enumerate(NAMES):
        yield f"    - {{name: {quoted(text)}, type: varchar(40)}}"
    yield "  partitioned_by:"
    yield "    - name: k"
    yield "      type: varchar(40)"
    values = FOLDERS if "folders" in sys.argv else VALUES
    yield "      values: [" + ", ".join(quoted(text) for text in values) + "]"
    yield "  format:"
    yield "    serde: org.openx.data.jsonserde.JsonSerDe"
    yield "    serde_properties:"
    for number, text in enumerate(TEXTS):
        if text in NAMES or "printable" not in sys.argv:
            yield f"      mapping.c{number}: {quoted(text)}"
    yield "    stored_as: text"
    yield "  location: \"s3://nasty/it's/\""
    yield "  partitions: all"
    yield "  properties: {numRows: 1}"


if __name__ == "__main__":
    print("\n".join(spec()))
