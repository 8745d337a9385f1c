"""Writes sample files in Parquet, ORC and Avro: every type, nesting and compression of the libraries.

usage: samples.py FOLDER     writes FOLDER/NAME.FORMAT, and FOLDER/NAME.FORMAT.json with its rows

The same rows go into each file, as far as its format has their types. The rows in JSON are what a
reader must give back: decimals, dates, times and bytes as text, NaN and infinities as text.
write() hands out the list to other modules. Avro's zstandard and snappy need packages that are not
installed.
"""

import datetime
import decimal
import json
import math
import pathlib
import sys

import fastavro
import pyarrow as pa
import pyarrow.parquet as pq
import pyorc

UTC = datetime.timezone.utc
DAY = datetime.date(2026, 4, 30)
TIME = datetime.datetime(2026, 4, 30, 1, 2, 3, 456000)

# A column: its type in Arrow, in ORC and in Avro (None where a format has none), and its values.
COLUMNS = {
    "flag": (pa.bool_(), "boolean", "boolean", [True, None, False]),
    "tiny": (pa.int8(), "tinyint", "int", [-128, None, 127]),
    "small": (pa.int16(), "smallint", "int", [-32768, None, 32767]),
    "normal": (pa.int32(), "int", "int", [-(2**31), None, 2**31 - 1]),
    "big": (pa.int64(), "bigint", "long", [-(2**63), None, 2**63 - 1]),
    "unsigned": (pa.uint32(), None, None, [0, None, 2**32 - 1]),
    "single": (pa.float32(), "float", "float", [-1.5, None, math.inf]),
    "double": (pa.float64(), "double", "double", [0.1, None, math.nan]),
    "amount": (pa.decimal128(12, 2), "decimal(12,2)",
               {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2},
               [decimal.Decimal("-9999999999.99"), None, decimal.Decimal("0.01")]),
    "huge": (pa.decimal128(38, 0), "decimal(38,0)",
             {"type": "bytes", "logicalType": "decimal", "precision": 38, "scale": 0},
             [decimal.Decimal(10**38 - 1), None, decimal.Decimal(-1)]),
    "text": (pa.string(), "string", "string", ["", None, "caf\u00e9 \U0001f600\n"]),
    "letters": (pa.string(), "varchar(9)", "string", ["abc", None, "abcdefghi"]),
    "fixed": (pa.string(), "char(3)", "string", ["abc", None, "xyz"]),
    "raw": (pa.binary(), "binary", "bytes", [b"", None, b"\x00\xff"]),
    "day": (pa.date32(), "date", {"type": "int", "logicalType": "date"},
            [DAY, None, datetime.date(1969, 12, 31)]),
    "moment": (pa.timestamp("us"), "timestamp", {"type": "long", "logicalType": "local-timestamp-micros"},
               [TIME, None, datetime.datetime(1969, 12, 31, 23, 59, 59)]),
    "instant": (pa.timestamp("ms", "UTC"), "timestamp with local time zone",
                {"type": "long", "logicalType": "timestamp-millis"},
                [TIME.replace(tzinfo=UTC), None, datetime.datetime(2000, 1, 1, tzinfo=UTC)]),
    "clock": (pa.time64("us"), None, {"type": "long", "logicalType": "time-micros"},
              [datetime.time(1, 2, 3, 4), None, datetime.time(23, 59, 59)]),
    "list": (pa.list_(pa.int32()), "array<int>", {"type": "array", "items": ["null", "int"]},
             [[1, None, 3], None, []]),
    "map": (pa.map_(pa.string(), pa.int32()), "map<string,int>",
            {"type": "map", "values": ["null", "int"]}, [{"a": 1, "b": None}, None, {}]),
    "record": (pa.struct([("a", pa.int32()), ("b", pa.list_(pa.string()))]),
               "struct<a:int,b:array<string>>",
               {"type": "record", "name": "record_t", "fields": [
                   {"name": "a", "type": ["null", "int"]},
                   {"name": "b", "type": ["null", {"type": "array", "items": "string"}]}]},
               [{"a": 1, "b": ["x", "y"]}, None, {"a": None, "b": None}]),
    "deep": (pa.list_(pa.struct([("k", pa.map_(pa.string(), pa.list_(pa.int64())))])),
             "array<struct<k:map<string,array<bigint>>>>",
             {"type": "array", "items": {"type": "record", "name": "deep_t", "fields": [
                 {"name": "k", "type": {"type": "map", "values": {"type": "array", "items": "long"}}}]}},
             [[{"k": {"x": [1, 2], "y": []}}], None, []]),
    "nothing": (pa.string(), "string", "string", [None, None, None]),
}
ROWS = 3
PARQUET = ["none", "snappy", "gzip", "brotli", "lz4", "zstd"]
ORC = ["NONE", "ZLIB", "SNAPPY", "LZ4", "ZSTD"]
AVRO = ["null", "deflate", "bzip2", "xz"]


