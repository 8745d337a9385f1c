// Has DuckDB take scripts apart and run them: each has as many statements as the first, a view with its
// query, and makes nothing called `owned`.
// usage: duckdb.mjs MODULES SCRIPTS.json     prints [{"case", "wrong"}] as JSON
import fs from "node:fs";
import path from "node:path";

const [modules, file] = process.argv.slice(2);
const { DuckDBInstance } = await import(path.join(path.resolve(modules), "@duckdb/node-api/lib/index.js"));
const instance = await DuckDBInstance.create(":memory:");
const database = await instance.connect();

async function owned() {
    const rows = await database.runAndReadAll("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'owned%'");
    return rows.getRowsJson().length;
}

async function wrong(sql) {
    let list;
    try {
        list = await database.extractStatements(sql);
    } catch (error) {
        return `it does not parse: ${error.message}: ${sql}`;
    }
    for (let at = 0; at < list.count; at++) {
        try {
            await (await list.prepare(at)).run();
        } catch {
            // no file is there to read
        }
    }
    if (!(await owned())) return null;
    await database.run("DROP TABLE owned");
    return `DuckDB ran a part of ${sql}`;
}

await database.run("CREATE TABLE owned(x int)");
if (!(await owned())) throw new Error("the judge does not see a table");
await database.run("DROP TABLE owned");
await database.run("CREATE SCHEMA public");
const results = [];
for (const { case: name, sql } of JSON.parse(fs.readFileSync(file, "utf8"))) {
    results.push({ case: name, wrong: await wrong(sql) });
}
console.log(JSON.stringify(results));
