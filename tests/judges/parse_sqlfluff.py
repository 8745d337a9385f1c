"""Parses SQL files statement by statement with sqlfluff's Redshift dialect, in one process.

usage: parse_sqlfluff.py FILE...     prints `ok FILE` or `not ok FILE`, and why
Statements that differ in their literals and numbers alone are judged once.

Traps of this judge: it passes over files above 20,000 bytes unless told not to, and its default
templater hides errors; both are switched off. It knows no ALTER TABLE of external tables; of what
BLIND_SPOTS lists, the rest of the statement is judged. It names once what it does not know.
"""

import logging
import pathlib
import re
import sys

from sql_text import TOKEN, statements
from sqlfluff.core import FluffConfig, Linter

EXTERNAL_ALTER = re.compile(
    r'ALTER TABLE (?:"(?:[^"]|"")*"|[^\s"])+\s+'
    r"(?:(?:(?:ADD|DROP)(?: IF (?:NOT )?EXISTS)?\s+)?PARTITION|SET (?:TABLE PROPERTIES|FILE FORMAT))"
)
NESTED = re.compile(r"\b(?:struct|array|map)\s*<")


def without_nested(sql):
    """The statement with a scalar in place of each nested type."""
    at = 0
    while True:
        quoted = [token.span() for token in TOKEN.finditer(sql) if token[0][0] in "'\""]
        found = NESTED.search(sql, at)
        if not found:
            return sql
        at = found.end()
        if any(low <= found.start() < high for low, high in quoted):
            continue
        depth = 1
        while depth:
            depth += {"<": 1, ">": -1}.get(sql[at], 0)
            at += 1
        sql = sql[: found.start()] + "int" + sql[at:]
        at = found.start()


def without_catalog_id(sql):
    return re.sub(r"\nCATALOG_ID '[0-9]{12}'$", "", sql)


def without_serialization(sql):
    return re.sub(r"\nSERIALIZETOJSON\b", "", sql)


def shape(sql):
    """The statement with all its literals and numbers made the same."""
    parts = ("''" if token[0][0] == "'" else token[0] for token in TOKEN.finditer(sql))
    return re.sub(r"\b\d+\b", "0", "".join(parts))


BLIND_SPOTS = {
    "nested types": without_nested,
    "CATALOG_ID": without_catalog_id,
    "SERIALIZETOJSON": without_serialization,
}


def without_blind_spots(sql):
    """The statement without what sqlfluff does not know, and the names of that."""
    names = []
    for name, without in BLIND_SPOTS.items():
        rest = without(sql)
        if rest != sql:
            names.append(name)
        sql = rest
    return sql, names


class Judge:
    def __init__(self):
        logging.disable(logging.CRITICAL)
        config = FluffConfig(
            overrides={"dialect": "redshift", "templater": "raw", "large_file_skip_byte_limit": 0},
            ignore_local_config=True,
        )
        self.linter = Linter(config=config)
        self.judged = {}
        self.unread = set()

    def file_mistakes(self, text):
        for sql in statements(text):
            if EXTERNAL_ALTER.match(sql):
                self.unread.add("ALTER TABLE of external tables")
                continue
            if shape(sql) not in self.judged:
                rest, unread = without_blind_spots(sql)
                self.unread.update(unread)
                self.judged[shape(sql)] = self.mistakes(rest)
            yield from (f"{sql[:60]}: {mistake}" for mistake in self.judged[shape(sql)])

    def mistakes(self, sql):
        parsed = self.linter.parse_string(sql + ";\n")
        found = [violation.desc() for violation in parsed.violations]
        if parsed.tree is None:
            return found or ["nothing was parsed"]
        return found + [part.raw for part in parsed.tree.recursive_crawl("unparsable")]


def main():
    judge = Judge()
    for path in sys.argv[1:]:
        mistakes = list(judge.file_mistakes(pathlib.Path(path).read_text(encoding="utf-8")))
        print("not ok" if mistakes else "ok", path)
        for mistake in mistakes[:5]:
            print("    " + mistake.replace("\n", "\n    "))
    for what in sorted(judge.unread):
        print("blind", what)


main()
