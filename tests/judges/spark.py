"""Runs our DDL for Athena in Spark with Hive's metastore and SerDes, over files that spark_lake.py lays
out, and requires that each partition has the rows that were put there.

usage: spark.py SPECS GOLDEN SANITY LAKE JAR [TABLE...]     TABLE: only print what Hive shows of it

The statements run as they were written, but for this: `s3://` is a local folder; the openx SerDe, which
no registry has, is Hive's own of JSON, without its properties; and Spark does not take ROW FORMAT SERDE
beside STORED AS AVRO, so that the latter becomes the two formats that it stands for.
"""
import glob
import os
import re
import sys
import time

from pyspark.sql import SparkSession

import spark_lake as lake_of

specs, golden, sanity, lake, jar, *shown = sys.argv[1:]
OPENX = r"ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'(\nWITH SERDEPROPERTIES \(.*?\n\))?"
HCATALOG = "ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'"
AVRO = ("STORED AS INPUTFORMAT 'org.apache.hadoop.hive.ql.io.avro.AvroContainerInputFormat'\n"
        "OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.avro.AvroContainerOutputFormat'")
MISSING = {"com.amazon.ionhiveserde": "no SerDe of Ion", "GrokSerDe": "no SerDe of grok",
           "hudi": "no input format of Hudi",
           "SymlinkTextInputFormat": "Hive's reads lines of text only, not Parquet"}


def say(faults, what):
    print(("not ok " if faults else "ok ") + what)
    for fault in faults[:10]:
        print("    " + str(fault))


def start():
    options = {
        "spark.ui.enabled": "false", "spark.jars": jar,
        "spark.sql.warehouse.dir": lake + "/.warehouse", "spark.sql.shuffle.partitions": "1",
        "spark.sql.hive.convertMetastoreParquet": "false", "spark.sql.hive.convertMetastoreOrc": "false",
        "spark.hadoop.javax.jdo.option.ConnectionURL": "jdbc:derby:memory:metastore;create=true",
        # Many small queries: compiling them costs more than it saves.
        "spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.driver.extraJavaOptions": f"-XX:TieredStopAtLevel=1 -Dderby.system.home={lake}/.derby",
    }
    builder = SparkSession.builder.master("local[2]").enableHiveSupport()
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session


def local(statement):
    statement = re.sub(OPENX, HCATALOG, statement, flags=re.S)
    if "ROW FORMAT SERDE" in statement:
        statement = statement.replace("STORED AS AVRO", AVRO)
    return statement.replace("s3://", f"file://{lake}/")


def rows(query):
    return [tuple(row) for row in spark.sql(query).collect()]


def plain(value):
    return str(value).rstrip()


def typed(table, values):
    """The values as a query shows them: an int without zeros, a char without blanks at the end."""
    types = dict(table.keys)
    return tuple(plain(int(values[name])) if types[name].name.endswith("int") else plain(values[name])
                 for name, _ in table.keys)


def create(table, alters):
    spark.sql(f"CREATE DATABASE IF NOT EXISTS {table.name.split('.')[0]}")
    spark.sql(f"DROP TABLE IF EXISTS {table.name}")
    spark.sql(local(table.create))
    for alter in alters:
        spark.sql(local(alter))


def quoted(name):
    return "`" + name.replace("`", "``") + "`"


def counts(table):
    """{values: [rows, rows where the first column is not null, ...]}"""
    keys = [quoted(name) for name, _ in table.keys]
    columns = ["count(*)"] + [f"count({quoted(name)})" for name, _ in table.columns]
    by = f" GROUP BY {', '.join(keys)}" if keys else ""
    return {tuple(map(plain, row[:len(keys)])): row[len(keys):]
            for row in rows(f"SELECT {', '.join(keys + columns)} FROM {table.name}{by}")}


def faults_of(table, made):
    """What a query does not find of what was laid out."""
    expected = {typed(table, values): count for values, count in made}
    try:
        create(table, table.alters)
        found = counts(table)
    except Exception as error: # whatever Spark throws is a refusal
        return [re.sub(r"\s+", " ", str(error))[:300]]
    faults = [f"{values}: {found.get(values, [0])[0]} rows of {count}"
              for values, count in expected.items() if found.get(values, [0])[0] != count]
    faults += [f"{values}: rows that nobody made" for values in found if values not in expected]
    return faults + [f"{name} is null in {values}" for values, row in found.items()
                     for (name, _), count in zip(table.columns, row[1:]) if count != row[0]]


