"""Runs scripts of the target copy in PostgreSQL, and looks at the rows that they leave.

usage: native_rows.py specs   BUILD PSQL...    all specs: rows of every partition, once and again
       native_rows.py nasty   BUILD PSQL...    the nasty texts as names, comments and partition values
       native_rows.py mapping BUILD PSQL...    keys of JSON, with a JSONPaths file and without
       native_rows.py self    BUILD PSQL...    the judge finds what is wrong in a COPY

What PostgreSQL does not know is put in its own words: SUPER is jsonb, and the clauses of
distribution and order go. The options of a COPY are read by the grammar of the developer guide; its
rows come from the table judge.files, by the literal in FROM as the server reads it, so that a folder
must be the one that the target redshift registers. A folder without files is an error, as for COPY.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent / "nasty"))
import spec as nasty  # noqa: E402

TOKEN = re.compile(
    r"""(?P<comment>--[^\n]*) | (?P<space>\s+) | (?P<literal>'(?:[^'\\]|\\.|'')*')
        | (?P<name>"(?:[^"]|"")*") | (?P<word>[#]?[A-Za-z0-9_$.]+|[^\x00-\x7f]+) | (?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)

PREPARE = """
CREATE SCHEMA judge;
CREATE SCHEMA web;
CREATE TABLE judge.files (folder text, body jsonb);
CREATE FUNCTION judge.read(text) RETURNS SETOF jsonb LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY SELECT body FROM judge.files WHERE folder = $1;
    IF NOT FOUND THEN RAISE EXCEPTION 'no file below %', $1; END IF;
END $$;
CREATE FUNCTION json_parse(jsonb) RETURNS jsonb LANGUAGE sql AS 'SELECT $1';
"""


class Wrong(Exception):
    pass


def statements(script):
    """Lists of tokens (kind, text), without comments and semicolons."""
    found = []
    for token in TOKEN.finditer(script):
        if token.lastgroup == "sign" and token[0] == ";":
            yield found
            found = []
        elif token.lastgroup not in ("comment", "space"):
            found.append((token.lastgroup, token[0]))
    if found:
        raise Wrong(f"no semicolon after {found[-1][1]}")


class Copy:
    """A COPY, read by its grammar."""

    SINGLE = {"ESCAPE", "GZIP", "BZIP2", "LZOP", "ZSTD", "MANIFEST"}
    WITH_LITERAL = {"DATEFORMAT", "TIMEFORMAT"}

    def __init__(self, tokens):
        self.tokens = tokens[1:]
        self.table = self.name()
        self.columns = self.list() if self.peek("(") else None
        self.expect("FROM")
        self.folder = self.literal()
        self.expect("IAM_ROLE")
        if not self.accept("default") and "arn:aws:iam::" not in self.literal():
            raise Wrong("IAM_ROLE is not a role")
        self.format, self.mapping, self.options = "text", None, {}
        if self.accept("FORMAT"):
            self.expect("AS")
            self.read_format()
        while self.tokens:
            self.read_option()
        self.agree()

    def peek(self, text):
        return bool(self.tokens) and self.tokens[0][1] == text

    def accept(self, text):
        return self.peek(text) and bool(self.tokens.pop(0))

    def expect(self, text):
        if not self.accept(text):
            raise Wrong(f"expected {text}, found {self.tokens[:1]}")

    def literal(self):
        if not self.tokens or self.tokens[0][0] != "literal":
            raise Wrong(f"expected a literal, found {self.tokens[:1]}")
        return self.tokens.pop(0)[1]

    def name(self):
        parts = [self.tokens.pop(0)[1]]
        while self.tokens and (parts[-1].endswith(".") or self.tokens[0][1].startswith(".")):
            parts.append(self.tokens.pop(0)[1])
        return "".join(parts)

    def list(self):
        self.expect("(")
        names = []
        while not self.accept(")"):
            names.append(self.tokens.pop(0)[1])
            self.accept(",")
        return names

    def read_format(self):
        self.format = self.tokens.pop(0)[1]
        if self.format in ("JSON", "AVRO"):
            self.mapping = self.literal()
            if self.mapping != "'auto ignorecase'" and not self.mapping.startswith("'s3://"):
                raise Wrong(f"no option of {self.format}: {self.mapping}")
        elif self.format == "CSV" and self.accept("QUOTE"):
            self.expect("AS")
            self.literal()
        elif self.format in ("PARQUET", "ORC"):
            self.accept("SERIALIZETOJSON")
        elif self.format != "CSV":
            raise Wrong(f"no format {self.format}")

    def read_option(self):
        word = self.tokens.pop(0)[1]
        if word in self.options:
            raise Wrong(f"{word} is there twice")
        if word in ("DELIMITER", "NULL"):
            self.expect("AS")
            self.options[word] = self.literal()
        elif word in self.WITH_LITERAL:
            self.options[word] = self.literal()
        elif word == "IGNOREHEADER":
            self.options[word] = int(self.tokens.pop(0)[1])
        elif word in self.SINGLE:
            self.options[word] = True
        else:
            raise Wrong(f"no option {word}")

    def agree(self):
        """What the guide says that does not go together."""
        if self.folder.endswith("/'") == ("MANIFEST" in self.options):
            raise Wrong(f"{self.folder} is a prefix of other keys too, or a folder as a manifest")
        options = set(self.options) - {"MANIFEST"}
        refused = {
            "JSON": {"DELIMITER", "ESCAPE", "NULL", "IGNOREHEADER"},
            "AVRO": {"DELIMITER", "ESCAPE", "NULL", "IGNOREHEADER"} | self.SINGLE,
            "CSV": {"ESCAPE"},
            "PARQUET": options,
            "ORC": options,
        }.get(self.format, set())
        if refused & options:
            raise Wrong(f"{self.format} does not take {refused & options}")
        if self.format == "text" and "DELIMITER" not in self.options:
            raise Wrong("text without its delimiter")


