// Runs the conversions for real: the queries of UNLOAD and INSERT over a table that has the rows of
// the source's partitions, with DuckDB in place of Redshift and Athena. The files must lie in just the
// folders that are registered, and give back just the source's rows.
// usage: parquet.mjs MODULES WORK
//   WORK/ENGINE/parquet/NAME.sql   the conversion by that engine: redshift or athena
//   WORK/ENGINE/glue/NAME/*.json   the requests for the source's tables and partitions
import fs from "node:fs";
import path from "node:path";

const [modules, work] = process.argv.slice(2);
const { DuckDBInstance } = await import(path.join(modules, "@duckdb/node-api/lib/index.js"));
let database, tree;

async function ask(sql) {
    return (await database.runAndReadAll(sql)).getRowsJson();
}

const literal = (text) => `'${text.replaceAll("'", "''")}'`;
const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

// ---- Reading the script, by the rules of the engine that it is for ----

// Redshift and Hive's DDL take a backslash for an escape, Trino's queries do not.
const escapingToken =
    /--[^\n]*\n|'(?:[^'\\]|\\[^]|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|[A-Za-z_0-9$.]+|\s+|[^]/y;
const trinoToken = /--[^\n]*\n|'(?:[^']|'')*'|"(?:[^"]|"")*"|[A-Za-z_0-9$.]+|\s+|[^]/y;

function* tokensOf(sql, token, from = 0) {
    for (token.lastIndex = from; token.lastIndex < sql.length;) {
        const [text] = token.exec(sql), end = token.lastIndex;
        yield text;
        token.lastIndex = end;
    }
}

// Each statement as its tokens, without comments; Athena's INSERT is Trino's.
function statements(sql) {
    const list = [];
    for (let at = 0; at < sql.length;) {
        const start = /(?:\s|--[^\n]*\n)*/y;
        start.lastIndex = at;
        at += start.exec(sql)[0].length;
        if (at === sql.length) break;
        const tokens = [];
        for (const text of tokensOf(sql, sql.startsWith("INSERT", at) ? trinoToken : escapingToken, at)) {
            at += text.length;
            if (text === ";") break;
            tokens.push(text);
            if (at === sql.length) throw new Error("the script does not end in a semicolon");
        }
        list.push(tokens);
    }
    return list;
}

