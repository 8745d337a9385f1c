// The nasty texts, and the part of them that may be a name.
import fs from "node:fs";

export const texts = JSON.parse(fs.readFileSync("tests/judges/nasty/texts.json", "utf8"));
export const names = texts.filter((text) => !/[\p{Cc}]/u.test(text));

// How often each text stands in a list.
export function counts(list) {
    const found = new Map(texts.map((text) => [text, 0]));
    for (const text of list)
        if (found.has(text)) found.set(text, found.get(text) + 1);
    return found;
}
