// Runs DuckDB over a sample lake that is laid out as Glue's requests say, through the views of the
// target: each partition must be there with its one row, and its values as registered.
// usage: duckdb.mjs MODULES WORK NAME.sql ...     from the root of the project
//   NAME.sql         the view and its sanity query, compiled with --root WORK/lake
//   WORK/NAME.json   the requests for Glue
import fs from "node:fs";
import path from "node:path";
import { names } from "./nasty/texts.mjs";

const [modules, work, ...files] = process.argv.slice(2);
const { DuckDBInstance } = await import(path.join(modules, "@duckdb/node-api/lib/index.js"));
const instance = await DuckDBInstance.create(":memory:");
const database = await instance.connect();

async function ask(sql) {
    return (await database.runAndReadAll(sql)).getRowsJson();
}

const sample = (type) =>
    /^(small|big)?int|^decimal|^float|^double/.test(type) ? "1"
    : type === "timestamp" ? "2026-04-30 01:02:03"
    : type === "date" ? "2026-04-30"
    : type === "boolean" ? "true"
    : "x";

function jsonRow(storage) {
    const parameters = storage.SerdeInfo.Parameters, row = {};
    for (const { Name: name, Type: type } of storage.Columns) {
        const key = parameters[`mapping.${name}`] ?? name;
        if (!/^(struct|array|map)</.test(type)) row[key] = /^varchar|^char/.test(type) ? key : sample(type);
    }
    return JSON.stringify(row) + "\n";
}

function textRow(storage, skip) {
    const parameters = storage.SerdeInfo.Parameters;
    const comma = parameters["field.delim"] ?? parameters.separatorChar ?? ",";
    return "header\n".repeat(skip) + storage.Columns.map(({ Type: type }) => sample(type)).join(comma) + "\n";
}

const duckType = (type) =>
    /^(char|varchar)/.test(type) ? "VARCHAR" : type === "float" ? "REAL" : type === "int" ? "INTEGER" : type;

async function place(storage, skip) {
    const folder = path.join(work, "lake", storage.Location.slice("s3://".length));
    const library = storage.SerdeInfo.SerializationLibrary;
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, "_SUCCESS"), "not a row");
    const file = path.join(folder, "part-0");
    if (library.includes("Parquet")) {
        const columns = storage.Columns.map(
            ({ Name: name, Type: type }) => `CAST(NULL AS ${duckType(type)}) AS "${name.replaceAll('"', '""')}"`,
        );
        await ask(`COPY (SELECT ${columns.join(", ")}) TO '${file.replaceAll("'", "''")}' (FORMAT parquet)`);
    } else {
        fs.writeFileSync(file, library.includes("openx") ? jsonRow(storage) : textRow(storage, skip));
    }
}

// A key's value as its type reads it: the integer 04 is 4.
const read = (value, type) => (/int$/.test(type) ? String(Number(value)) : value);

async function mistakes(file) {
    const name = path.basename(file, ".sql");
    const requests = JSON.parse(fs.readFileSync(path.join(work, `${name}.json`), "utf8"));
    const tables = requests.filter((entry) => entry.name === "create-table").map((entry) => entry.document);
    const sql = fs.readFileSync(file, "utf8");
    const partitions = requests
        .filter((entry) => entry.name === "batch-create-partition")
        .flatMap((entry) => entry.document.PartitionInputList);
    const input = tables[0].TableInput, keys = input.PartitionKeys;
    const skip = Number(input.Parameters["skip.header.line.count"] ?? 0);
    if (tables.length !== 1) return [`${tables.length} tables`];
    for (const partition of partitions) await place(partition.StorageDescriptor, skip);
    if (!keys.length) await place(input.StorageDescriptor, skip);
    const rows = await ask(sql);
    const wanted = keys.length
        ? partitions.map(({ Values }) => [...Values.map((value, at) => read(value, keys[at].Type)), "1"])
        : [["1"]];
    const seen = rows.map((row) => row.map(String));
    const text = (list) => list.map((row) => JSON.stringify(row)).sort();
    const missing = text(wanted).filter((row) => !text(seen).includes(row));
    const extra = text(seen).filter((row) => !text(wanted).includes(row));
    if (name === "nasty") missing.push(...(await nastyMistakes()));
    return [...missing.map((row) => `no ${row}`), ...extra.map((row) => `nobody registered ${row}`)];
}

// Of the nasty spec, each column of text holds the key that it reads: the texts must be values and names alike.
async function nastyMistakes() {
    const fold = (text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    const result = await database.runAndReadAll("SELECT * FROM nasty.nasty LIMIT 1");
    const columns = result.columnNames(), row = result.getRowsJson()[0], wrong = [];
    for (const name of names) {
        const at = columns.indexOf(fold(name));
        if (at < 0) wrong.push(`no column ${JSON.stringify(name)}`);
        else if (row[at] !== name) wrong.push(`${JSON.stringify(name)} reads ${JSON.stringify(row[at])}`);
        if (!row.slice(0, columns.indexOf("plain")).includes(name)) wrong.push(`no value ${JSON.stringify(name)}`);
    }
    return wrong;
}

async function judge(name, find) {
    const found = await find().catch((error) => [error.message]);
    console.log(`${found.length ? "not ok" : "ok"} ${name}`);
    for (const line of found.slice(0, 8)) console.log(`    ${line.replaceAll("\n", "\n    ")}`);
}

for (const file of files) await judge(file, () => mistakes(file));
