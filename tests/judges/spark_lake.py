"""Files of rows for the tables of specs, in folders that the spec's own path leads to.

The path is rendered here once more, from the YAML: of the statements that are judged only the values
of the partitions are taken, never a location.
"""
import csv
import datetime
import decimal
import io
import json
import os
import re

import fastavro
import pyarrow
import pyarrow.orc
import pyarrow.parquet
import yaml

NAME = r"(?:`(?:[^`]|``)+`|\w+)"
TEXT = r"'(?:[^'\\]|\\.)*'"
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
S3_LOG = ('79a5 acme [30/Apr/2026:06:25:24 +0000] 192.0.2.1 arn:aws:iam::1:user/a 3E57 REST.GET.OBJECT k '
          '"GET /k HTTP/1.1" 200 - 512 512 10 9 "-" "curl/8" - h+q= SigV4 TLS_AES_128 AuthHeader '
          'acme.s3.amazonaws.com TLSv1.3')


def unquoted(text):
    """What a name or a literal of Hive means."""
    if text.startswith("`"):
        return text[1:-1].replace("``", "`")
    if not text.startswith("'"):
        return text
    return re.sub(r"\\([0-3][0-7]{2})|\\(.)", lambda m: chr(int(m[1], 8)) if m[1]
                  else ESCAPES.get(m[2], m[2]), text[1:-1], flags=re.S)


class Type:
    """A type of Hive: `name`, the numbers or types in brackets, and the names of a struct's fields."""

    def __init__(self, text):
        self.name, self.inner, self.fields = text.strip().lower(), [], []
        if match := re.fullmatch(r"(\w+)[(](.*)[)]", text.strip()):
            self.name, self.inner = match[1], [int(part) for part in match[2].split(",")]
        if match := re.fullmatch(r"(\w+)<(.*)>", text.strip()):
            self.name, parts = match[1], split_outside(match[2])
            if self.name == "struct":
                self.fields = [part.split(":", 1)[0] for part in parts]
                parts = [part.split(":", 1)[1] for part in parts]
            self.inner = [Type(part) for part in parts]

    def value(self, i):
        """The i-th row's value. None is null."""
        makers = {
            "boolean": lambda: i % 2 == 0,
            "float": lambda: i + 0.5, "double": lambda: i + 0.5,
            "decimal": lambda: decimal.Decimal(i % 10).quantize(decimal.Decimal(10) ** -self.inner[1]),
            "date": lambda: datetime.date(2026, 4, 1 + i % 30),
            "timestamp": lambda: datetime.datetime(2026, 4, 1 + i % 30, 6, 7, 8),
            "varchar": lambda: f"v{i}"[:self.inner[0]],
            "char": lambda: f"c{i}"[:self.inner[0]],
            "string": lambda: f"s{i}",
            "array": lambda: [self.inner[0].value(i), self.inner[0].value(i + 1)],
            "map": lambda: {self.inner[0].value(i): self.inner[1].value(i)},
            "struct": lambda: {f: t.value(i) for f, t in zip(self.fields, self.inner)},
        }
        return makers.get(self.name, lambda: i % 100)()

    def arrow(self):
        inner = [part.arrow() for part in self.inner if isinstance(part, Type)]
        makers = {
            "decimal": lambda: pyarrow.decimal128(*self.inner),
            "array": lambda: pyarrow.list_(*inner),
            "map": lambda: pyarrow.map_(*inner),
            "struct": lambda: pyarrow.struct(list(zip(self.fields, inner))),
        }
        plain = {"boolean": pyarrow.bool_(), "tinyint": pyarrow.int8(), "smallint": pyarrow.int16(),
                 "int": pyarrow.int32(), "bigint": pyarrow.int64(), "float": pyarrow.float32(),
                 "double": pyarrow.float64(), "date": pyarrow.date32(),
                 "timestamp": pyarrow.timestamp("us")}
        return makers.get(self.name, lambda: plain.get(self.name, pyarrow.string()))()


