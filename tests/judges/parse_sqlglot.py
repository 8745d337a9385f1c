"""Parses SQL files by a dialect of sqlglot.

usage: parse_sqlglot.py DIALECT FILE...     prints `ok FILE` or `not ok FILE`, and why

Traps of this judge: what it does not know becomes a Command, with a warning but no error, so a
Command is a mistake here, but for the statements of UNREAD, each of which it names once. It reads
one partition of an ALTER and SerDe properties of Hive alone: the partitions are handed over one by
one, and Redshift's SerDe properties go by Hive's.
"""

import logging
import pathlib
import re
import sys

import sqlglot
from sqlglot import exp
from sql_text import TOKEN, statements

# What a dialect does not know, and the statements that have it.
UNREAD = {
    "redshift": {
        "CREATE and ALTER EXTERNAL SCHEMA": r"(CREATE|ALTER) EXTERNAL SCHEMA ",
        "PARTITION … SET LOCATION": r'ALTER TABLE (?:"(?:[^"]|"")*"|[^\s"])+ PARTITION \(',
        "UNLOAD": r"UNLOAD \(",
        "RESET": r"RESET \w+$",
        "SORTKEY AUTO, INTERLEAVED SORTKEY": r"CREATE TABLE .*\n(INTERLEAVED )?SORTKEY( AUTO|.*\))$",
    },
}
PARTITION = re.compile(r"\n +(?=PARTITION \()")
SERDE_PROPERTIES = re.compile(r"\nWITH SERDEPROPERTIES \(\n.*?\n\)", re.DOTALL)


def outside_of_literals(pattern, instead, sql):
    """Replaces where the match begins outside of literals and quoted names."""
    quoted = [token.span() for token in TOKEN.finditer(sql) if token[0][0] in "'\"`"]

    def replaced(match):
        return match[0] if any(low <= match.start() < high for low, high in quoted) else instead

    return pattern.sub(replaced, sql)


def one_by_one(sql):
    """An ALTER for each partition of a statement, or the statement."""
    head, *partitions = outside_of_literals(PARTITION, "\0", sql).split("\0")
    if not sql.startswith("ALTER TABLE") or not partitions:
        return [sql]
    return [f"{head} {partition.rstrip().rstrip(',')}" for partition in partitions]


def properties_of(sql):
    """Redshift's SerDe properties, in a statement of Hive."""
    for properties in SERDE_PROPERTIES.findall(sql):
        yield "CREATE EXTERNAL TABLE t (a int)\nROW FORMAT SERDE 'x'" + properties


def pieces(dialect, text):
    """(dialect, SQL) of what is parsed apart."""
    if dialect in ("postgres", "duckdb", "trino"):
        yield dialect, text
        return
    for sql in statements(text):
        if dialect == "redshift":
            for part in properties_of(sql):
                yield "hive", part
            sql = outside_of_literals(SERDE_PROPERTIES, "", sql)
        for part in one_by_one(sql):
            yield dialect, part


class Judge:
    def __init__(self, dialect):
        logging.disable(logging.CRITICAL)
        self.dialect = dialect
        self.unread = set()

    def mistakes(self, text):
        for dialect, sql in pieces(self.dialect, text):
            mistake = self.mistake(dialect, sql)
            if mistake and not self.is_unread(sql):
                yield mistake

    @staticmethod
    def mistake(dialect, sql):
        try:
            parsed = sqlglot.parse(sql, dialect=dialect)
        except sqlglot.errors.SqlglotError as error:
            return str(error)
        if any(isinstance(tree, exp.Command) for tree in parsed):
            return "not known: " + sql[:300]
        return None

    def is_unread(self, sql):
        for what, pattern in UNREAD.get(self.dialect, {}).items():
            if re.match(pattern, sql, re.DOTALL):
                self.unread.add(what)
                return True
        return False


def main():
    dialect, *paths = sys.argv[1:]
    judge = Judge(dialect)
    for path in paths:
        mistakes = list(judge.mistakes(pathlib.Path(path).read_text(encoding="utf-8")))
        print("not ok" if mistakes else "ok", path)
        for mistake in mistakes[:5]:
            print("    " + mistake.replace("\n", "\n    "))
    for statement in sorted(judge.unread):
        print("blind", statement)


main()
