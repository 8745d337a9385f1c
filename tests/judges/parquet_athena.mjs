// Reads what Athena is to run by dt-sql-parser: INSERT by its Trino grammar, DDL by Hive's.
// usage: parquet_athena.cjs FILE.sql ...
import fs from "node:fs";
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

for (const file of process.argv.slice(2)) judge(file, mistakes(fs.readFileSync(file, "utf8")));