def with_changes(table, pattern, replacement):
    """The same table, of statements in which each match is another text."""
    changed = [re.sub(pattern, replacement, text, flags=re.M) for text in [table.create, *table.alters]]
    assert changed != [table.create, *table.alters], pattern
    return lake_of.Table(changed, table.spec)


def judge_letter(table):
    """A location that is off by a letter has no rows."""
    pattern = r"^(    PARTITION .*)[0-9A-Za-z]/'" if table.keys else r"(^LOCATION '.*)[0-9A-Za-z]/'"
    other = with_changes(table, pattern, r"\1~/'")
    create(other, other.alters)
    found = rows(f"SELECT count(*) FROM {other.name}")[0][0]
    return [f"{found} rows"] if found else []


def judge_sanity(table, made, query):
    spark.conf.set("spark.sql.ansi.doubleQuotedIdentifiers", "true") # it is Trino's SQL
    try:
        found = {tuple(map(plain, row[:-1])): row[-1] for row in rows(query)}
    finally:
        spark.conf.set("spark.sql.ansi.doubleQuotedIdentifiers", "false")
    expected = {typed(table, values): count for values, count in made}
    return [] if found == expected else [f"{found} is not {expected}"]


def registered(table):
    """The partitions in the catalog: of a table with an int, where ADD PARTITION writes `4` for `04` and
    MSCK keeps `04`, as numbers (facts: Measured on Hive)."""
    shown = [row[0] for row in rows(f"SHOW PARTITIONS {table.name}")]
    if any(type.name.endswith("int") for _, type in table.keys):
        shown = [re.sub(r"=0+(\d)", r"=\1", text) for text in shown]
    return sorted(shown)


def judge_repair(table, made):
    by_alter = registered(table)
    create(table, [])
    spark.sql(f"MSCK REPAIR TABLE {table.name}")
    by_repair, found = registered(table), counts(table)
    faults = [] if by_repair == by_alter else [f"{by_repair} is not {by_alter}"]
    return faults + [f"{values}: not {count} rows" for values, count in made
                     if found.get(typed(table, values), [0])[0] != count]


def missing(table):
    return next((why for part, why in MISSING.items() if part in table.create), None)


def judge(table, query):
    if why := missing(table):
        print(f"skip {table.name} in Spark: {why}")
        return
    made = lake_of.lay_out(table, lake)
    what = f"{table.name} has {sum(n for _, n in made)} rows in {len(made)} folders"
    say(faults := faults_of(table, made), what)
    if faults:
        return
    say(judge_sanity(table, made, query), f"{table.name}: the sanity query counts them")
    if table.is_hive_layout():
        say(judge_repair(table, made), f"{table.name}: MSCK finds what the ALTERs register")
    say(judge_letter(table), f"{table.name}: a letter off, and there are none")


def all_tables():
    for sql in sorted(glob.glob(golden + "/*.sql")):
        name = os.path.basename(sql)
        queries = lake_of.statements_of(f"{sanity}/{name}") if os.path.exists(f"{sanity}/{name}") else []
        tables = lake_of.tables_of(sql, f"{specs}/{name.removesuffix('.sql')}.yaml")
        for table, query in zip(tables, queries):
            yield table, query


def judge_itself(table):
    """What it must notice, each by one change of the statements; and what it is known not to notice."""
    made = lake_of.lay_out(table, lake)
    broken = {
        "a lost quote": (r"/' *$", "/"),
        "a lost slash": (r"/(event=\d+/')", r"\1"),
        "a lost folder": (r"event=\d+/'", "'"),
        "another value": (r"event='101'", "event='100'"),
        "another type": (r"^    saletime timestamp", "    saletime int"),
        "another delimiter": (r"TERMINATED BY '.'", "TERMINATED BY ';'"),
        "a duplicate partition": (r"( PARTITION .*event='102'.*)", r"\1\n   \1"),
        "no IF NOT EXISTS, twice": (r"\A(ALTER TABLE \S+ ADD) IF NOT EXISTS", r"\1"),
    }
    for what, (pattern, replacement) in broken.items():
        other = with_changes(table, pattern, replacement)
        if what.endswith("twice"):
            other.alters *= 2
        say([] if faults_of(other, made) else ["it passed"], f"self-test: {what} is refused")
    for what, (pattern, replacement) in {
            "no slash at the end": (r"(/event=\d+)/'", r"\1'"),
            "a wider type": (r"^    salesid int", "    salesid bigint"),
            "a property that Hive does not know": (r"'numRows'", "'numrows'")}.items():
        faults = faults_of(with_changes(table, pattern, replacement), made)
        say(faults, f"blind spot: it does not notice {what}")


