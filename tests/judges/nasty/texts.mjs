// The nasty texts, and the part of them that may be a name.
import fs from "node:fs";

export const texts = JSON.parse(fs.readFileSync("tests/judges/nasty/texts.json", "utf8"));
export const names = texts.filter((text) => !/[\p{Cc}]/u.test(text));

// What the Glue catalog holds of a column's description.
export function comment(text) {
    return text.replace(/[\x00-\x08\x0a-\x1f\x7f]/g, " ").trim();
}
