#!/usr/bin/env bash
# A reference to a fact, `(facts: HEADING; HEADING)`, names headings of grammar/FACTS.md, without
# their numbers; and no source cites a document that is not in the tree.
. "$(dirname "$0")/../lib.sh"

headings() { # FACTS.md
    sed -n 's/^##* \([0-9.]* \)\{0,1\}//p' "$1"
}

sources() { # all but this one, which shows bad examples
    find compiler grammar tests -type f -regex '.*\.\(c\|h\|def\|sh\|py\|mjs\)' ! -name facts.sh
}

# Prints FILE: HEADING for each reference in the files. A comment may go on in the next line.
references() { # FILE...
    awk '
        FNR == 1 && NR > 1 {references()}
        FNR == 1 {file = FILENAME; text = ""}
        {sub(/^[[:space:]]*(\*|\/\/|#)?[[:space:]]*/, ""); text = text " " $0}
        END {references()}
        function references(    n, i, names) {
            while (match(text, /\(facts[: ][^)]*\)/)) {
                n = split(substr(text, RSTART + 1, RLENGTH - 2), names, /^facts:? *|; */)
                for (i = 1; i <= n; i++)
                    if (names[i] != "")
                        print file ": " names[i]
                text = substr(text, RSTART + RLENGTH)
            }
        }' "$@"
}

unresolved() { # FILE...: the references that name no heading
    awk 'NR == FNR {known[$0] = 1; next} !(substr($0, index($0, ": ") + 2) in known)' \
        <(headings grammar/FACTS.md) <(references "$@")
}

all_resolve() {
    local files found
    mapfile -t files < <(sources)
    found=$(unresolved "${files[@]}")
    [ -z "$found" ] || echo "no such heading in grammar/FACTS.md:" "$found"
    [ -z "$found" ] && [ "$(references "${files[@]}" | wc -l)" -gt 20 ]
}

judge_sees() {
    printf '%s\n' '/* Fine (facts: S3; LOCATION). Bad (facts: S3;' '   The moon). */' \
        '/* Bad (facts 14.4). */' >"$scratch/planted.c"
    diff <(unresolved "$scratch/planted.c" | sed 's/.*: //') <(printf '%s\n' 'The moon' '14.4')
}

# A document (README.md, grammar/FACTS.md) is in the tree, from the root or from the folder of who names it.
documents_exist() {
    local file name status=0
    while IFS=: read -r file name; do
        [ -e "$name" ] || [ -e "grammar/$name" ] || [ -e "$(dirname "$file")/$name" ] ||
            { echo "$file cites $name, which is not in the tree"; status=1; }
    done < <(sources | xargs grep -owE '([a-z.][a-z/.]*/)?[A-Z]+\.md')
    return $status
}

try "the judge of references sees bad ones" judge_sees
try "each reference to a fact names a heading of FACTS.md" all_resolve
try "each document that a source cites is in the tree" documents_exist
