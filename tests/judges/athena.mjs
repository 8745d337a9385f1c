// Reads Athena's DDL by dt-sql-parser's HiveSQL: every golden file, and the nasty spec, whose
// literals and names must come back as they went in.
// usage: athena.cjs GOLDEN.sql ... | nasty NASTY.sql     from the root of the project
import fs from "node:fs";
import { HiveSQL } from "dt-sql-parser";
import { comment, names, texts } from "./nasty/texts.mjs";

const parser = new HiveSQL();
function judge(name, mistakes) {
    console.log(`${mistakes.length ? "not ok" : "ok"} ${name}`);
    for (const mistake of mistakes.slice(0, 10)) console.log(`    ${mistake}`);
}

function mistakes(sql) {
    return parser.validate(sql).map((at) => `line ${at.startLine}: ${at.message}`);
}

// What Hive makes of the inside of a literal (facts: String literals and backslashes).
function unescaped(text) {
    const letters = { 0: "\0", b: "\b", n: "\n", r: "\r", t: "\t", Z: "\x1a" };
    return text.replace(/\\(u[0-9a-fA-F]{4}|[01][0-7]{2}|[\s\S])/g, (whole, what) => {
        if (what.length === 5) return String.fromCodePoint(parseInt(what.slice(1), 16));
        if (what.length === 3) return String.fromCodePoint(parseInt(what, 8));
        if (what === "%" || what === "_") return whole;
        return letters[what] ?? what;
    });
}

// Each text stands in a comment, in a property, and as a partition's value where it may be one.
function misread(sql) {
    const tokens = parser.getAllTokens(sql).map((token) => token.text).filter((text) => text.trim());
    const after = (before) =>
        tokens
            .filter((text, at) => text.startsWith("'") && tokens[at - 1] === before)
            .map((text) => unescaped(text.slice(1, -1)));
    const columns = tokens.map((text) =>
        text.startsWith("`") ? text.slice(1, -1).replaceAll("``", "`") : text,
    );
    const comments = after("COMMENT"), assigned = after("=");
    const wrong = [];
    for (const text of texts) {
        const wanted = 1 + (names.includes(text) && !text.includes("/") ? 1 : 0);
        const seen = assigned.filter((literal) => literal === text).length;
        if (seen !== wanted) wrong.push(`${JSON.stringify(text)} is assigned ${seen} times, not ${wanted}`);
        if (!comments.includes(comment(text))) wrong.push(`no comment ${JSON.stringify(text)}`);
    }
    for (const name of names) if (!columns.includes(name)) wrong.push(`no column ${JSON.stringify(name)}`);
    return wrong;
}

const files = process.argv.slice(2);
if (files[0] === "nasty") {
    const sql = fs.readFileSync(files[1], "utf8");
    judge("the nasty spec parses", mistakes(sql));
    judge(`${texts.length} nasty texts are read back from literals and names`, misread(sql));
} else {
    for (const file of files) judge(file, mistakes(fs.readFileSync(file, "utf8")));
}