// The value of Redshift's literal: backslashes escape, and quotes are doubled.
function unescaped(text) {
    if (!/^'[^]*'$/.test(text)) throw new Error(`no literal: ${text}`);
    return text
        .slice(1, -1)
        .replace(/''|\\([0-7]{1,3}|[^])/g, (whole, what) =>
            whole === "''" ? "'"
            : /^[0-7]/.test(what) ? String.fromCharCode(parseInt(what, 8))
            : ({ n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" })[what] ?? what,
        );
}

// A query as DuckDB reads it: literals without escapes.
function forDuckDB(query) {
    return [...tokensOf(query, escapingToken)]
        .map((text) => (text.startsWith("'") ? literal(unescaped(text)) : text))
        .join("");
}

// The clauses of an UNLOAD, in the order of AWS's synopsis; anything else is a mistake.
function unloadOf(tokens) {
    const words = tokens.filter((text) => text.trim()), unload = { keys: [] };
    const expect = (...list) => {
        for (const word of list)
            if (words.shift() !== word) throw new Error(`UNLOAD: expected ${word}`);
    };
    expect("UNLOAD", "(");
    unload.query = forDuckDB(unescaped(words.shift()));
    expect(")", "TO");
    unload.to = unescaped(words.shift());
    expect("IAM_ROLE");
    if (words[0] !== "default" && !/^arn:aws/.test(unescaped(words[0]))) throw new Error("no role");
    words.shift();
    expect("FORMAT", "AS", "PARQUET");
    if (words[0] === "PARTITION") {
        expect("PARTITION", "BY", "(");
        while (words[0] !== ")") {
            if (words[0] !== ",") unload.keys.push(words[0]);
            words.shift();
        }
        expect(")");
    }
    expect("CLEANPATH");
    if (words.length) throw new Error(`UNLOAD: ${words[0]} is too much`);
    return unload;
}

// {values, location} of each PARTITION of an ALTER TABLE.
function added(tokens) {
    const words = tokens.filter((text) => text.trim()), list = [];
    for (let at = 0; at < words.length; at++) {
        if (words[at] === "PARTITION") list.push({ values: [] });
        if (words[at] === "=") list.at(-1).values.push(unescaped(words[at + 1]));
        if (words[at] === "LOCATION") list.at(-1).location = unescaped(words[at + 1]);
    }
    return list;
}

// ---- The source: two rows a partition, and some of partitions that nobody asked for ----

const isNull = (value) => value === "__HIVE_DEFAULT_PARTITION__";
const duckType = (type) =>
    /^(char|varchar|struct|array|map|binary)/.test(type) ? "VARCHAR"
    : { int: "INTEGER", float: "REAL" }[type] ?? type;
const typed = (value, type) =>
    isNull(value) ? "NULL" : `CAST(${literal(value)} AS ${duckType(type)})`;
const other = (type) =>
    /int$/.test(type) ? "999" : /^date|^timestamp/.test(type) ? "1999-01-01"
    : /^decimal/.test(type) ? "9.9" : type === "boolean" ? "false" : "another";

function cell(type, number) {
    return /int$|^double|^float|^decimal/.test(type) ? String(number % 1000)
        : type === "boolean" ? String(number % 2 === 0)
        : type === "date" || type === "timestamp" ? "2026-04-30"
        : `row ${number}`;
}

async function fill(name, table, partitions) {
    const { StorageDescriptor: { Columns: columns }, PartitionKeys: keys } = table;
    const all = [...columns, ...keys];
    const fields = all.map(({ Name, Type }) => `${quoted(Name)} ${duckType(Type)}`).join(", ");
    let number = 0;
    const rows = (values) =>
        [1, 2].map(() => {
            number++;
            const cells = columns.map(({ Type: type }) => typed(cell(type, number), type));
            return `(${[...cells, ...values.map((value, at) => typed(value, keys[at].Type))].join(", ")})`;
        });
    const wanted = keys.length ? partitions.flatMap(rows) : rows([]), strays = [];
    for (let at = 0; at < keys.length; at++) {
        const stray = [...partitions.at(at % 2 ? -1 : 0)];
        stray[at] = other(keys[at].Type);
        if (!partitions.some((values) => values.join("/") === stray.join("/"))) strays.push(...rows(stray));
    }
    await ask(`CREATE SCHEMA IF NOT EXISTS wanted`);
    for (const [schema, list] of [["wanted", wanted], [name.split(".")[0], [...wanted, ...strays]]]) {
        await ask(`CREATE SCHEMA IF NOT EXISTS ${quoted(schema)}`);
        await ask(`CREATE TABLE ${quoted(schema)}.${quoted(table.Name)} (${fields})`);
        await ask(`INSERT INTO ${quoted(schema)}.${quoted(table.Name)} VALUES ${list.join(", ")}`);
    }
}

const texts = (table) =>
    [...table.StorageDescriptor.Columns, ...table.PartitionKeys]
        .map(({ Name }) => `CAST(${quoted(Name)} AS VARCHAR)`).join(", ");
const sorted = (rows) => rows.map((row) => JSON.stringify(row)).sort();

function difference(wanted, seen, what) {
    const missing = wanted.filter((row) => !seen.includes(row)), extra = seen.filter((row) => !wanted.includes(row));
    return [
        ...missing.slice(0, 3).map((row) => `${what} is missing: ${row}`),
        ...extra.slice(0, 3).map((row) => `${what} is too much: ${row}`),
        ...(missing.length + extra.length === 0 && wanted.length !== seen.length ? [`${what} comes twice`] : []),
    ];
}

// ---- Redshift: UNLOAD into a local tree that stands for S3 ----

const local = (location) => path.join(tree, location.slice("s3://".length));

async function unload({ query, to, keys }) {
    const folder = local(to);
    fs.mkdirSync(folder, { recursive: true });
    await ask(
        keys.length
            ? `COPY (${query}) TO ${literal(folder)} (FORMAT parquet, PARTITION_BY (${keys.join(", ")}), OVERWRITE_OR_IGNORE)`
            : `COPY (${query}) TO ${literal(path.join(folder, "0000_part_00.parquet"))} (FORMAT parquet)`,
    );
}

// The folders below one that hold files, as locations.
function filled(location) {
    const list = [];
    for (const entry of fs.readdirSync(local(location), { recursive: true, withFileTypes: true }))
        if (entry.isFile())
            list.push("s3://" + path.relative(tree, entry.parentPath ?? entry.path) + "/");
    return [...new Set(list)];
}

async function rowsOf(table, { values, location }) {
    const glob = local(location).replace(/[[\]*?]/g, "[$&]") + "*.parquet";
    const keys = table.PartitionKeys.map(({ Name, Type }, at) => `${typed(values[at], Type)} AS ${quoted(Name)}`);
    return ask(`SELECT ${texts(table)} FROM (SELECT ${["*", ...keys].join(", ")}
                FROM read_parquet(${literal(glob)}, hive_partitioning = false))`);
}

async function byRedshift(sql, tables) {
    const list = statements(sql), wrong = [];
    const creates = list.filter(([word]) => word === "CREATE");
    for (const tokens of list.filter(([word]) => word === "UNLOAD")) await unload(unloadOf(tokens));
    for (const [at, { table }] of tables.entries()) {
        const words = creates[at].filter((text) => text.trim());
        const location = unescaped(words[words.indexOf("LOCATION") + 1]), name = words[3];
        const partitions = table.PartitionKeys.length
            ? list.filter((tokens) => tokens[0] === "ALTER" && tokens[4] === name).flatMap(added)
            : [{ values: [], location }];
        const registered = partitions.map((partition) => partition.location), rows = [];
        for (const partition of partitions) rows.push(...(await rowsOf(table, partition)));
        const wanted = await ask(`SELECT ${texts(table)} FROM wanted.${quoted(table.Name)}`);
        wrong.push(...difference([...registered].sort(), [...filled(location)].sort(), "a folder"));
        wrong.push(...difference(sorted(wanted), sorted(rows), "a row"));
    }
    return wrong;
}

// ---- Athena: INSERT, twice ----

// "CREATE EXTERNAL TABLE IF NOT EXISTS db.name (": the name, out of backticks.
const tableName = (tokens) =>
    /EXISTS\s+(?:`(?:[^`]|``)*`|\w+)\.(`(?:[^`]|``)*`|\w+)/.exec(tokens.join(""))[1]
        .replace(/^`|`$/g, "").replaceAll("``", "`");

async function byAthena(sql, tables) {
    const list = statements(sql), wrong = [];
    const creates = list.filter((tokens) => tokens.join("").startsWith("CREATE EXTERNAL"));
    for (const [at, { database: schema, table }] of tables.entries()) {
        const name = tableName(creates[at]), keys = table.PartitionKeys.map((key) => quoted(key.Name));
        const result = `${quoted(schema)}.${quoted(name)}`;
        await ask(`CREATE TABLE ${result} AS SELECT * FROM wanted.${quoted(table.Name)} LIMIT 0`);
        if (keys.length)
            await ask(`CREATE VIEW ${quoted(schema)}.${quoted(name + "$partitions")} AS
                       SELECT DISTINCT ${keys.join(", ")} FROM ${result}`);
    }
    for (let time = 1; time <= 2; time++) {
        for (const tokens of list.filter(([word]) => word === "INSERT")) await ask(tokens.join(""));
        for (const [at, { database: schema, table }] of tables.entries()) {
            const rows = await ask(`SELECT ${texts(table)} FROM ${quoted(schema)}.${quoted(tableName(creates[at]))}`);
            const wanted = await ask(`SELECT ${texts(table)} FROM wanted.${quoted(table.Name)}`);
            wrong.push(...difference(sorted(wanted), sorted(rows), `run ${time}: a row`));
        }
    }
    return wrong;
}

// ---- The judge ----

const engines = { redshift: byRedshift, athena: byAthena };

// The tables of a spec, each with the values of its partitions.
function tablesOf(engine, name) {
    const folder = path.join(work, engine, "glue", name), tables = [];
    for (const file of fs.readdirSync(folder).sort()) {
        const request = JSON.parse(fs.readFileSync(path.join(folder, file), "utf8"));
        if (file.includes("create-table"))
            tables.push({ database: request.DatabaseName, table: request.TableInput, partitions: [] });
        if (file.includes("batch-create-partition"))
            tables.find(({ table }) => table.Name === request.TableName)
                .partitions.push(...request.PartitionInputList.map(({ Values }) => Values));
    }
    return tables;
}

// What the FROM of an UNLOAD calls the source: its schema in Redshift is not the catalog's database.
function schemaOf(engine, sql, database) {
    if (engine === "athena") return database;
    const name = /CREATE EXTERNAL TABLE ("(?:[^"]|"")*"|\w+)\./.exec(sql)[1];
    return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}

async function mistakes(engine, name, change) {
    const file = path.join(work, engine, "parquet", `${name}.sql`);
    const text = fs.readFileSync(file, "utf8"), sql = change ? change(text) : text, tables = tablesOf(engine, name);
    const instance = await DuckDBInstance.create(":memory:");
    database = await instance.connect();
    tree = fs.mkdtempSync(path.join(work, "tree-"));
    if (change && sql === text) throw new Error("nothing was changed");
    try {
        for (const { database: schema, table, partitions } of tables)
            await fill(`${schemaOf(engine, text, schema)}.${table.Name}`, table, partitions);
        return await engines[engine](sql, tables);
    } catch (error) {
        return [error.message];
    } finally {
        database.closeSync?.();
        fs.rmSync(tree, { recursive: true, force: true });
    }
}

function say(good, name, details = []) {
    console.log(`${good ? "ok" : "not ok"} ${name}`);
    for (const line of details.slice(0, 8)) console.log(`    ${line.replaceAll("\n", "\n    ")}`);
}

const spoiled = [
    ["redshift", "another padding", (sql) => sql.replace("varchar), 2, ''0''", "varchar), 3, ''0''")],
    ["redshift", "a day too few", (sql) => sql.replace("(28, 29, 30)", "(28, 29)")],
    ["redshift", "a day too many", (sql) => sql.replace("AND day IN (28, 29, 30)", "")],
    ["redshift", "a literal that is not doubled", (sql) => sql.replace("2, ''0''", "2, '0'")],
    ["redshift", "a column too few", (sql) => sql.replace("\n        payload,", "")],
    ["redshift", "no CLEANPATH", (sql) => sql.replace("\nCLEANPATH", "")],
    ["athena", "a partition that comes twice", (sql) => sql.replace("done.day = source.day", "1 = 2")],
    ["athena", "keys in another order", (sql) => sql.replace("    month,\n    day\n", "    day,\n    month\n")],
];
for (const [engine, what, change] of spoiled)
    say((await mistakes(engine, "raw_events", change)).length > 0, `self-test: ${engine}: ${what} is found`);
for (const engine of Object.keys(engines))
    for (const file of fs.readdirSync(path.join(work, engine, "parquet")).sort()) {
        const name = path.basename(file, ".sql");
        const found = fs.existsSync(path.join(work, engine, "glue", name)) ? await mistakes(engine, name) : null;
        if (found) say(!found.length, `${name} by ${engine}: the result has the source's rows`, found);
    }
