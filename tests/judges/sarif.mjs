// Holds reports in SARIF against the published schema of SARIF 2.1.0.
// usage: sarif.mjs SCHEMA REPORT ...     with MODULES naming the folder of the npm packages
import fs from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.env.MODULES + "/");
const Ajv = require("ajv-draft-04").default;
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
require("ajv-formats").default(ajv);
const [, , schema, ...reports] = process.argv;
const isValid = ajv.compile(JSON.parse(fs.readFileSync(schema)));

function mistakes(text) {
    try {
        if (isValid(JSON.parse(text))) return [];
    } catch (error) {
        return [error.message];
    }
    return isValid.errors.map((error) => `${error.instancePath}: ${error.message}`);
}

for (const report of reports) {
    const found = mistakes(fs.readFileSync(report, "utf8"));
    console.log(`${found.length ? "not ok" : "ok"} ${report}`);
    for (const mistake of found.slice(0, 10)) console.log(`    ${mistake}`);
}
