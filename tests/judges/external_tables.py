"""Reads a sources.yml as dbt does, and works out what dbt-external-tables makes of it on Redshift.

usage: external_tables.py same FILE.yml FILE.sql        the same tables and partitions as the SQL makes
       external_tables.py nasty FILE.yml [folders]      the texts are those of the nasty spec
       external_tables.py texts SEED COUNT              writes a spec of random texts
       external_tables.py read SEED COUNT FILE.yml      the texts are those of that spec

What dbt does: every text but a description is rendered by Jinja; a description only where it holds a
mark of Jinja's. What the package does: it puts each text into SQL unchanged, with column names
between double quotes; registers the product of the partition columns' values, which went once through
a query; joins the parts of a folder by slashes; and cuts the statements at each semicolon.
"""

import datetime
import itertools
import json
import random
import re
import sys

import jinja2
import sqlparse
import yaml

sys.path.insert(0, "tests/judges/nasty")
import spec as nasty

JINJA = jinja2.Environment(undefined=jinja2.StrictUndefined)
MARK = re.compile(r"{[{%#]|[#}%]}")
TOKEN = re.compile(
    r"""--[^\n]* | \s+ | (?P<text>'(?:[^'\\]|\\.|'')*') | (?P<name>"(?:[^"]|"")+")
        | (?P<word>[\w$]+) | (?P<mark>[^\w\s'"])""",
    re.VERBOSE | re.DOTALL,
)
KNOWN = {
    "source": {"name", "schema", "description", "loader", "tables"},
    "table": {"name", "description", "external", "columns"},
    "external": {"location", "row_format", "file_format", "table_properties", "partitions"},
    "column": {"name", "data_type", "description", "quote"},
    "partition": {"name", "data_type", "description", "vals", "path_macro"},
}