def read_jsonpaths(text, count):
    """The keys of a JSONPaths file, by the grammar of the guide; one for each column."""
    tree = json.loads(text)
    if list(tree) != ["jsonpaths"] or len(tree["jsonpaths"]) != count:
        raise Wrong(f"{count} columns, and the JSONPaths file is {tree}")
    keys = [re.fullmatch(r"\$\['([^'\\]+)'\]", path) for path in tree["jsonpaths"]]
    if not all(keys):
        raise Wrong(f"a malformed path in {tree}")
    return [key[1] for key in keys]


def made_columns(tokens):
    """The names of the columns that a CREATE TABLE makes."""
    depth, fresh, names = 0, False, []
    for _, text in tokens:
        depth += {"(": 1, ")": -1}.get(text, 0)
        if fresh:
            names.append(text)
        fresh = depth == 1 and text in "(,"
        if depth == 0 and text == ")":
            break
    return names


def without_clauses(tokens):
    """A CREATE TABLE in PostgreSQL's words."""
    depth, kept = 0, []
    for kind, text in tokens:
        if depth == 0 and text in ("DISTSTYLE", "DISTKEY", "COMPOUND", "INTERLEAVED", "SORTKEY"):
            break
        depth += {"(": 1, ")": -1}.get(text, 0)
        kept.append((kind, "jsonb" if kind == "word" and text == "super" else text))
    return kept


def spaced(tokens):
    """The tokens as text: blanks between words, none around the dots of names."""
    parts = []
    for _, text in tokens:
        glued = parts and (parts[-1].endswith(".") or text.startswith("."))
        parts.append(("" if glued or not parts else " ") + text)
    return "".join(parts)


class Translator:
    def __init__(self, files):
        self.files = files  # JSONPaths files by the literal of their address
        self.columns = {}

    def copied(self, tokens):
        copy = Copy(tokens)
        columns = copy.columns or self.columns[copy.table]
        body = "body"
        if copy.mapping and copy.mapping.startswith("'s3://"):
            keys = read_jsonpaths(self.files[copy.mapping], len(columns))
            pairs = (f"$j${name.strip(chr(34))}$j$, body->$j${key}$j$"
                     for name, key in zip(columns, keys))
            body = f"jsonb_build_object({', '.join(pairs)})"
        names = ", ".join(columns)
        return (f"INSERT INTO {copy.table} ({names}) SELECT {names} FROM judge.read({copy.folder}) "
                f"AS body, jsonb_populate_record(null::{copy.table}, {body})")

    def statement(self, tokens):
        words = [text for _, text in tokens]
        if words[0] == "COPY":
            return self.copied(tokens)
        if words[0] in ("SET", "RESET"):
            return None
        if words[0] == "CREATE":
            head = tokens[: words.index("(")]
            at = words.index("EXISTS") + 1 if "EXISTS" in words[:6] else 3
            self.columns[spaced(head[at:])] = made_columns(tokens)
            tokens = without_clauses(tokens)
        return spaced(tokens)

    def without_marks(self, tokens):
        """A name with # is that of a temporary table."""
        texts = [text for _, text in tokens]
        if texts[0] == "CREATE" and any(t[0] == "#" for t in texts[:4]) != ("TEMP" in texts[:2]):
            raise Wrong(f"temporary, or not? {spaced(tokens)}")
        return [(kind, text[1:] if kind == "word" and text[0] == "#" else text)
                for kind, text in tokens]

    def script(self, text):
        lines = (self.statement(self.without_marks(tokens)) for tokens in statements(text))
        return "".join(line + ";\n" for line in lines if line)