# What FACTS says under "Measured on Hive": a statement, or the bytes of a file and a query over it, and
# what comes of it.
TEXT = "ROW FORMAT DELIMITED FIELDS TERMINATED BY ','"
MEASURED = [
    ("an int of 04 is registered as 4", "(a int) PARTITIONED BY (m int)", TEXT, b"",
     "ALTER TABLE {t} ADD PARTITION (m='04')", "SHOW PARTITIONS {t}", [("m=4",)]),
    ("a char key keeps its zero", "(a int) PARTITIONED BY (m char(2))", TEXT, b"",
     "ALTER TABLE {t} ADD PARTITION (m='04')", "SHOW PARTITIONS {t}", [("m=04",)]),
    ("a char is filled up with blanks", "(a char(4))", TEXT, b"x\n", "", "SELECT concat(a, '|') FROM {t}",
     [("x   |",)]),
    ("text that is too long is cut", "(a varchar(3))", TEXT, b"abcdef\n", "", "SELECT a FROM {t}",
     [("abc",)]),
    ("a bad int in text is null", "(a int, b int)", TEXT, b"x,1\n 2,3\n04,99999999999\n", "",
     "SELECT a, b FROM {t}", [(None, 1), (None, 3), (4, None)]),
    ("a bad date in text is null", "(a date, b timestamp)", TEXT,
     b"2026/04/01,2026-04-01T06:00:00Z\n2026-04-01,2026-04-01 06:00:00\n", "",
     "SELECT CAST(a AS string), CAST(b AS string) FROM {t}",
     [(None, None), ("2026-04-01", "2026-04-01 06:00:00")]),
    ("too few fields are null, too many lost", "(a int, b int)", TEXT, b"1\n1,2,3\n", "",
     "SELECT a, b FROM {t}", [(1, None), (1, 2)]),
    ("\\N in text is null, nothing is the empty text", "(a varchar(3), b varchar(3))", TEXT, b"\\N,\n", "",
     "SELECT a, b FROM {t}", [(None, "")]),
    ("keys of JSON are found in any case", "(userid int, b int)", HCATALOG,
     b'{"userId": 1, "B": 2}\n', "", "SELECT userid, b FROM {t}", [(1, 2)]),
    ("every column of OpenCSV is text", "(a int)",
     "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'", b'"x"\n', "",
     "SELECT a FROM {t}", [("x",)]),
]


def measure(i, columns, form, content, alter, query):
    table, folder = f"default.measured{i}", f"{lake}/measured{i}/"
    os.makedirs(folder)
    if content:
        open(folder + "part-0", "wb").write(content)
    spark.sql(f"CREATE EXTERNAL TABLE {table} {columns} {form} STORED AS TEXTFILE "
              f"LOCATION 'file://{folder}'")
    if alter:
        spark.sql(alter.format(t=table))
    return rows(query.format(t=table))


def judge_facts():
    for i, (what, columns, form, content, alter, query, expected) in enumerate(MEASURED):
        try:
            found = measure(i, columns, form, content, alter, query)
        except Exception as error:
            found = re.sub(r"\s+", " ", str(error))[:300]
        say([] if found == expected else [found], f"facts: {what}")


def show(table):
    """What Hive's commands print of it, as a form that `import` may meet."""
    create(table, table.alters)
    first = rows(f"SHOW PARTITIONS {table.name}")[0][0].split("/")
    for query in (f"SHOW CREATE TABLE {table.name} AS SERDE", f"SHOW CREATE TABLE {table.name}",
                  f"SHOW PARTITIONS {table.name}", f"DESCRIBE FORMATTED {table.name}",
                  f"DESCRIBE FORMATTED {table.name} PARTITION ("
                  + ", ".join("{}='{}'".format(*part.split("=", 1)) for part in first) + ")"):
        print(f"-- {query}")
        try:
            for row in rows(query):
                print(*("" if value is None else value for value in row), sep="\t")
        except Exception as error: # Spark's own SHOW CREATE TABLE knows few SerDes
            print("-- refused: " + str(error).splitlines()[0][:120])


began = time.time()
spark = start()
tables = list(all_tables())
if shown:
    for table, _ in tables:
        if table.name in shown:
            show(table)
    sys.exit()
judge_facts()
judge_itself(next(table for table, _ in tables if table.name.endswith(".sales_event")))
for table, query in tables:
    judge(table, query)
print(f"# {time.time() - began:.0f} s")
