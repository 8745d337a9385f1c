"""Where a stranger's text can stand, and the texts that attack each reader.

A case is a field and a payload: the files of a run, by name, with the payload in that field.
"""

import copy
import json
import re

BREAKS = ["\n", "\r", "\r\n", "\x85", "\u2028", "\u2029"]
OWNED = "; CREATE TABLE public.owned(x int); --"

# Each text does something that its reader's judge can see: a table, a file, a document, a command.
SQL = [lead + OWNED for lead in (
    "'", "\\'", "''", "\\\\'", '"', '\\"', '""', "`", "*/", "\n", "\r\n", "\\\n", "$$", "'||'",
    "日'", "é\\'", "日本\\\\'", '日"', "表'", "表\\'", "ソ'", "ソ\\'")]
PSQL = ["\n\\! touch ran\n", "'\n\\! touch ran\n", '"\n\\! touch ran\n', "\r\n\\! touch ran\r\n", "x \\! touch ran",
        ":'x' \\gexec"]
SHELL = ["$(touch ran)", "`touch ran`", "'; touch ran; '", '"; touch ran; "', "\ntouch ran\n",
         "\r\ntouch ran\r\n", "\nPOLICY\ntouch ran\n", "\nEND\ntouch ran\n", "${x:-$(touch ran)}",
         "'\ntouch ran\n'", "\\'; touch ran; #", "-x;touch ran", "|touch ran", "&&touch ran"]
DOCUMENT = "external_schema: {name: evil, database: x, iam_role: default, grant_usage: [public]}"
YAML = [lead + line + text + line + tail for line in BREAKS for lead, text, tail in (
    ("v", DOCUMENT, "#"), ("v", "---" + line + DOCUMENT + line + "---", "#"),
    ("'", "evil: 1", "'"), ('"', "evil: 1", '"'), ("v", "models: [{name: evil}]", "#"))]
YAML += ["{evil: 1}", "x: evil: 1", "!!python/object/new:evil {}", "&a evil", "*evil", "- evil", "x #evil",
         "x\x00evil: 1"]
JINJA = ["{{ 7*7 }}", "{{ evil.x }}", "{% for x in evil %}x{% endfor %}", "{%- if evil -%}", "{# x #}{{ 7*7 }}",
         "}}{{ 7*7 }}", "{{ '{{ 7*7 }}' }}", "{% raw %}{{ 7*7 }}", "{{\n7*7 }}", "\n# {{ 7*7 }}"]
COMMANDS = ["x" + line + " \t::stop-commands::x" for line in BREAKS]
COMMANDS += ["\n::stop-commands::x", "\r::add-mask::x", "::add-mask::x", " ::error::x", "##[error]x", "\nx##[group]x"]
INVISIBLE = ["a" + "b".join(controls) + "c" for controls in (
    "\x1b\x9b\x07\x08\x7f\x0b\x0c\x00", "\u202e\u2066\u2069\u200b\u200f\u2060\ufeff\U000e0041", "\u2028\u2029\x85\r")]
MARKDOWN = ["`` <!-- x", "``` <!-- x", "a`b``c```d <b>x</b>", "`<img src=x>", "@org/team", "x @org", "[x](http://evil)",
            "![x](http://evil/x.png)", "# evil", "\n\n# evil", "\n```\n# evil", "\n````\n# evil", "<script>1</script>",
            "x\n\n<b>x</b>", "|x|", "x\n---\n", "\\`<b>x</b>", "http://evil"]
JSON_TEXTS = ['"', '\\', '"}', '\\"}', '",\n"evil": "', "\ud7ff", "\x01", "\u2028", "</script>"]
XML = ["<script>1</script>", "]]>", "--><x/>", "&evil;", '"/><script/>', "' onload='x", "<!--", "\x01", "\ufffe"]

# What would mark the page, were it to run.
MARK = "document.documentElement.setAttribute('owned','1')"
SCRIPTS = [f"<script>{MARK}</script>", f'"/><script>{MARK}</script><rect x="', f"]]></title><script>{MARK}</script>",
           f'" onload="{MARK}', f"--><script>{MARK}</script><!--", f"<image href='x:' onerror=\"{MARK}\"/>"]


