// Makes folders of rows, and holds what spectrumc found in them against what DuckDB reads.
// usage: duckdb.mjs make LAKE | judge LAKE RESULTS     with MODULES naming the npm packages
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const require = createRequire(process.env.MODULES + "/");
const { DuckDBInstance } = require("@duckdb/node-api");
const db = await (await DuckDBInstance.create(":memory:")).connect();
const [, , task, lake, results] = process.argv;

async function rows(sql) {
    return (await db.runAndReadAll(sql)).getRowsJson();
}

// Apps with characters that Hive escapes; a day has more rows the later it is.
const source = `
    SELECT i AS id, ['web', 'a b', 'x=y', 'q:1/2', 'caf\u00e9', '100%'][i % 6 + 1] AS app,
           DATE '2026-02-26' + (i % 5)::INTEGER AS day
    FROM range(600) t(i)`;

async function make() {
    await db.run(`COPY (${source}) TO '${lake}/hive'
                  (FORMAT csv, PARTITION_BY (app, day), HEADER false)`);
    await db.run(`COPY (SELECT id, strftime(day, '%Y') AS year, strftime(day, '%m') AS month,
                               strftime(day, '%d') AS day FROM (${source})) TO '${lake}/ymd'
                  (FORMAT csv, PARTITION_BY (year, month, day), HEADER false)`);
    for (const [id, app, day] of await rows(
        `SELECT id, app, strftime(day, '%Y/%m/%d') FROM (${source}) WHERE app NOT LIKE '%/%'`)) {
        const folder = path.join(lake, "bare", app.replace(/[%=:]/g, encodeURIComponent), day);
        fs.mkdirSync(folder, { recursive: true });
        fs.appendFileSync(path.join(folder, "part-0.csv"), `${id}\n`);
    }
}

function say(good, what, details) {
    console.log(`${good ? "ok" : "not ok"} ${what}`);
    if (!good) console.log("    " + details);
}

const tables = {
    hive: { keys: ["app", "day"], all: source },
    ymd: {
        keys: ["year", "month", "day"],
        all: `SELECT id, strftime(day, '%Y') AS year, strftime(day, '%m') AS month,
                     strftime(day, '%d') AS day FROM (${source})`,
    },
    bare: { keys: ["app", "day"], all: `SELECT * FROM (${source}) WHERE app NOT LIKE '%/%'` },
};

// The rows that an engine finds under each registered location, with the registered values.
async function found(name, partitions) {
    const lines = [];
    for (const { values, location } of partitions) {
        const folder = location.replace("s3://lake/", lake + "/").replace(/[[\]*?]/g, "[$&]");
        const ids = await rows(`SELECT column0::BIGINT FROM read_csv('${folder.replaceAll("'", "''")}*',
                                header = false, hive_partitioning = false)`);
        for (const [id] of ids)
            lines.push([id, ...tables[name].keys.map((key) => values[key])].join("|"));
    }
    return lines.sort();
}

async function judge() {
    for (const [name, table] of Object.entries(tables)) {
        const { partitions } = JSON.parse(fs.readFileSync(`${results}/${name}.json`));
        const sql = fs.readFileSync(`${results}/${name}.sql`, "utf8");
        const keys = table.keys.map((key) => `${key}::VARCHAR`).join(", ");
        const expected = (await rows(`SELECT id, ${keys} FROM (${table.all})`))
            .map((row) => row.join("|")).sort();
        const distinct = new Set(expected.map((row) => row.slice(row.indexOf("|"))));
        const got = await found(name, partitions);
        const added = sql.match(/^    PARTITION \(/gm) ?? [];

        say(added.length === distinct.size, `${name}: ${distinct.size} partitions are added`,
            `${added.length} are`);
        say(partitions.every((p) => sql.includes(`'${p.location.replaceAll("'", "''")}'`)),
            `${name}: the statements have the locations`, "one is not there");
        say(got.join() === expected.join(), `${name}: all ${expected.length} rows are found`,
            `${got.length} are, such as ${got[0]}, where ${expected[0]} was expected`);
        if (name === "bare") continue;
        const hive = (await rows(
            `SELECT id, ${keys} FROM read_csv('${lake}/${name}/**/*.csv', header = false,
             names = ['id'], hive_partitioning = true, hive_types_autocast = false)`))
            .map((row) => row.join("|")).sort();
        say(hive.join() === got.join(), `${name}: as DuckDB's hive partitioning reads them`,
            `DuckDB has ${hive.length}, such as ${hive[0]}, where ${got[0]} was found`);
    }
}

await (task === "make" ? make() : judge());
