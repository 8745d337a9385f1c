// Reads what Athena is to run by dt-sql-parser: INSERT by its Trino grammar, DDL by Hive's.
// usage: parquet_athena.cjs FILE.sql ...
import fs from "node:fs";
import path from "node:path";
import { HiveSQL, TrinoSQL } from "dt-sql-parser";

const hive = new HiveSQL(), trino = new TrinoSQL();

// The script as Hive's part and Trino's: a statement begins a line, behind a blank one.
function mistakes(sql) {
    const parts = sql.split(/(?<=;\n)\n(?=CREATE |INSERT |-- )/);
    const of = (wanted) => parts.filter((part) => /^INSERT /.test(part) === wanted).join("\n");
    return [...hive.validate(of(false)), ...trino.validate(of(true))].map(
        (at) => `line ${at.startLine}: ${at.message}`,
    );
}

function judge(name, found) {
    console.log(`${found.length ? "not ok" : "ok"} ${name}`);
    for (const mistake of found.slice(0, 10)) console.log(`    ${mistake}`);
}

const good = `CREATE EXTERNAL TABLE IF NOT EXISTS a.\`b c\` (
    d int COMMENT 'it\\'s'
)
STORED AS PARQUET
LOCATION 's3://bucket/folder/';

INSERT INTO a."b c"
SELECT
    d,
    "e f"
FROM a.g AS source
WHERE ((d = DECIMAL '1.5' AND h IN (DATE '2026-04-29', DATE '2026-04-30'))
    OR (i = 'it''s \\ ' AND h BETWEEN DATE '2026-04-29' AND DATE '2026-04-30'))
    AND NOT EXISTS (
        SELECT 1
        FROM a."b c$partitions" AS done
        WHERE done."e f" = source."e f"
    );
`;
const broken = {
    "a literal for a name": good.replace("FROM a.g", "FROM a.'g'"),
    "a backslash before a quote": good.replace("it''s", "it\\'s"),
    "double quotes in DDL": good.replace("a.`b c`", 'a."b c"'),
    "a comma before FROM": good.replace('"e f"\nFROM', '"e f",\nFROM'),
    "an open parenthesis": good.replace("    );", "    ;"),
};
judge("self-test: good statements pass", mistakes(good));
for (const [name, sql] of Object.entries(broken))
    judge(`self-test: ${name}: rejected`, mistakes(sql).length ? [] : ["it passed"]);
for (const file of process.argv.slice(2))
    judge(`${path.basename(file)} reads as Athena's`, mistakes(fs.readFileSync(file, "utf8")));
