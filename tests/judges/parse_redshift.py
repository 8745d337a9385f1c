"""Parses SQL files statement by statement with sqlfluff's Redshift dialect, in one process.

usage: parse_redshift.py FOLDER...
Of statements that differ in their literals and numbers alone, the first is judged.

Traps of this judge: it passes over files above 20,000 bytes unless told not to, and its default
templater hides errors; both are switched off. It knows no ALTER TABLE of external tables: these are
counted as skipped. It knows no nested types, no CATALOG_ID and no doubled quote in a name: these
are named as skipped, and the rest of the statement is judged.
"""

import logging
import pathlib
import re
import sys

from sqlfluff.core import FluffConfig, Linter

TOKEN = re.compile(
    r"""(?P<comment>--[^\n]*) | (?P<end>;)
        | '(?:[^'\\]|\\.|'')*' | "(?:[^"]|"")*" | [^-'";]+ | .""",
    re.VERBOSE | re.DOTALL,
)
NESTED = re.compile(r"\b(?:struct|array|map)\s*<")

GOOD = """CREATE EXTERNAL TABLE s.t (
    a int,
    "timestamp" varchar(9)
)
PARTITIONED BY (b date)
ROW FORMAT SERDE 'x'
WITH SERDEPROPERTIES ('p' = 'it''s {{ \\\\d }}')
STORED AS TEXTFILE
LOCATION 's3://bucket/folder/'
TABLE PROPERTIES ('numRows' = '1')"""
BROKEN = {
    "no LOCATION": GOOD.replace("LOCATION", "LOCATE"),
    "a bare reserved word": GOOD.replace('"timestamp"', "timestamp"),
    "a comma too many": GOOD.replace("(9)\n", "(9),\n"),
    "an open quote": GOOD.replace("it''s", "it's"),
    "a mistake beyond 20,000 bytes": GOOD.replace("folder", "f" * 30000).replace("STORED", "STORE"),
    "MSCK": "MSCK REPAIR TABLE s.t",
}


def statements(text):
    """The statements of a script, without comments and semicolons."""
    parts = []
    for token in TOKEN.finditer(text):
        if token["end"]:
            yield "".join(parts).strip()
            parts = []
        elif not token["comment"]:
            parts.append(token[0])
    if "".join(parts).strip():
        yield "".join(parts).strip()


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


def without_doubled_quotes(sql):
    return "".join(
        '"' + token[0][1:-1].replace('""', "_") + '"' if token[0][0] == '"' else token[0]
        for token in TOKEN.finditer(sql)
    )


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
    "a doubled quote in a name": without_doubled_quotes,
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

    def mistakes(self, sql):
        parsed = self.linter.parse_string(sql + ";\n")
        found = [violation.desc() for violation in parsed.violations]
        if parsed.tree is None:
            return found or ["nothing was parsed"]
        return found + [part.raw for part in parsed.tree.recursive_crawl("unparsable")]


def main():
    judge = Judge()
    print("ok" if not judge.mistakes(GOOD) else "not ok", "self-test: a good CREATE passes")
    for name, sql in BROKEN.items():
        print("ok" if judge.mistakes(sql) else "not ok", f"self-test: {name} is rejected")

    alters = 0
    seen = set()
    paths = [path for folder in sys.argv[1:] for path in sorted(pathlib.Path(folder).rglob("*.sql"))]
    for path in paths:
        for number, sql in enumerate(statements(path.read_text(encoding="utf-8")), 1):
            if sql.startswith("ALTER TABLE"):
                alters += 1
                continue
            if shape(sql) in seen:
                continue
            seen.add(shape(sql))
            head = " ".join(sql.split("(")[0].split())[:80]
            name = f"{path} statement {number}: {head}"
            sql, unknown = without_blind_spots(sql)
            for what in unknown:
                print(f"skip {what} in {name}: sqlfluff does not know it, the rest was judged")
            mistakes = judge.mistakes(sql)
            print("not ok" if mistakes else "ok", name)
            for mistake in mistakes:
                print("    " + mistake.replace("\n", "\n    "))
    if alters:
        print(f"skip ALTER TABLE ({alters} statements): sqlfluff knows none for external tables")


main()
