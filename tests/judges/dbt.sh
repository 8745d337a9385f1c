#!/usr/bin/env bash
# The sources.yml of every example and of the nasty spec, read with the libraries that dbt reads them
# with (PyYAML, Jinja2) and cuts SQL with (sqlparse). What dbt-external-tables makes of them must be
# the table and the partitions that the target `redshift` makes.
# DBT_SCHEMA=FILE also holds them against dbt's JSON schema (with python3-jsonschema). SEED=n repeats a
# run.
. "$(dirname "$0")/../lib.sh"

seed=${SEED:-1}
texts=400

dbt_python() {
    local python
    for python in python3 /usr/bin/python3; do
        "$python" -c 'import yaml, jinja2, sqlparse' 2>/dev/null && echo "$python" && return
    done
}

python=$(dbt_python)
if [ -z "$python" ]; then
    echo "skip dbt: python3-yaml, python3-jinja2 and python3-sqlparse are not all installed"
    exit
fi

judge() {
    "$python" tests/judges/dbt.py "$@"
}

compiled() { # SPEC NAME OPTION...: $scratch/NAME.yml and NAME.sql
    build/release/spectrumc compile --target dbt "${@:3}" "$1" -o "$scratch/$2.yml" &&
        build/release/spectrumc compile --emit table,partitions "$1" -o "$scratch/$2.sql"
}

nasty() {
    "$python" tests/judges/nasty/spec.py folders >"$scratch/nasty.yaml" &&
        compiled "$scratch/nasty.yaml" nasty &&
        judge same "$scratch/nasty.yml" "$scratch/nasty.sql" &&
        judge nasty "$scratch/nasty.yml" folders
}

nasty_alone() {
    "$python" tests/judges/nasty/spec.py >"$scratch/alone.yaml" &&
        compiled "$scratch/alone.yaml" alone --emit table &&
        judge nasty "$scratch/alone.yml"
}

random_texts() {
    judge texts "$seed" $texts >"$scratch/texts.yaml" &&
        compiled "$scratch/texts.yaml" texts &&
        judge same "$scratch/texts.yml" "$scratch/texts.sql" &&
        judge read "$seed" $texts "$scratch/texts.yml"
}

# A year of days is more than one batch of partitions.
batches() {
    sed 's/from: 2026-04-28, to: 2026-04-30/from: 2024-01-01, to: 2024-12-31/' \
        specs/price_list.yaml >"$scratch/year.yaml" &&
        compiled "$scratch/year.yaml" year &&
        grep -q 'end_date_str: "2024-12-31"' "$scratch/year.yml" &&
        judge same "$scratch/year.yml" "$scratch/year.sql"
}

# What the judge must not let pass.
rejects() { # FROM TO
    sed "s|$1|$2|" golden/dbt/raw_events.yml >"$scratch/broken.yml"
    ! cmp -s "$scratch/broken.yml" golden/dbt/raw_events.yml &&
        ! judge same "$scratch/broken.yml" golden/redshift/raw_events.sql
}

echo "reads dbt: \`golden/dbt\`"
for file in golden/dbt/*.yml; do
    name=$(basename "$file" .yml)
    try "dbt-external-tables makes $name as the target redshift does" \
        judge same "$file" "golden/redshift/$name.sql"
    [ -z "${DBT_SCHEMA:-}" ] ||
        try "$file fits dbt's JSON schema" judge schema "$DBT_SCHEMA" "$file"
done
[ -n "${DBT_SCHEMA:-}" ] ||
    echo "skip dbt's JSON schema: no package of apt or npm has it; name a copy by DBT_SCHEMA"
echo "skip dbt itself: no package of apt or npm has it"
try "a year of days, in batches" batches
try "the nasty spec, with partitions" nasty
try "the nasty spec, the source alone" nasty_alone
try "$texts random texts through Jinja and SQL (SEED=$seed)" random_texts
try "self-test: a lost value is rejected" rejects '- "29"' '- "28"'
try "self-test: a bare number is rejected" rejects '- "04"' '- 04'
try "self-test: another folder is rejected" rejects 'your-entity$' 'your-entity/'
try "self-test: another type is rejected" rejects 'varchar(65535)' 'varchar(65536)'
try "self-test: a lost property is rejected" rejects "'mapping.user_id'='userId'" "'mapping.id'='userId'"
