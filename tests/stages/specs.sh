#!/usr/bin/env bash
# The examples compile to the golden files of every target, and to no others; each has one for
# Redshift.
. "$(dirname "$0")/../lib.sh"

for variant in release asan static; do
    try "specs/ compiles to golden/ ($variant)" \
        "build/$variant/spectrumc" compile specs/ --target all --out-dir golden --check
done

no_others() {
    build/release/spectrumc compile specs/ --target all --out-dir "$scratch/golden" &&
        diff -r -x cases golden "$scratch/golden"
}
try "golden/ holds nothing else" no_others

try "specs/ and tests/awsdocs/ are in canonical layout" \
    build/release/spectrumc fmt --check specs/ tests/awsdocs/

imports_are_canonical() {
    local ddl status=0
    for ddl in golden/redshift/*.sql; do
        build/release/spectrumc import "$ddl" 2>/dev/null >"$scratch/imported.yaml"
        build/release/spectrumc fmt --check "$scratch/imported.yaml" || status=1
    done
    return $status
}
try "what import writes is in canonical layout" imports_are_canonical

one_to_one() {
    diff <(cd specs && find . -name '*.y*ml' | sed 's/\.ya\{0,1\}ml$//' | sort) \
        <(cd golden/redshift && find . -type f | sed 's/\.sql$//' | sort)
}
try "each spec has its golden file, each golden file its spec" one_to_one

gallery() {
    diff <(cd specs && find . -name '*.y*ml' | sed 's|^./||' | sort) \
        <(sed -n 's/^| \[[a-z0-9_]*\](\([^)]*\)).*/\1/p' specs/README.md | sort)
}
try "specs/README.md lists each spec, once" gallery

demo() {
    diff golden/redshift/raw_events.sql <(make -s demo)
}
try "make demo prints the golden file of raw_events" demo
