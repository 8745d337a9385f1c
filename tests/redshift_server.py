"""A stand-in for Redshift: PostgreSQL's wire protocol, and of its SQL what external schemas and
tables need, read by its own parser. The catalog is a SQLite file.

usage: redshift_server.py CATALOG PORT_FILE [--fail-at N]

Literals and names are read as Redshift documents: a backslash in '...' is an escape, names fold to
lower case, reserved words need double quotes. Refused are external DDL in a transaction, more than
100 partitions a statement, a table that exists, an unknown schema or table, and whatever the grammar
does not have. --fail-at N refuses the N-th statement (from 1) that would change the catalog.
"""
import json
import re
import socket
import sqlite3
import struct
import sys

RESERVED = set("""aes128 aes256 all allowoverwrite analyse analyze and any array as asc authorization
az64 backup between binary blanksasnull both bytedict bzip2 case cast check collate column connect
constraint create credentials cross current_date current_time current_timestamp current_user
current_user_id default deferrable deflate defrag delta delta32k desc disable distinct do else
emptyasnull enable encode encrypt encryption end except explicit false for foreign freeze from full
globaldict256 globaldict64k grant group gzip having identity ignore ilike in initially inner intersect
interval into is isnull join language leading left like limit localtime localtimestamp lun luns lzo lzop
minus mostly16 mostly32 mostly8 natural new not notnull null nulls off offline offset oid old on only
open or order outer overlaps parallel partition percent permissions pivot placing primary raw readratio
recover references rejectlog resort respect restore right select session_user similar snapshot some
start sysdate system table tag tdes text255 text32k then timestamp to top trailing true truncatecolumns
union unique unnest unpivot user using verbose wallet when where with without""".split())

SCALARS = {
    "smallint": "smallint", "int2": "smallint", "integer": "int", "int": "int", "int4": "int",
    "bigint": "bigint", "int8": "bigint", "real": "float4", "float4": "float4", "float8": "float8",
    "double precision": "float8", "boolean": "boolean", "bool": "boolean", "date": "date",
    "timestamp": "timestamp", "decimal": "decimal", "numeric": "decimal", "char": "char",
    "character": "char", "varchar": "varchar", "character varying": "varchar",
    "varbyte": "varbyte", "varbinary": "varbyte", "binary varying": "varbyte"}

CLASSES = {
    "parquet": ("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
                "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
                "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat"),
    "orc": ("org.apache.hadoop.hive.ql.io.orc.OrcSerde",
            "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat",
            "org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat"),
    "avro": ("org.apache.hadoop.hive.serde2.avro.AvroSerDe",
             "org.apache.hadoop.hive.ql.io.avro.AvroContainerInputFormat",
             "org.apache.hadoop.hive.ql.io.avro.AvroContainerOutputFormat"),
    "rcfile": ("org.apache.hadoop.hive.serde2.columnar.ColumnarSerDe",
               "org.apache.hadoop.hive.ql.io.RCFileInputFormat",
               "org.apache.hadoop.hive.ql.io.RCFileOutputFormat"),
    "sequencefile": ("org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
                     "org.apache.hadoop.mapred.SequenceFileInputFormat",
                     "org.apache.hadoop.hive.ql.io.HiveSequenceFileOutputFormat"),
    "textfile": ("org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
                 "org.apache.hadoop.mapred.TextInputFormat",
                 "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat")}


class Refused(Exception):
    """What the server answers with an error."""


TOKEN = re.compile(r"""(?P<blank>\s+|--[^\n]*|/\*.*?\*/)|(?P<text>'(?:[^'\\]|''|\\.)*')|
    (?P<name>"(?:[^"]|"")*")|(?P<word>[A-Za-z_\u0080-\U0010ffff][\w$]*)|(?P<number>\d+(?:\.\d+)?)|
    (?P<symbol>[^\s])""", re.S | re.X)


def unescape(body):
    """The value of a literal in single quotes."""
    def one(match):
        found = match.group(1)
        if found == "'" and match.group(0) == "''":
            return "'"
        if re.fullmatch("[0-7]{1,3}", found):
            return chr(int(found, 8))
        return {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}.get(found, found)
    return re.sub(r"\\([0-7]{1,3}|.)|'(')", lambda m: "'" if m.group(2) else one(m), body, flags=re.S)


