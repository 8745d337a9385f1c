// Holds reports in SARIF against the published schema of SARIF 2.1.0.
// usage: sarif.mjs SCHEMA REPORT ...     with MODULES naming the folder of the npm packages
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const require = createRequire(process.env.MODULES + "/");
const Ajv = require("ajv-draft-04").default;
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
require("ajv-formats").default(ajv);
const [, , schema, ...reports] = process.argv;
const isValid = ajv.compile(JSON.parse(fs.readFileSync(schema)));

// The judge must see what is wrong with a broken report.
const broken = JSON.parse(fs.readFileSync(reports[0]));
broken.runs[0].results[0].level = "grave";
console.log(`${isValid(broken) ? "not ok" : "ok"} a level that SARIF does not have is refused`);

for (const report of reports) {
    const done = isValid(JSON.parse(fs.readFileSync(report)));
    console.log(`${done ? "ok" : "not ok"} ${path.basename(report, ".sarif")}`);
    for (const error of done ? [] : isValid.errors.slice(0, 10))
        console.log(`    ${error.instancePath}: ${error.message}`);
}