class Judge:
    def __init__(self, build, psql):
        self.build, self.psql = build, psql
        self.run(f"DROP SCHEMA IF EXISTS judge, web, spectrum, nasty CASCADE;{PREPARE}")

    def run(self, sql, stops=True):
        psql = self.psql + ([] if stops else ["-v", "ON_ERROR_STOP=0"])
        done = subprocess.run(psql, input=sql, capture_output=True, encoding="utf-8")
        if done.returncode or "WARNING" in done.stderr:
            raise Wrong(f"{done.stderr}\nin\n{sql[:4000]}")
        return done.stdout

    def ask(self, query):
        return json.loads(self.run(f"SELECT json_agg(r) FROM ({query}) AS r;") or "null") or []

    def compile(self, *arguments):
        done = subprocess.run([f"{self.build}/spectrumc", "compile", *arguments],
                              capture_output=True, encoding="utf-8", check=True)
        return done.stdout

    def load(self, translator, *arguments):
        self.run(translator.script(self.compile("--target", "copy", *arguments)))

    def put(self, folder, *bodies):
        for body in bodies:
            self.run(f"INSERT INTO judge.files VALUES ($j${folder}$j$, $j${json.dumps(body)}$j$);")


LITERAL = r"'((?:[^'\\]|\\.|'')*)'"


def plain(literal):
    """The inside of a literal of Redshift's."""
    return re.sub(r"''|\\(\d{3}|.)", lambda part: "'" if part[0] == "''" else part[1], literal)


def registered(sql):
    """Of each table that the target redshift writes: its partitions' values and folders."""
    tables = {}
    for name, location in re.findall(rf"^CREATE EXTERNAL TABLE (\S+) .*?^LOCATION {LITERAL}", sql,
                                     re.DOTALL | re.MULTILINE):
        tables[name] = {"location": plain(location), "partitions": []}
    for batch in re.finditer(r"^ALTER TABLE (\S+) ADD IF NOT EXISTS\n((?:    .*\n)+)", sql,
                             re.MULTILINE):
        for line in batch[2].splitlines():
            values, folder = re.fullmatch(rf" +PARTITION \((.*)\) LOCATION {LITERAL};?",
                                          line).groups()
            pairs = re.findall(rf"((?:\"[^\"]*\"|[^\"'=, ])+)={LITERAL}", values)
            tables[batch[1]]["partitions"].append(
                ({name: plain(value) for name, value in pairs}, plain(folder)))
    return tables


def same_value(mine, theirs):
    """Numbers by value, everything else by text."""
    return mine == theirs or (mine.isdigit() and theirs.isdigit() and int(mine) == int(theirs))


class Table:
    """What a table of the specs must hold: two rows of each folder."""

    def __init__(self, external, native, found):
        self.external, self.native = external, native
        self.partitions, self.location = found["partitions"], found["location"]
        self.keys = list(self.partitions[0][0]) if self.partitions else []

    def prepare(self, judge):
        schema = self.external.split(".")[0]
        folders = [folder for _, folder in self.partitions] or [self.location]
        sql = [f"CREATE SCHEMA IF NOT EXISTS {schema};",
               f"CREATE TABLE {self.external} (LIKE {self.native});"]
        for folder in folders:
            sql.append(f"INSERT INTO judge.files VALUES ($j${folder}$j$, '{{}}'), "
                       f"($j${folder}$j$, '{{}}');")
        for values, _ in self.partitions:
            row = ", ".join(f"$j${value}$j$" for value in values.values())
            keys = ", ".join(values)
            sql.append(f"INSERT INTO {self.external} ({keys}) VALUES ({row}), ({row});")
        if not self.partitions:
            sql.append(f"INSERT INTO {self.external} DEFAULT VALUES;" * 2)
        judge.run("".join(sql))

    def examine(self, judge):
        count = judge.ask(f"SELECT count(*) FROM {self.native}")[0]["count"]
        if count != 2 * (len(self.partitions) or 1):
            raise Wrong(f"{self.native} has {count} rows")
        if not self.keys:
            return
        names = ", ".join(f"{key}::text AS k{i}" for i, key in enumerate(self.keys))
        groups = ", ".join(self.keys)
        found = judge.ask(f"SELECT {names}, count(*) FROM {self.native} GROUP BY {groups}")
        wanted = [list(values.values()) for values, _ in self.partitions]
        for row in found:
            mine = [row[f"k{i}"].rstrip() for i in range(len(self.keys))]
            is_there = any(all(map(same_value, mine, values)) for values in wanted)
            if row["count"] != 2 or not is_there:
                raise Wrong(f"{self.native}: {row}")