def split_outside(text):
    """Splits at the commas outside of brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter in "<(") - (letter in ">)")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


class Table:
    """What a CREATE says of columns and format, and the ALTERs of values; the spec of the folders."""

    def __init__(self, statements, spec):
        self.create = statements[0]
        self.alters = statements[1:]
        self.name = re.match(rf"CREATE EXTERNAL TABLE IF NOT EXISTS (\S+?\.{NAME})", self.create)[1]
        self.columns = columns_of(self.create, rf"\A[^\n]*\(\n(.*?)^\)")
        self.keys = columns_of(self.create, r"^PARTITIONED BY \(\n(.*?)^\)")
        self.stored = (re.search(r"^STORED AS\s+(\w+)", self.create, re.M) or ["", "TEXTFILE"])[1]
        self.serde = (re.search(r"ROW FORMAT SERDE '([^']*)'", self.create) or ["", ""])[1]
        self.has_symlinks = "SymlinkTextInputFormat" in self.create
        self.properties = {unquoted(k): unquoted(v) for k, v in
                           re.findall(rf"^    ({TEXT})=({TEXT}),?$", self.create, re.M)}
        self.spec = spec
        self.path = spec.get("path") or "".join(f"{k}={{{k}}}/" for k, _ in self.keys)
        if not self.keys:
            self.path = ""
        self.partitions = [{unquoted(k): unquoted(v) for k, v in re.findall(rf"({NAME})=({TEXT})", line)}
                           for alter in self.alters
                           for line in re.findall(r"^    PARTITION \((.*)\) LOCATION ", alter, re.M)]

    def is_hive_layout(self):
        return bool(self.keys) and self.path == "".join(f"{k}={{{k}}}/" for k, _ in self.keys) and \
            not any("location" in entry for entry in self.spec.get("partitions", []))

    def folder(self, values):
        """Where the files of a partition are: s3://..."""
        for entry in self.spec.get("partitions", []):
            if "location" in entry and all(str(values[k]) == str(v)
                                           for k, v in entry.items() if k != "location"):
                return entry["location"]
        return self.spec["location"] + re.sub(
            r"\{([^{}:]+)(?::([^{}]*))?\}", lambda m: rendered(values[m[1]], m[2]), self.path)

    def rows(self, count):
        return [[type.value(i) for _, type in self.columns] for i in range(count)]

    def line_delimiter(self):
        match = re.search(rf"FIELDS TERMINATED BY ({TEXT})", self.create)
        return unquoted(match[1]) if match else self.properties.get("field.delim", "\x01")

    def content(self, count):
        rows = self.rows(count)
        if self.stored in ("PARQUET", "ORC"):
            return columnar(self, rows)
        if self.stored == "AVRO":
            return avro(self.properties["avro.schema.literal"], rows)
        if self.serde.endswith("JsonSerDe"):
            keys = [name for name, _ in self.columns]
            return "".join(json.dumps(dict(zip(keys, row)), default=str) + "\n" for row in rows).encode()
        if self.serde.endswith("RegexSerDe"):
            return f"{S3_LOG}\n".encode() * count
        if self.serde.endswith("OpenCSVSerde"):
            out = io.StringIO()
            csv.writer(out, delimiter=self.properties.get("separatorChar", ","), lineterminator="\n",
                       quoting=csv.QUOTE_ALL).writerows(rows)
            return out.getvalue().encode()
        return "".join(self.line_delimiter().join(map(in_text, row)) + "\n" for row in rows).encode()


def in_text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def columns_of(create, pattern):
    body = re.search(pattern, create, re.M | re.S)
    lines = body[1].splitlines() if body else []
    found = [re.match(rf"    ({NAME}) (.*?)(?: COMMENT {TEXT})?,?$", line) for line in lines]
    return [(unquoted(match[1]), Type(match[2])) for match in found]


def rendered(value, pattern):
    """A value in a path: as the date pattern writes it, with Hive's escapes."""
    if pattern:
        value = datetime.date.fromisoformat(value).strftime(pattern)
        return value # a pattern's own slashes part folders
    return re.sub(r"[\x00-\x1f\"#%'*/:=?\\{\[\]^\x7f]", lambda m: f"%{ord(m[0]):02X}", value)


def columnar(table, rows):
    names, types = zip(*table.columns)
    arrays = [pyarrow.array([list(value.items()) if isinstance(value, dict) and type.name == "map"
                             else value for value in values], type.arrow())
              for type, values in zip(types, zip(*rows))]
    out, data = io.BytesIO(), pyarrow.Table.from_arrays(arrays, names=list(names))
    if table.stored == "ORC":
        pyarrow.orc.write_table(data, out)
    else: # Hive 2.3 reads a timestamp of 96 bits only
        pyarrow.parquet.write_table(data, out, use_deprecated_int96_timestamps=True)
    return out.getvalue()


def avro(schema, rows):
    schema = fastavro.parse_schema(json.loads(schema))
    names = [field["name"] for field in schema["fields"]]
    out = io.BytesIO()
    fastavro.writer(out, schema, [dict(zip(names, row)) for row in rows])
    return out.getvalue()


def specs_of(path):
    """(name, external_table) of each document, with the values of its variables."""
    for document in yaml.load_all(open(path, encoding="utf-8"), yaml.BaseLoader):
        text = json.dumps(document)
        for name, value in (document.get("vars") or {}).items():
            text = text.replace("${%s}" % name, value)
        document = json.loads(text)
        if "external_table" in document:
            yield document["external_table"]


def statements_of(path):
    """The statements of a file of ours: they end in `;` at a line's end."""
    text = re.sub(r"^--.*\n", "", open(path, encoding="utf-8").read(), flags=re.M)
    return [part.strip().removesuffix(";") for part in text.split(";\n") if part.strip()]


def tables_of(sql, spec):
    statements = statements_of(sql)
    creates = [s for s in statements if s.startswith("CREATE EXTERNAL TABLE")]
    for create, table in zip(creates, specs_of(spec), strict=True):
        name = re.match(rf"CREATE EXTERNAL TABLE IF NOT EXISTS (\S+?\.{NAME})", create)[1]
        alters = [s for s in statements if s.startswith(f"ALTER TABLE {name} ADD")]
        yield Table([create, *alters], table)


def lay_out(table, lake):
    """Makes the files; returns what is in each partition: [(values, rows)]."""
    made = []
    for i, values in enumerate(table.partitions or [{}]):
        folder = table.folder(values).replace("s3://", lake + "/")
        os.makedirs(folder, exist_ok=True)
        count = 1 + i % 3
        with open(folder + "part-0", "wb") as file:
            file.write(table.content(count))
        made.append((values, count))
    return made
