#!/usr/bin/env bash
# The sources.yml of every example and of the nasty spec, read by dbt itself where it is installed, and by
# the libraries that dbt reads them with (PyYAML, Jinja2) and cuts SQL with (sqlparse). What
# dbt-external-tables makes of them must be the table and the partitions that the target `redshift` makes:
# by a restatement of what it does, and by its own macros, where DBT_EXTERNAL_TABLES names a folder that
# holds the package, as dbt's hub or GitHub have it. SEED=n repeats a run.
. "$(dirname "$0")/../lib.sh"
. tests/judges/trust.lib

seed=${SEED:-1}
texts=400
own=build/python
is_whole=
! cmp -s tests/judges/python/requirements.txt $own/installed.txt || is_whole=yes

dbt_python() {
    local python
    for python in ${is_whole:+$own/bin/python} python3 /usr/bin/python3; do
        "$python" -c 'import yaml, jinja2, sqlparse' 2>/dev/null && echo "$python" && return
    done
}

python=$(dbt_python)
if [ -z "$python" ]; then
    echo "skip dbt: python3-yaml, python3-jinja2 and python3-sqlparse are not all installed"
    exit
fi

judge() {
    "$python" -P tests/judges/external_tables.py "$@"
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
    try "dbt-external-tables, restated, makes $name as the target redshift does" \
        judge same "$file" "golden/redshift/$name.sql"
done
try "a year of days, in batches" batches
try "the nasty spec, with partitions" nasty
try "the nasty spec, the source alone" nasty_alone
try "$texts random texts through Jinja and SQL (SEED=$seed)" random_texts
try "self-test: a lost value is rejected" rejects '- "29"' '- "28"'
try "self-test: a bare number is rejected" rejects '- "04"' '- 04'
try "self-test: another folder is rejected" rejects 'your-entity$' 'your-entity/'
try "self-test: another type is rejected" rejects 'varchar(65535)' 'varchar(65536)'
try "self-test: a lost property is rejected" rejects "'mapping.user_id'='userId'" "'mapping.id'='userId'"

if [ -z "$is_whole" ]; then
    echo "skip dbt itself: tests/judges/python/requirements.txt is not installed"
    exit
fi
real() { # COMMAND ARGUMENT...
    "$python" -P tests/judges/real_dbt.py "$@"
}
trust "dbt (dbt-core)" real read "$scratch" -- golden/dbt/*.yml
real read "$scratch" "$scratch"/{nasty,alone,texts,year}.yml 2>"$scratch/noise" | sed "s|$scratch/|dbt reads |"

if [ -z "${DBT_EXTERNAL_TABLES:-}" ]; then
    echo "skip dbt-external-tables itself: no registry has it; name a folder that holds it by DBT_EXTERNAL_TABLES"
    exit
fi
. tests/judges/postgres.lib
chmod 755 "$scratch"
need_server "dbt-external-tables itself" off
pairs=()
for file in golden/dbt/*.yml; do
    pairs+=("$file" "golden/redshift/$(basename "$file" .yml).sql")
done
for name in nasty texts; do
    pairs+=("$scratch/$name.yml" "$scratch/$name.sql")
done
rendered() { # FILE.yml FILE.sql ...
    real render "$scratch" "$DBT_EXTERNAL_TABLES" "$scratch" "$@"
}
rendered "${pairs[@]}" 2>"$scratch/noise" && rendered "$scratch/year.yml" "$scratch/year.sql" || echo "not ok dbt-external-tables itself: it does not render"
notices() { # WHAT FROM TO
    sed "s|$2|$3|" golden/dbt/raw_events.yml >"$scratch/broken.yml"
    if rendered "$scratch/broken.yml" golden/redshift/raw_events.sql >"$scratch/said" 2>&1; then
        grep -q '^not ok' "$scratch/said" || { echo "ok dbt-external-tables itself is blind to $1" && return; }
    fi
    echo "ok dbt-external-tables itself notices $1"
}
notices 'a lost value' '- "29"' '- "28"'
notices 'another folder' 'your-entity$' 'your-entity/'
notices 'another type' 'varchar(65535)' 'varchar(65536)'
notices 'a quote that is not doubled' "'userId'" "'user'Id'"
notices 'a partition twice' '- "29"' '- "29"\n                - "29"'