def native_names(script):
    """The native table's name by the place that its CREATE TABLE has in the script."""
    return re.findall(r"^CREATE TABLE IF NOT EXISTS (.*?) \($", script, re.MULTILINE)


def jsonpaths_of(script, path):
    """The one JSONPaths file of a script, by the literal of its address."""
    found = set(re.findall(r"FORMAT AS JSON ('s3://.*')", script))
    beside = path.with_suffix(".jsonpaths")
    return {address: beside.read_text(encoding="utf-8") for address in found}


def judge_specs(judge):
    with tempfile.TemporaryDirectory() as folder:
        judge.compile("specs", "--target", "copy", "--emit", "upsert", "--out-dir", folder)
        for path in sorted(pathlib.Path("golden/copy").glob("*.sql")):
            script = path.read_text(encoding="utf-8")
            translator = Translator(jsonpaths_of(script, path))
            found = registered(pathlib.Path("golden/redshift", path.name).read_text("utf-8"))
            tables = [Table(external, native, found[external])
                      for external, native in zip(found, native_names(script))]
            judge.run(translator.script(only_creates(script)))
            for table in tables:
                table.prepare(judge)
            judge.run(translator.script(script))
            for table in tables:
                table.examine(judge)
            again = pathlib.Path(folder, path.name).read_text(encoding="utf-8")
            for _ in range(2):
                judge.run(translator.script(again))
                for table in tables:
                    table.examine(judge)
            judge.run("TRUNCATE judge.files;")
            print(f"{path}: {sum(len(table.partitions) or 1 for table in tables)} folders")


def only_creates(script):
    """The statements up to the last CREATE TABLE of a native table."""
    end = script.rindex("\nCREATE TABLE ")
    return script[: script.index(";\n", end) + 2]


def judge_nasty(judge):
    text = "\n".join(nasty.spec())
    text = re.sub(r"  format:\n.*?(?=  location:)", "  format: json\n", text, flags=re.DOTALL)
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        translator = Translator({})
        found = registered(judge.compile(file.name))["nasty.nasty"]["partitions"]
        for values, folder in found:
            judge.put(folder, {"c0": values["k"]}, {"c0": values["k"]})
        judge.run(judge.compile(file.name, "--target", "copy", "--emit", "table", "--psql"))
        judge.load(translator, file.name)
        for _ in range(2):
            judge.load(translator, file.name, "--emit", "upsert")
    rows = judge.ask("SELECT k, c0 FROM public.nasty")
    wanted = sorted(2 * nasty.VALUES)
    if sorted(row["k"] for row in rows) != wanted or any(row["k"] != row["c0"] for row in rows):
        raise Wrong(f"the rows are {rows}")
    names = judge.ask("SELECT attname, col_description(attrelid, attnum) AS note FROM pg_attribute "
                      "WHERE attrelid = 'public.nasty'::regclass AND attnum > 0 ORDER BY attnum")
    fold = str.maketrans({chr(code): chr(code + 32) for code in range(65, 91)})
    count = len(nasty.TEXTS)
    if [name["attname"].translate(fold) for name in names[count:-1]] != [
            text.translate(fold) for text in nasty.NAMES]:
        raise Wrong(f"the names are {names}")
    if [name["note"] or "" for name in names[:count]] != [t.strip() for t in nasty.TEXTS]:
        raise Wrong(f"the comments are {names}")
    print(f"{len(rows)} rows")