def tokens_of(sql):
    found, at = [], 0
    while at < len(sql):
        match = TOKEN.match(sql, at)
        kind, text = match.lastgroup, match.group()
        if kind == "symbol" and text in "'\"":
            raise Refused("unterminated quoted string")
        at = match.end()
        if kind == "text":
            found.append(("text", unescape(text[1:-1])))
        elif kind == "name":
            found.append(("name", text[1:-1].replace('""', '"')))
        elif kind == "word":
            found.append(("word", text.lower()))
        elif kind != "blank":
            found.append((kind, text))
    return found


def statements_of(sql):
    """The statements of a query message, each as its tokens."""
    one = []
    for token in tokens_of(sql):
        if token == ("symbol", ";"):
            if one:
                yield one
            one = []
        else:
            one.append(token)
    if one:
        yield one


class Reader:
    """The tokens of one statement, taken from the front."""

    def __init__(self, tokens):
        self.tokens, self.at = tokens, 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "end of input")

    def take(self):
        token = self.peek()
        self.at += 1
        return token

    def accept(self, *words):
        """Takes the words (or symbols) where all of them come next."""
        ahead = self.tokens[self.at:self.at + len(words)]
        if len(ahead) == len(words) and all(
                kind in ("word", "symbol") and text == word for (kind, text), word in zip(ahead, words)):
            self.at += len(words)
            return True
        return False

    def expect(self, *words):
        if not self.accept(*words):
            raise Refused('syntax error at or near "%s"' % self.peek()[1])

    def text(self):
        kind, value = self.take()
        if kind != "text":
            raise Refused('syntax error at or near "%s"' % value)
        return value

    def name(self):
        kind, value = self.take()
        if kind == "name" and value:
            return value.lower()
        if kind != "word" or value in RESERVED:
            raise Refused('syntax error at or near "%s"' % value)
        return value

    def table(self):
        schema = self.name()
        self.expect(".")
        return schema, self.name()

    def done(self):
        if self.peek()[0] != "end":
            raise Refused('syntax error at or near "%s"' % self.peek()[1])

    def type(self, depth=0):
        word = self.take()[1]
        if word in ("double", "character", "binary") and self.peek() in (
                ("word", "precision"), ("word", "varying")):
            word += " " + self.take()[1]
        if word in ("struct", "array", "map"):
            return self.nested(word, depth)
        if word not in SCALARS:
            raise Refused('type "%s" does not exist' % word)
        parts = []
        if self.accept("("):
            parts.append(self.take()[1])
            while self.accept(","):
                parts.append(self.take()[1])
            self.expect(")")
            if not all(part.isdigit() or part == "max" for part in parts):
                raise Refused("bad parameters of a type")
        if parts and SCALARS[word] not in ("decimal", "char", "varchar", "varbyte"):
            raise Refused("the type takes no parameters")
        return SCALARS[word] + ("(%s)" % ",".join(parts) if parts else "")

    def nested(self, word, depth):
        if depth > 100:
            raise Refused("nested too deep")
        self.expect("<")
        if word == "struct":
            fields = []
            while True:
                kind, field = self.take()
                if kind not in ("word", "name"):
                    raise Refused("bad field")
                self.expect(":")
                fields.append("%s:%s" % (field, self.type(depth + 1)))
                if not self.accept(","):
                    break
            inside = ",".join(fields)
        elif word == "map":
            inside = self.type(depth + 1)
            self.expect(",")
            inside += "," + self.type(depth + 1)
        else:
            inside = self.type(depth + 1)
            if inside.startswith(("array", "map")):
                raise Refused("an array of arrays or maps")
        self.expect(">")
        return "%s<%s>" % (word, inside)

    def columns(self):
        self.expect("(")
        columns = []
        while True:
            name = self.name()
            columns.append([name, self.type()])
            if not self.accept(","):
                break
        self.expect(")")
        return columns

    def properties(self):
        self.expect("(")
        properties = {}
        while True:
            key = self.text()
            self.expect("=")
            properties[key] = self.text()
            if not self.accept(","):
                break
        self.expect(")")
        return properties

    def location(self):
        value = self.text()
        if not re.match("s3://[a-z0-9]", value):
            raise Refused("Invalid S3 location: %s" % value)
        return value[:-1] if value.endswith("/") else value

    def partition(self, keys):
        self.expect("(")
        values = {}
        while True:
            name = self.name()
            self.expect("=")
            kind, value = self.take()
            if kind not in ("text", "number"):
                raise Refused('syntax error at or near "%s"' % value)
            values[name] = value
            if not self.accept(","):
                break
        self.expect(")")
        if sorted(values) != sorted(keys):
            raise Refused("the partition's columns are not the table's")
        return json.dumps([values[key] for key in keys], ensure_ascii=False)