def quoted(text):
    """As YAML reads it in double quotes, with `${` kept from being a variable."""
    text = json.dumps(text, ensure_ascii=False).replace("$", "$$") if "${" in text else \
        json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\xa0\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\ud800-\udfff]",
                  lambda found: "\\u%04x" % ord(found[0]), text)


def flow(value):
    if isinstance(value, dict):
        return "{" + ", ".join(quoted(k) + ": " + flow(v) for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return quoted(value)


SCHEMA = {"name": "spectrum", "description": "about", "database": "lake",
          "iam_role": "arn:aws:iam::123456789012:role/Role", "grant_usage": [{"group": "analysts"}]}
TABLE = {
    "schema": "spectrum", "name": "ev", "description": "rows",
    "columns": [{"name": "id", "type": "int", "description": "key"}, {"name": "v", "type": "varchar(40)"}],
    "partitioned_by": [{"name": "app", "type": "varchar(99)", "values": ["web", "ios"]}],
    "format": {"serde": "org.openx.data.jsonserde.JsonSerDe", "serde_properties": {"mapping.v": "w"},
               "stored_as": "text"},
    "location": "s3://lake/raw/ev/", "partitions": "all", "properties": {"numRows": "1"}}


def put(tree, path, value):
    for key in path[:-1]:
        tree = tree[key]
    tree[path[-1]] = value


def spec(*changes):
    """The text of a good spec but for the changes: (path, value)."""
    both = copy.deepcopy({"schema": SCHEMA, "table": TABLE})
    for path, value in changes:
        put(both, path, value)
    return f"external_schema: {flow(both['schema'])}\n---\nexternal_table: {flow(both['table'])}\n"


def at(*path):
    return lambda text: spec((path, text))


# The places of a spec.
FIELDS = {
    "schema name": lambda t: spec((("schema", "name"), t), (("table", "schema"), t)),
    "schema description": at("schema", "description"),
    "database": at("schema", "database"),
    "role": lambda t: spec((("schema", "iam_role"), "arn:aws:iam::123456789012:role/" + t)),
    "group": lambda t: spec((("schema", "grant_usage"), [{"group": t}])),
    "user": lambda t: spec((("schema", "grant_usage"), [{"user": t}])),
    "granted role": lambda t: spec((("schema", "grant_usage"), [{"role": t}])),
    "table name": at("table", "name"),
    "table description": at("table", "description"),
    "column name": at("table", "columns", 0, "name"),
    "column type": at("table", "columns", 0, "type"),
    "field of a struct": lambda t: spec((("table", "columns", 0, "type"), f"struct<{t}:int>")),
    "column description": at("table", "columns", 0, "description"),
    "column source": at("table", "columns", 0, "source"),
    "partition column": at("table", "partitioned_by", 0, "name"),
    "partition value": at("table", "partitioned_by", 0, "values", 0),
    "location": lambda t: spec((("table", "location"), f"s3://lake/{t}/")),
    "path": lambda t: spec((("table", "path"), t + "/{app}/")),
    "serde": at("table", "format", "serde"),
    "serde property": lambda t: spec((("table", "format", "serde_properties"), {t: "x"})),
    "serde property's value": at("table", "format", "serde_properties", "mapping.v"),
    "property": lambda t: spec((("table", "properties"), {t: "x"})),
    "property's value": at("table", "properties", "numRows"),
    "separator": lambda t: spec((("table", "format"), {"csv": {"separator": t}})),
    "pattern": lambda t: spec((("table", "format"), {"regex": {"pattern": f"({t})"}})),
    "partition's location": lambda t: spec((("table", "partitions"),
                                            [{"app": "web", "location": f"s3://lake/{t}/"}])),
    "unknown key": lambda t: spec((("table", t), "x")),
    "after a backslash": lambda t: spec(
        (("schema", "description"), "a\\"), (("table", "description"), "a\\"),
        (("table", "columns", 0, "description"), t),
        (("table", "partitioned_by", 0, "values"), ["\\", t.replace("/", "")])),
}


def ddl(table="spectrum.ev", column="id", value="1", extra=""):
    return (f"CREATE EXTERNAL TABLE {table} ({column} int) PARTITIONED BY (app varchar(99)) STORED AS PARQUET "
            f"LOCATION 's3://lake/raw/ev/';\nALTER TABLE {table} ADD PARTITION (app='{value}') "
            f"LOCATION 's3://lake/raw/ev/x/';\n{extra}")


def sql_name(text):
    return '"' + text.replace('"', '""') + '"'


def sql_text(text):
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\x00", "")


# The places of DDL, with a table that can be imported beside them.
DDL_FIELDS = {
    "table of an ALTER": lambda t: ddl(extra=f"ALTER TABLE spectrum.{sql_name(t)} ADD PARTITION (app='1') "
                                             "LOCATION 's3://lake/x/';\n"),
    "schema of a GRANT": lambda t: ddl(extra=f"GRANT USAGE ON SCHEMA {sql_name(t)} TO GROUP a;\n"),
    "table of a COMMENT": lambda t: ddl(extra=f"COMMENT ON TABLE {sql_name(t)} IS 'x';\n"),
    "view": lambda t: ddl(extra=f"CREATE VIEW {sql_name(t)} AS SELECT 1;\n"),
    "column in DDL": lambda t: ddl(column=sql_name(t)),
    "value in DDL": lambda t: ddl(value=sql_text(t)),
    "table in DDL": lambda t: ddl(table="spectrum." + sql_name(t)),
    "statement": lambda t: ddl(extra=f"{t};\n"),
}

PARQUET = "org.apache.hadoop.hive.ql.io.parquet."


def glue_table(column="id", type="int", comment="", folder="raw/", parameters=None, **others):
    return {"Name": "ev", "DatabaseName": "d", "TableType": "EXTERNAL_TABLE", **others,
            "StorageDescriptor": {
                "Columns": [{"Name": column, "Type": type, "Comment": comment}],
                "Location": "s3://lake/" + folder,
                "InputFormat": PARQUET + "MapredParquetInputFormat",
                "OutputFormat": PARQUET + "MapredParquetOutputFormat",
                "SerdeInfo": {"SerializationLibrary": PARQUET + "serde.ParquetHiveSerDe",
                              "Parameters": parameters or {}}}}


def glue(*tables):
    return json.dumps({"TableList": list(tables)})


def view(text):
    return {"Name": text, "DatabaseName": "d", "TableType": "VIRTUAL_VIEW", "StorageDescriptor": {"Columns": []}}


# The places of Glue's JSON.
GLUE_FIELDS = {
    "view in Glue": lambda t: glue(view(t), glue_table()),
    "database in Glue": lambda t: glue({**view("v"), "DatabaseName": t}, glue_table()),
    "kind in Glue": lambda t: glue({**view("v"), "TableType": t}, glue_table()),
    "table in Glue": lambda t: glue(glue_table(Name=t)),
    "catalog in Glue": lambda t: glue(glue_table(CatalogId=t)),
    "description in Glue": lambda t: glue(glue_table(Description=t)),
    "column in Glue": lambda t: glue(glue_table(column=t)),
    "type in Glue": lambda t: glue(glue_table(type=t)),
    "comment in Glue": lambda t: glue(glue_table(comment=t)),
    "location in Glue": lambda t: glue(glue_table(folder=t + "/")),
    "parameter in Glue": lambda t: glue(glue_table(parameters={t: t})),
    "property in Glue": lambda t: glue(glue_table(Parameters={t: t})),
}


def listing(text):
    """Two keys, of which one has the text in a partition's value, and one beside the location."""
    return json.dumps({"Contents": [{"Key": "raw/ev/app=web/a", "Size": 1},
                                    {"Key": f"raw/ev/app={text}/a", "Size": 1},
                                    {"Key": f"raw/ev/{text}", "Size": 1}, {"Key": text, "Size": 1}]})


DATED = spec((("table", "partitioned_by"), [{"name": "app", "type": "varchar(99)"},
                                            {"name": "day", "type": "date"}]),
             (("table", "partitions"), [{"app": "web", "day": "2026-04-28"}]))


def dated_listing(text):
    return json.dumps({"Contents": [{"Key": f"raw/ev/app={app}/day=2026-04-2{n}/a", "Size": 1}
                                    for app in ("web", text) for n in (1, 2, 8)]})