def columns_of(which):
    """(name, type, values) of the columns that a format has: 0 is Arrow, 1 ORC, 2 Avro."""
    return [(name, column[which], column[3]) for name, column in COLUMNS.items() if column[which]]


def rows_of(which, repeat=1):
    columns = columns_of(which)
    return [{name: values[row] for name, _, values in columns} for row in range(ROWS)] * repeat


def without_zone(rows):
    """INT96 has none."""
    return [{**row, "instant": row["instant"] and row["instant"].replace(tzinfo=None)} for row in rows]


def plain(value):
    """What JSON can hold of a value."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, datetime.datetime):
        return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, (datetime.date, datetime.time, decimal.Decimal)):
        return str(value)
    return value


def write_parquet(path, rows, **options):
    schema = pa.schema([(name, kind) for name, kind, _ in columns_of(0)])
    pq.write_table(pa.Table.from_pylist(rows, schema), path, **options)


def write_orc(path, rows, compression):
    columns = columns_of(1)
    schema = "struct<" + ",".join(f"{name}:{kind}" for name, kind, _ in columns) + ">"
    with open(path, "wb") as file, pyorc.Writer(
            file, schema, struct_repr=pyorc.StructRepr.DICT,
            compression=getattr(pyorc.CompressionKind, compression)) as writer:
        writer.writerows(rows)


def write_avro(path, rows, codec):
    fields = [{"name": name, "type": ["null", kind]} for name, kind, _ in columns_of(2)]
    schema = fastavro.parse_schema({"type": "record", "name": "row", "fields": fields})
    with open(path, "wb") as file:
        fastavro.writer(file, schema, rows, codec=codec)


def jobs():
    """(file name, its rows, what writes it)."""
    for codec in PARQUET:
        yield f"{codec}.parquet", rows_of(0), lambda *to, c=codec: write_parquet(*to, compression=c)
    for version in ("1.0", "2.4", "2.6"):
        for page in ("1.0", "2.0"):
            yield (f"v{version}-pages{page}.parquet", rows_of(0),
                   lambda *to, v=version, p=page: write_parquet(*to, version=v, data_page_version=p))
    yield "plain.parquet", rows_of(0), lambda *to: write_parquet(*to, use_dictionary=False)
    yield ("int96.parquet", without_zone(rows_of(0)),
           lambda *to: write_parquet(*to, use_deprecated_int96_timestamps=True))
    yield ("groups.parquet", rows_of(0, 100),
           lambda *to: write_parquet(*to, row_group_size=32, write_statistics=False))
    yield "empty.parquet", [], write_parquet
    for codec in ORC:
        yield f"{codec.lower()}.orc", rows_of(1), lambda *to, c=codec: write_orc(*to, c)
    yield "many.orc", rows_of(1, 1000), lambda *to: write_orc(*to, "ZLIB")
    yield "empty.orc", [], lambda *to: write_orc(*to, "ZLIB")
    for codec in AVRO:
        yield f"{codec}.avro", rows_of(2), lambda *to, c=codec: write_avro(*to, c)
    yield "empty.avro", [], lambda *to: write_avro(*to, "null")


def write(folder):
    """Writes every file and its rows; gives the paths of the files."""
    paths = []
    for name, rows, writes in jobs():
        path = pathlib.Path(folder) / name
        writes(path, rows)
        path.with_name(f"{name}.json").write_text(json.dumps(plain(rows)) + "\n", encoding="utf-8")
        paths.append(path)
    return paths


def main():
    for path in write(sys.argv[1]):
        print(path)


if __name__ == "__main__":
    main()