def quoted(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def identifier(name):
    plain = re.fullmatch("[a-z_][a-z0-9_]*", name) and name not in RESERVED
    return name if plain else '"' + name.replace('"', '""') + '"'


class Catalog:
    """What there is, in SQLite, and the statements that change it."""

    def __init__(self, path, fail_at):
        self.db = sqlite3.connect(path, isolation_level=None)
        self.fail_at, self.changes = fail_at, 0
        self.db.executescript("""
            CREATE TABLE IF NOT EXISTS schemas (schemaname TEXT PRIMARY KEY, databasename TEXT);
            CREATE TABLE IF NOT EXISTS grants (schemaname TEXT, grantee TEXT, UNIQUE (schemaname, grantee));
            CREATE TABLE IF NOT EXISTS tables (schemaname TEXT, tablename TEXT, location TEXT, definition TEXT,
                PRIMARY KEY (schemaname, tablename));
            CREATE TABLE IF NOT EXISTS partitions (schemaname TEXT, tablename TEXT, "values" TEXT, location TEXT,
                PRIMARY KEY (schemaname, tablename, "values"));
            CREATE VIEW IF NOT EXISTS svv_external_schemas AS SELECT * FROM schemas;
            CREATE VIEW IF NOT EXISTS svv_external_tables AS SELECT * FROM tables;
            CREATE VIEW IF NOT EXISTS svv_external_partitions AS
                SELECT schemaname, tablename, "values", substr(location, 1, 128) AS location FROM partitions;""")

    def one(self, sql, *values):
        return self.db.execute(sql, values).fetchone()

    def change(self):
        """Called before every change: the one that is to fail does."""
        self.changes += 1
        if self.changes == self.fail_at:
            raise Refused("the server was told to fail here")

    def table(self, schema, name):
        row = self.one("SELECT definition FROM tables WHERE schemaname = ? AND tablename = ?", schema, name)
        if not row:
            raise Refused('relation "%s.%s" does not exist' % (schema, name))
        return json.loads(row[0])

    def keep(self, schema, name, table):
        self.db.execute("UPDATE tables SET definition = ?, location = ? WHERE schemaname = ? AND tablename = ?",
                        (json.dumps(table), table["location"], schema, name))

    def create_schema(self, reader):
        quiet = reader.accept("if", "not", "exists")
        name = reader.name()
        reader.expect("from")
        hive = reader.accept("hive", "metastore")
        if not hive:
            reader.expect("data", "catalog")
        database = None
        roles = 0
        while reader.peek()[0] != "end":
            if reader.accept("database"):
                database = reader.text()
            elif reader.accept("uri"):
                reader.text()
                if reader.accept("port"):
                    reader.take()
            elif reader.accept("iam_role"):
                roles += 1
                if not reader.accept("default"):
                    role = reader.text()
                    if role != "SESSION" and not all(one.startswith("arn:") for one in role.split(",")):
                        raise Refused("bad role: %s" % role)
            elif reader.accept("region") or reader.accept("catalog_role") or reader.accept("catalog_id"):
                reader.text()
            else:
                reader.expect("create", "external", "database", "if", "not", "exists")
                if hive:
                    raise Refused("no database can be made in a Hive metastore")
        if database is None or roles != 1:
            raise Refused("an external schema needs a database and a role")
        if self.one("SELECT 1 FROM schemas WHERE schemaname = ?", name):
            if quiet:
                return
            raise Refused('schema "%s" already exists' % name)
        self.change()
        self.db.execute("INSERT INTO schemas VALUES (?, ?)", (name, database))

    def create_table(self, reader):
        schema, name = reader.table()
        table = {"columns": reader.columns(), "keys": [], "serde": None, "serde_properties": {},
                 "properties": {}}
        if reader.accept("partitioned", "by"):
            table["keys"] = reader.columns()
        if reader.accept("row", "format", "delimited"):
            while reader.peek() in (("word", "fields"), ("word", "lines")):
                which = reader.take()[1]
                reader.expect("terminated", "by")
                table["serde_properties"]["field.delim" if which == "fields" else "line.delim"] = reader.text()
        elif reader.accept("row", "format", "serde"):
            table["serde"] = reader.text()
            if reader.accept("with", "serdeproperties"):
                table["serde_properties"] = reader.properties()
        reader.expect("stored", "as")
        if reader.accept("inputformat"):
            table["input"] = reader.text()
            reader.expect("outputformat")
            table["output"] = reader.text()
        else:
            classes = CLASSES.get(reader.take()[1])
            if not classes:
                raise Refused("unknown file format")
            table["serde"] = table["serde"] or classes[0]
            table["input"], table["output"] = classes[1:]
        reader.expect("location")
        table["location"] = reader.location()
        if reader.accept("table", "properties"):
            table["properties"] = reader.properties()
        reader.done()
        names = [column[0] for column in table["columns"] + table["keys"]]
        if len(set(names)) < len(names):
            raise Refused("a column is there twice")
        if not self.one("SELECT 1 FROM schemas WHERE schemaname = ?", schema):
            raise Refused('schema "%s" does not exist' % schema)
        if self.one("SELECT 1 FROM tables WHERE schemaname = ? AND tablename = ?", schema, name):
            raise Refused('Relation "%s" already exists.' % name)
        self.change()
        self.db.execute("INSERT INTO tables VALUES (?, ?, ?, ?)",
                        (schema, name, table["location"], json.dumps(table)))

    def drop_table(self, reader):
        schema, name = reader.table()
        reader.done()
        self.table(schema, name)
        self.change()
        self.db.execute("DELETE FROM tables WHERE schemaname = ? AND tablename = ?", (schema, name))
        self.db.execute("DELETE FROM partitions WHERE schemaname = ? AND tablename = ?", (schema, name))

    def add_partitions(self, reader, schema, name, keys, quiet):
        found = []
        while reader.accept("partition"):
            values = reader.partition(keys)
            reader.expect("location")
            found.append((values, reader.location()))
        reader.done()
        if not 1 <= len(found) <= 100:
            raise Refused("ALTER TABLE ADD PARTITION takes at most 100 partitions, not %d" % len(found))
        self.change()
        for values, location in found:
            there = self.one('SELECT 1 FROM partitions WHERE schemaname = ? AND tablename = ? AND "values" = ?',
                             schema, name, values)
            if there and not quiet:
                raise Refused("Partition already exists.")
            if not there:
                self.db.execute("INSERT INTO partitions VALUES (?, ?, ?, ?)", (schema, name, values, location))

    def change_partition(self, sql, *values):
        self.change()
        if not self.db.execute(sql, values).rowcount:
            raise Refused("the partition does not exist")

    def alter_table(self, reader):
        schema, name = reader.table()
        table = self.table(schema, name)
        keys = [key[0] for key in table["keys"]]
        where = ' WHERE schemaname = ? AND tablename = ? AND "values" = ?'
        if reader.accept("add", "if", "not", "exists"):
            return self.add_partitions(reader, schema, name, keys, True)
        if reader.accept("add"):
            if reader.peek() == ("word", "partition"):
                return self.add_partitions(reader, schema, name, keys, False)
            reader.accept("column")
            column = [reader.name(), reader.type()]
            if column[0] in [one[0] for one in table["columns"]] + keys:
                raise Refused("the column is there")
            table["columns"].append(column)
        elif reader.accept("drop", "partition"):
            values = reader.partition(keys)
            reader.done()
            return self.change_partition("DELETE FROM partitions" + where, schema, name, values)
        elif reader.accept("drop"):
            reader.accept("column")
            column = reader.name()
            left = [one for one in table["columns"] if one[0] != column]
            if len(left) == len(table["columns"]) or not left:
                raise Refused("the column cannot be dropped")
            table["columns"] = left
        elif reader.accept("partition"):
            values = reader.partition(keys)
            reader.expect("set", "location")
            location = reader.location()
            reader.done()
            return self.change_partition("UPDATE partitions SET location = ?" + where, location, schema, name,
                                         values)
        elif reader.accept("rename", "column"):
            before = reader.name()
            reader.expect("to")
            after = reader.name()
            found = [one for one in table["columns"] if one[0] == before]
            if not found or after in [one[0] for one in table["columns"]]:
                raise Refused("the column cannot be renamed")
            found[0][0] = after
        elif reader.accept("set", "location"):
            table["location"] = reader.location()
        elif reader.accept("set", "file", "format"):
            word = reader.take()[1]
            if word not in CLASSES or word == "orc":
                raise Refused('syntax error at or near "%s"' % word)
            table["serde"], table["input"], table["output"] = CLASSES[word]
        else:
            reader.expect("set", "table", "properties")
            table["properties"].update(reader.properties())
        reader.done()
        self.change()
        return self.keep(schema, name, table)

    def grant(self, reader, verb, preposition):
        reader.expect("usage", "on", "schema")
        schema = reader.name()
        reader.expect(preposition)
        kind = "group " if reader.accept("group") else "role " if reader.accept("role") else ""
        grantee = kind + reader.name()
        reader.done()
        if not self.one("SELECT 1 FROM schemas WHERE schemaname = ?", schema):
            raise Refused('schema "%s" does not exist' % schema)
        if verb == "grant":
            self.db.execute("INSERT OR IGNORE INTO grants VALUES (?, ?)", (schema, grantee))
        else:
            self.db.execute("DELETE FROM grants WHERE schemaname = ? AND grantee = ?", (schema, grantee))

    def show(self, reader):
        """SHOW EXTERNAL TABLE s.t [PARTITION], types and formats expanded as Redshift prints them."""
        schema, name = reader.table()
        partitions = reader.accept("partition")
        reader.done()
        table = self.table(schema, name)

        def columns(list_):
            return ",\n".join("    %s %s" % (identifier(column), kind) for column, kind in list_)

        def properties(words, values):
            inside = ", ".join("%s=%s" % (quoted(key), quoted(values[key])) for key in sorted(values))
            return "%s (%s)\n" % (words, inside) if values else ""

        out = "CREATE EXTERNAL TABLE %s.%s (\n%s\n)\n" % (identifier(schema), identifier(name),
                                                        columns(table["columns"]))
        if table["keys"]:
            out += "PARTITIONED BY (\n%s\n)\n" % columns(table["keys"])
        if table["serde"]:
            out += "ROW FORMAT SERDE %s\n" % quoted(table["serde"])
            out += properties("WITH SERDEPROPERTIES", table["serde_properties"])
        out += "STORED AS INPUTFORMAT %s OUTPUTFORMAT %s\n" % (quoted(table["input"]), quoted(table["output"]))
        out += "LOCATION %s\n" % quoted(table["location"])
        out += properties("TABLE PROPERTIES", dict(table["properties"], EXTERNAL="TRUE",
                                                   transient_lastDdlTime="1775030400"))
        out = out.rstrip("\n") + ";"
        rows = self.db.execute('SELECT "values", location FROM partitions WHERE schemaname = ? AND '
                               'tablename = ? ORDER BY 1', (schema, name)) if partitions else []
        for values, location in rows:
            pairs = ", ".join("%s=%s" % (identifier(key[0]), quoted(value))
                              for key, value in zip(table["keys"], json.loads(values)))
            out += "\nALTER TABLE %s.%s ADD IF NOT EXISTS PARTITION (%s) LOCATION %s;" % (
                identifier(schema), identifier(name), pairs, quoted(location))
        return ["show external table"], [[out]]

    def unload(self, reader):
        """The query is of one table of the catalog; nothing is written."""
        reader.expect("(")
        query = Reader(tokens_of(reader.text()))
        reader.expect(")", "to")
        folder = reader.text()
        reader.expect("iam_role")
        if not reader.accept("default"):
            reader.text()
        reader.expect("format", "as", "parquet")
        keys = []
        if reader.accept("partition", "by", "("):
            keys.append(reader.name())
            while reader.accept(","):
                keys.append(reader.name())
            reader.expect(")")
        reader.expect("cleanpath")
        reader.done()
        query.expect("select")
        while query.peek()[0] != "end" and not query.accept("from"):
            query.take()
        table = self.table(*query.table())
        if folder.startswith(table["location"].rstrip("/") + "/"):
            raise Refused("the result lies in %s" % table["location"])
        known = [name for name, _ in table["keys"]]
        if keys and keys != known:
            raise Refused("the table's keys are %s" % ", ".join(known))

    def select(self, tokens):
        sql = " ".join("'" + text.replace("'", "''") + "'" if kind == "text" else
                       '"' + text.replace('"', '""') + '"' if kind == "name" else text
                       for kind, text in tokens)
        sql = sql.replace(" values", ' "values"')
        try:
            cursor = self.db.execute(sql)
        except sqlite3.Error as error:
            raise Refused(str(error)) from error
        return [column[0] for column in cursor.description], cursor.fetchall()

    def run(self, tokens, in_transaction):
        """Runs a statement; returns its command tag, and columns and rows where it is a query."""
        reader = Reader(tokens)
        if reader.accept("show", "external", "table"):
            return "SHOW", self.show(reader)
        if reader.peek() == ("word", "select"):
            return "SELECT", self.select(tokens)
        for words, run in ((("create", "external", "schema"), self.create_schema),
                           (("create", "external", "table"), self.create_table),
                           (("drop", "table"), self.drop_table), (("alter", "table"), self.alter_table),
                           (("unload",), self.unload),
                           (("grant",), lambda r: self.grant(r, "grant", "to")),
                           (("revoke",), lambda r: self.grant(r, "revoke", "from"))):
            if reader.accept(*words):
                external_table = words in (("create", "external", "table"), ("drop", "table"), ("alter", "table"))
                if in_transaction and external_table:
                    raise Refused("%s cannot run inside a transaction block" % " ".join(words).upper())
                self.db.execute("BEGIN")
                try:
                    run(reader)
                except Exception:
                    self.db.execute("ROLLBACK")
                    raise
                self.db.execute("COMMIT")
                return " ".join(words).upper(), None
        raise Refused('syntax error at or near "%s"' % tokens[0][1])


class Session:
    """One connection."""

    def __init__(self, connection, catalog):
        self.stream, self.catalog = connection.makefile("rwb"), catalog
        self.in_transaction = self.has_failed = False

    def send(self, kind, body=b""):
        self.stream.write(kind + struct.pack("!i", len(body) + 4) + body)

    def ready(self):
        state = b"E" if self.has_failed else b"T" if self.in_transaction else b"I"
        self.send(b"Z", state)
        self.stream.flush()

    def start(self):
        while True:
            length, code = struct.unpack("!ii", self.stream.read(8))
            self.stream.read(length - 8)
            if code == 196608:
                break
            self.stream.write(b"N")  # no TLS, no GSS
            self.stream.flush()
        self.send(b"R", struct.pack("!i", 0))
        for key, value in (("server_version", "8.0.2"), ("client_encoding", "UTF8"),
                           ("server_encoding", "UTF8"), ("standard_conforming_strings", "off")):
            self.send(b"S", key.encode() + b"\0" + value.encode() + b"\0")
        self.ready()

    def rows(self, columns, rows):
        fields = b"".join(name.encode() + b"\0" + struct.pack("!ihihih", 0, 0, 25, -1, -1, 0)
                          for name in columns)
        self.send(b"T", struct.pack("!h", len(columns)) + fields)
        for row in rows:
            values = [str(value).encode() for value in row]
            self.send(b"D", struct.pack("!h", len(row)) +
                      b"".join(struct.pack("!i", len(value)) + value for value in values))

    def statement(self, tokens):
        first = tokens[0][1]
        if first in ("begin", "start"):
            self.in_transaction = True
            return self.send(b"C", b"BEGIN\0")
        if first in ("commit", "end", "rollback", "abort"):
            self.in_transaction = self.has_failed = False
            return self.send(b"C", b"COMMIT\0")
        if self.has_failed:
            raise Refused("current transaction is aborted, commands ignored until end of block")
        if first == "set" and tokens[1][1] == "client_encoding":  # what psql's \\encoding sends
            return self.send(b"C", b"SET\0")
        tag, result = self.catalog.run(tokens, self.in_transaction)
        if result:
            self.rows(*result)
        return self.send(b"C", tag.encode() + b"\0")

    def query(self, sql):
        try:
            statements = list(statements_of(sql))
            if not statements:
                self.send(b"I")
            for tokens in statements:
                self.statement(tokens)
        except Refused as refused:
            self.has_failed = self.in_transaction
            self.send(b"E", b"SERROR\0C42601\0M" + str(refused).encode() + b"\0\0")
        self.ready()

    def serve(self):
        self.start()
        while True:
            kind = self.stream.read(1)
            if kind in (b"", b"X"):
                return
            length, = struct.unpack("!i", self.stream.read(4))
            body = self.stream.read(length - 4)
            if kind == b"Q":
                self.query(body.rstrip(b"\0").decode())


def main():
    catalog_path, port_file = sys.argv[1:3]
    fail_at = int(sys.argv[4]) if sys.argv[3:4] == ["--fail-at"] else 0
    catalog = Catalog(catalog_path, fail_at)
    with socket.create_server(("127.0.0.1", 0)) as server:
        with open(port_file, "w", encoding="ascii") as file:
            file.write("%d\n" % server.getsockname()[1])
        while True:
            connection, _ = server.accept()
            with connection:
                try:
                    Session(connection, catalog).serve()
                except (ConnectionError, struct.error):
                    pass


if __name__ == "__main__":
    main()