MAPPING = """\
external_schema: {name: spectrum, database: lake, iam_role: default}
---
external_table:
  schema: spectrum
  name: mapped
  columns:
    - {name: id, type: bigint}
    - {name: user_id, type: bigint, source: userId}
    - {name: tags, type: array<varchar(9)>, source: "the tags"}
  partitioned_by: [{name: day, type: date}, {name: app, type: varchar(40)}]
  format: json
  location: s3://lake/mapped/
  partitions:
    - {day: 2026-04-29, app: web}
    - {day: 2026-04-30, app: __HIVE_DEFAULT_PARTITION__}
"""


def judge_mapping(judge):
    address = "s3://lake/jsonpaths/mapped.jsonpaths"
    bodies = [{"id": 1, "userId": 7, "the tags": ["a"]}, {"id": 2, "user_id": 8}]
    judge.put("s3://lake/mapped/day=2026-04-29/app=web/", *bodies)
    judge.put("s3://lake/mapped/day=2026-04-30/app=__HIVE_DEFAULT_PARTITION__/", *bodies)
    for native in ("", f"  native: {{jsonpaths: {address}}}\n"):
        with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
            file.write(MAPPING + native)
            file.flush()
            paths = judge.compile(file.name, "--target", "copy", "--emit", "jsonpaths")
            translator = Translator({f"'{address}'": paths})
            judge.load(translator, file.name)
            for _ in range(2):
                judge.load(translator, file.name, "--emit", "upsert")
        rows = judge.ask("SELECT * FROM public.mapped ORDER BY day, id")
        wanted = [{"id": body["id"], "user_id": body.get("userId"), "tags": body.get("the tags"),
                   "day": day, "app": app}
                  for day, app in (("2026-04-29", "web"), ("2026-04-30", None)) for body in bodies]
        if rows != wanted:
            raise Wrong(f"the rows are {rows}")
        go_on_after_errors(judge, translator, MAPPING + native)
        judge.run("DROP TABLE public.mapped;")
    print(rows)


def go_on_after_errors(judge, translator, spec):
    """A client that does not stop: a day without files keeps its rows, and the next day comes. What a
    failed run has left in the session does not come again."""
    upsert = translator.script(compiled(judge, spec, "upsert"))
    left = "CREATE TEMP TABLE spectrumc_staging (id text); "
    judge.run("DELETE FROM public.mapped WHERE app IS NULL; UPDATE judge.files SET folder = 'away' "
              "WHERE folder LIKE '%04-29%';")
    judge.run(left + upsert, stops=False)
    judge.run("UPDATE judge.files SET folder = 's3://lake/mapped/day=2026-04-29/app=web/' "
              "WHERE folder = 'away';")
    found = judge.ask("SELECT day, count(*) FROM public.mapped GROUP BY day ORDER BY day")
    if [row["count"] for row in found] != [2, 2]:
        raise Wrong(f"after an error there are {found}")


def compiled(judge, spec, emit):
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        file.write(spec)
        file.flush()
        return judge.compile(file.name, "--emit", emit, "--target", "copy")


GOOD = """COPY t FROM 's3://lake/t/' IAM_ROLE default FORMAT AS JSON 'auto ignorecase' GZIP;"""
BROKEN = {
    "a prefix": GOOD.replace("/t/'", "/t'"),
    "a folder as a manifest": GOOD.replace("GZIP", "GZIP MANIFEST"),
    "no role": GOOD.replace("default", "'x'"),
    "an option of text": GOOD.replace("GZIP", "IGNOREHEADER 1"),
    "a case that counts": GOOD.replace(" ignorecase", ""),
    "an option of Parquet": GOOD.replace("JSON 'auto ignorecase'", "PARQUET"),
    "a folder without files": GOOD,
}


def judge_self(judge):
    judge.run("CREATE TABLE t (a int);")
    translator = Translator({})
    translator.columns["t"] = ["a"]
    for name, sql in BROKEN.items():
        try:
            judge.run(translator.script(sql))
        except Wrong:
            print(f"ok self-test: {name} is rejected")
        else:
            print(f"not ok self-test: {name} is rejected")
    judge.put("s3://lake/t/", {"a": 1})
    judge.run(translator.script(GOOD))


def main():
    what, build, *psql = sys.argv[1:]
    try:
        globals()[f"judge_{what}"](Judge(build, psql))
    except Wrong as wrong:
        print(str(wrong)[:4000])
        sys.exit(1)


main()
