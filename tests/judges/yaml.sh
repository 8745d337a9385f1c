#!/usr/bin/env bash
# YAML that is written is read by others than our own reader: yamllint, with PyYAML below it, and
# check-jsonschema, which also holds each spec, and what `import` makes, against `spectrumc schema`, and
# that against its metaschema.
. "$(dirname "$0")/../lib.sh"
. tests/judges/python.lib
. tests/judges/trust.lib

need_python yaml
mkdir "$scratch/imported"
# That some statement is lost is no matter here.
imports() {
    local ddl said=0
    for ddl in golden/redshift/*.sql golden/athena/*.sql golden/cases/compile/nasty/stdout; do
        build/release/spectrumc import "$ddl" 2>/dev/null \
            >"$scratch/imported/$(tr / - <<<"${ddl%.sql}").yaml" || [ $? = 1 ] || said=1
    done
    return $said
}
try "golden DDL is imported" imports
build/release/spectrumc schema >"$scratch/schema.json"

# shellcheck disable=SC2016 # the backquotes are Markdown's
FROM='`golden/dbt`, `specs`, what `import` writes' trust "yaml (yamllint)" \
    "$python" tests/judges/read_yaml.py lint -- golden/dbt/*.yml "$scratch"/imported/*.yaml specs/*.yaml
# shellcheck disable=SC2016
FROM='`specs`, what `import` writes, by `schema`' trust "yaml (check-jsonschema)" \
    "$python" tests/judges/read_yaml.py fits "$scratch/schema.json" -- specs/*.yaml "$scratch"/imported/*.yaml
# shellcheck disable=SC2016
FROM='`schema`' trust "yaml (metaschema)" \
    "$python" tests/judges/read_yaml.py metaschema -- "$scratch/schema.json"
