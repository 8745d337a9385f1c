// Makes folders of rows, and holds what spectrumc found in them against what DuckDB reads.
// usage: lake.mjs make LAKE | judge LAKE FOUND     with MODULES naming the npm packages
// FOUND holds FORM.TABLE.sql, of `partitions`, and FORM.TABLE.json, of `inspect`; a FORM that begins
// with "keys" has no sizes.
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
        const there = location.replace("s3://lake", lake);
        if (!fs.existsSync(there)) continue;
        const folder = there.replace(/[[\]*?]/g, "[$&]");
        const ids = await rows(`SELECT column0::BIGINT
                                FROM read_csv('${folder.replaceAll("'", "''")}*',
                                              header = false, hive_partitioning = false)`);
        for (const [id] of ids)
            lines.push([id, ...tables[name].keys.map((key) => values[key])].join("|"));
    }
    return lines.sort();
}

// The rows of a table: as they were made, and as DuckDB's hive partitioning reads them, where it
// can.
async function rowsOf(name) {
    const keys = tables[name].keys.map((key) => `${key}::VARCHAR`).join(", ");
    const lines = async (sql) => (await rows(sql)).map((row) => row.join("|")).sort();
    const made = await lines(`SELECT id, ${keys} FROM (${tables[name].all})`);
    if (name === "bare") return { made };
    return { made, hive: await lines(
        `SELECT id, ${keys} FROM read_csv('${lake}/${name}/**/*.csv', header = false,
         names = ['id'], hive_partitioning = true, hive_types_autocast = false)`) };
}

// The files and bytes below a folder; none is without.
function measure(folder) {
    if (!fs.existsSync(folder)) return { files: 0, bytes: 0 };
    const files = fs.readdirSync(folder, { recursive: true })
        .map((file) => fs.statSync(path.join(folder, file))).filter((file) => file.isFile());
    return { files: files.length, bytes: files.reduce((sum, file) => sum + file.size, 0) };
}

function judgeSizes(what, name, hasSizes, { keys, sizes, partitions }) {
    const all = measure(path.join(lake, name));
    const same = (folder, files, bytes) => folder.files === files &&
        (hasSizes ? bytes === folder.bytes : bytes === null);

    say(keys.matched === all.files && (hasSizes || sizes === null) &&
        same(all, all.files, sizes && sizes.bytes), `${what}: ${all.files} files are counted` +
        (hasSizes ? `, of ${all.bytes} bytes` : ", of unknown sizes"),
        `${keys.matched} are, and the sizes are ${JSON.stringify(sizes)}`);
    const other = partitions.find((p) =>
        !same(measure(p.location.replace("s3://lake", lake)), p.files, p.bytes));
    say(!other, `${what}: and each partition's`, `not those of ${JSON.stringify(other)}`);
}

async function judgeTable(form, name, { made, hive }) {
    const report = JSON.parse(fs.readFileSync(`${results}/${form}.${name}.json`));
    const sql = fs.readFileSync(`${results}/${form}.${name}.sql`, "utf8");
    const distinct = new Set(made.map((row) => row.slice(row.indexOf("|"))));
    const got = await found(name, report.partitions);
    const added = sql.match(/^    PARTITION \(/gm) ?? [];
    const what = `${form}, ${name}`;

    say(added.length === distinct.size, `${what}: ${distinct.size} partitions are added`,
        `${added.length} are`);
    say(report.partitions.every((p) => sql.includes(`'${p.location.replaceAll("'", "''")}'`)),
        `${what}: the statements have the locations`, "one is not there");
    say(got.join() === made.join(), `${what}: all ${made.length} rows are found`,
        `${got.length} are, such as ${got[0]}, where ${made[0]} was expected`);
    if (hive)
        say(hive.join() === got.join(), `${what}: as DuckDB's hive partitioning reads them`,
            `DuckDB has ${hive.length}, such as ${hive[0]}, where ${got[0]} was found`);
    judgeSizes(what, name, !form.startsWith("keys"), report);
}

async function judge() {
    for (const name of Object.keys(tables)) {
        const expected = await rowsOf(name);
        for (const file of fs.readdirSync(results).sort())
            if (file.endsWith(`.${name}.json`))
                await judgeTable(file.slice(0, -`.${name}.json`.length), name, expected);
    }
}

await (task === "make" ? make() : judge());