def rendered(value, key=None):
    if isinstance(value, dict):
        return {name: rendered(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [rendered(inner) for inner in value]
    if not isinstance(value, str) or (key == "description" and not MARK.search(value)):
        return value
    return JINJA.from_string(value).render()


def must_be_known(mapping, kind):
    assert set(mapping) <= KNOWN[kind], (kind, set(mapping) - KNOWN[kind])
    for key, value in mapping.items():
        if key == "quote":
            assert value is True
        elif key not in ("tables", "columns", "external", "partitions", "vals"):
            assert isinstance(value, str), (kind, key, value)


def read(path):
    """The tables of a file: (source, table) pairs."""
    with open(path, encoding="utf-8", newline="") as file:
        loaded = yaml.safe_load(file)
    assert loaded["version"] == 2 and set(loaded) == {"version", "sources"}
    for source in rendered(loaded["sources"]):
        must_be_known(source, "source")
        for table in source["tables"]:
            must_be_known(table, "table")
            must_be_known(table.get("external", {}), "external")
            for column in table["columns"]:
                must_be_known(column, "column")
            for partition in table.get("external", {}).get("partitions", []):
                must_be_known(partition, "partition")
            yield source, table


def literal(text):
    """What Redshift reads between quotes."""

    def one(found):
        escape = found[0]
        if escape == "''":
            return "'"
        return chr(int(escape[1:], 8)) if escape[1:].isdigit() else escape[1:]

    return re.sub(r"''|\\[0-7]{3}|\\.", one, text[1:-1], flags=re.DOTALL)


def fold(name):
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in name)


def tokens(sql):
    at = 0
    while at < len(sql):
        found = TOKEN.match(sql, at)
        assert found, sql[at : at + 80]
        at = found.end()
        if found["text"]:
            yield "text", literal(found["text"])
        elif found["name"]:
            yield "name", fold(found["name"][1:-1].replace('""', '"'))
        elif found["word"]:
            yield "name", fold(found["word"])
        elif found["mark"]:
            yield "mark", found["mark"]


def relation(source, table):
    return f'"{source.get("schema", source["name"])}"."{table["name"]}"'


def create(source, table):
    external = table["external"]
    sql = f"create external table {relation(source, table)} ("
    sql += ", ".join(f'"{c["name"]}" {c["data_type"]}' for c in table["columns"]) + ")"
    if "partitions" in external:
        keys = ", ".join(f'"{p["name"]}" {p["data_type"]}' for p in external["partitions"])
        sql += f" partitioned by ({keys})"
    for key, words in (("row_format", "row format"), ("file_format", "stored as")):
        if key in external:
            sql += f" {words} {external[key]}"
    sql += f" location '{external['location']}'"
    if "table_properties" in external:
        sql += f" table properties {external['table_properties']}"
    cut = sqlparse.split("begin; commit; " + sql)
    assert cut == ["begin;", "commit;", sql], cut
    return sql


def values_of(partition):
    vals = partition["vals"]
    if isinstance(vals, list):
        assert all(isinstance(value, str) for value in vals), vals
        return vals
    assert vals["macro"] == "dbt.dates_in_range", vals
    args = vals["args"]
    first, last = (
        datetime.datetime.strptime(args[key].strip(), args["in_fmt"])
        for key in ("start_date_str", "end_date_str")
    )
    days = range((last - first).days + 1)
    return [(first + datetime.timedelta(days=day)).strftime(args["out_fmt"]) for day in days]


def folder(partition, value):
    macro = partition["path_macro"].removeprefix("dbt_external_tables.")
    return {
        "key_value": partition["name"] + "=" + value,
        "value_only": value,
        "year_month_day": value.replace("-", "/"),
    }[macro]


def through_query(text):
    return literal("'\"" + text + "\"'")[1:-1]


def alters(source, table):
    columns = [
        [
            (p["name"], through_query(value), through_query(folder(p, value)))
            for value in values_of(p)
        ]
        for p in table["external"]["partitions"]
    ]
    added = []
    for parts in itertools.product(*columns):
        values = ", ".join(f"{name}='{value}'" for name, value, _ in parts)
        path = "/".join(path for _, _, path in parts)
        added.append(f"partition ({values}) location '{table['external']['location']}/{path}/'")
    head = f"alter table {relation(source, table)} add if not exists "
    batches = [added[at : at + 100] for at in range(0, len(added), 100)]
    return "; ".join(head + " ".join(batch) for batch in batches).split(";")


def statements(sql):
    """Of a script: each as its tokens."""
    statement = []
    for token in tokens(sql):
        if token == ("mark", ";"):
            yield tuple(statement)
            statement = []
        else:
            statement.append(token)
    assert not statement, statement


def starts(statement, words):
    return [text for _, text in statement[: len(words.split())]] == words.split()


def name_of(statement):
    """schema.table, after three words or two."""
    at = [kind for kind, _ in statement].index("mark")
    return statement[at - 1][1], statement[at + 1][1]


def partitions_of(statement):
    """((names and values), location), for each that an ALTER adds."""
    at = [text for _, text in statement].index("exists") + 1
    while at < len(statement):
        assert statement[at] == ("name", "partition"), statement[at]
        end = statement.index(("mark", ")"), at)
        inside = statement[at + 2 : end]
        assert statement[end + 1] == ("name", "location")
        yield tuple((inside[i][1], inside[i + 2][1]) for i in range(0, len(inside), 4)), (
            statement[end + 2][1]
        )
        at = end + 3


def without_slash(statement):
    """A CREATE whose LOCATION has lost its slash, which the package adds to folders."""
    at = max(i for i, token in enumerate(statement) if token == ("name", "location")) + 1
    return statement[:at] + (("text", statement[at][1].removesuffix("/")),) + statement[at + 1 :]


def script_of(sql_path):
    """The tables of a script by name, and the partitions that it registers."""
    with open(sql_path, encoding="utf-8", newline="") as file:
        script = list(statements(file.read()))
    return made_by(script)


def made_by(script):
    creates = {name_of(s): s for s in script if starts(s, "create external table")}
    registered = {}
    for statement in script:
        if starts(statement, "alter table"):
            registered.setdefault(name_of(statement), []).extend(partitions_of(statement))
    return creates, registered


def must_be_same(made, added, wanted, registered):
    """A table and its partitions, by the package and by the target redshift."""
    if added:
        wanted = without_slash(wanted)
    assert len(added) == len(set(added))
    assert set(added) == set(registered), set(added) ^ set(registered)
    assert made == wanted, [pair for pair in zip(made, wanted) if pair[0] != pair[1]][:3]


def same(path, sql_path):
    creates, registered = script_of(sql_path)
    seen = set()
    for source, table in read(path):
        made = tuple(tokens(create(source, table)))
        name = name_of(made)
        seen.add(name)
        added = []
        if "partitions" in table["external"]:
            added = [
                partition
                for sql in alters(source, table)
                for partition in partitions_of(tuple(tokens(sql)))
            ]
        must_be_same(made, added, creates[name], registered.get(name, []))
    assert seen == set(creates), seen ^ set(creates)


def makes(sql, sql_path):
    """What a script makes is what another makes, which the target redshift wrote."""
    wanted, registered = script_of(sql_path)
    made, added = made_by([s for s in statements(sql) if s])
    assert made.keys() == wanted.keys(), made.keys() ^ wanted.keys()
    for name, statement in made.items():
        must_be_same(statement, added.get(name, []), wanted[name], registered.get(name, []))


def properties_of(sql):
    """The text after each text and `=`."""
    all_tokens = list(tokens(sql))
    return {
        all_tokens[i - 1][1]: all_tokens[i + 1][1]
        for i, token in enumerate(all_tokens)
        if token == ("mark", "=")
    }


def read_nasty(path, with_folders):
    [(source, table)] = read(path)
    columns = {c["name"].replace('""', '"'): c for c in table["columns"]}
    texts = {f"c{number}": text for number, text in enumerate(nasty.TEXTS)}
    assert source["description"] == " / ".join(nasty.TEXTS).strip()
    assert table["description"] == nasty.TEXTS[11].strip()
    assert {name: columns[name]["description"] for name in texts} == {
        name: text.strip() for name, text in texts.items()
    }
    names = list(texts) + nasty.NAMES + ([] if with_folders else ["k"])
    assert list(columns) == names, set(columns) ^ set(names)
    assert ("external" in table) == with_folders
    if with_folders:
        [partition] = table["external"]["partitions"]
        assert sorted(partition["vals"]) == sorted(nasty.FOLDERS)
        assert literal(f"'{table['external']['location']}'") == "s3://nasty/it's"
        properties = properties_of(table["external"]["row_format"])
        assert properties == {f"mapping.{name}": text for name, text in texts.items()}


def random_texts(seed, count):
    dice = random.Random(seed)
    alphabet = "{{{{}}%%##'\"\\\r\n;- a1é"
    return ["".join(dice.choices(alphabet, k=dice.randint(1, 12))) for _ in range(count)]


def write_texts(texts):
    print("external_table:\n  schema: s\n  name: t\n  columns:")
    for number, text in enumerate(texts):
        print(f"    - {{name: c{number}, type: varchar(9), description: {json.dumps(text)}}}")
    print("  format:\n    serde: org.openx.data.jsonserde.JsonSerDe\n    serde_properties:")
    for number, text in enumerate(texts):
        print(f"      mapping.c{number}: {json.dumps(text)}")
    print("    stored_as: text\n  location: s3://lake/t/")


def read_texts(texts, path):
    [(_, table)] = read(path)
    for column, text in zip(table["columns"], texts, strict=True):
        wanted = text.strip(" \t\r\n")
        assert column.get("description", "") == wanted, (column, wanted)
    properties = properties_of(table["external"]["row_format"])
    assert properties == {f"mapping.c{n}": text for n, text in enumerate(texts)}


def main():
    command, *rest = sys.argv[1:]
    if command == "same":
        same(*rest)
    elif command == "nasty":
        read_nasty(rest[0], "folders" in rest)
    elif command == "texts":
        write_texts(random_texts(int(rest[0]), int(rest[1])))
    else:
        read_texts(random_texts(int(rest[0]), int(rest[1])), rest[2])


if __name__ == "__main__":
    main()
