"""Reads sample files back and compares their rows with those that samples.py put down.

usage: read_samples.py FILE...     prints `ok FILE` or `not ok FILE`, and where they differ

ORC is written by pyorc and read by pyarrow; Parquet and Avro are read by the library that wrote
them, since no other one here reads all their types.
"""

import json
import pathlib
import sys

import fastavro
import pyarrow.orc
import pyarrow.parquet
from samples import plain


def rows_of(path):
    if path.suffix == ".avro":
        with open(path, "rb") as file:
            return list(fastavro.reader(file))
    kind = pyarrow.parquet if path.suffix == ".parquet" else pyarrow.orc
    return kind.read_table(path).to_pylist(maps_as_pydicts="strict")


def mistakes(path):
    wanted = json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8"))
    seen = [plain(row) for row in rows_of(path)]
    if len(seen) != len(wanted):
        yield f"{len(seen)} rows, not {len(wanted)}"
    for number, (row, other) in enumerate(zip(seen, wanted)):
        for name in other:
            if row.get(name, "no column") != other[name]:
                yield f"row {number}, {name}: {row.get(name, 'no column')!r}, not {other[name]!r}"


def main():
    for path in map(pathlib.Path, sys.argv[1:]):
        try:
            found = list(mistakes(path))
        except (OSError, EOFError, ValueError) as error:  # Arrow's errors are of these
            found = [str(error)]
        print("not ok" if found else "ok", path)
        for line in found[:5]:
            print("    " + line)


main()
