#!/usr/bin/env bash
# moto stands in for AWS, a second opinion beside tests/aws_server.py. The newest AWS CLI runs the
# scripts of aws-cli and the requests of glue there. What the catalog then says, `import` must read
# back to the same requests; what S3 lists, `partitions` must read or refuse, in each form.
#
# moto runs no SQL and reads no type, so that of a table it sees only names, keys and partitions.
. "$(dirname "$0")/../lib.sh"
. tests/judges/aws.lib
. tests/judges/python.lib

need_python moto
PATH=$scratch/bin:$PWD/build/release:$PATH

# shellcheck disable=SC2016 # the backquotes are Markdown's
echo 'reads moto: `aws-cli`, `glue`, `import` of the catalog, `partitions` of listings'
judge() { # COMMAND ARGUMENT...
    "$python" -P tests/judges/aws_moto.py "$@"
}

# A judge that prints its own lines.
try_all() { # NAME COMMAND...
    "${@:2}" 2>"$scratch/noise" && return
    echo "not ok $1: the judge failed"
    tail -n 20 "$scratch/noise" | indented
}

serve "$python" -P tests/judges/aws_moto.py serve "$scratch/port"
serve_cli
port=$(cat "$scratch/port")

# S3. Each key is a partition of its own but for the marker of a folder.
cat >"$scratch/lake.yaml" <<'END'
external_table:
  schema: lake
  name: logs
  columns: [{name: a, type: int}]
  partitioned_by: [{name: app, type: varchar(40)}, {name: day, type: date}]
  format: json
  location: s3://acme-lake/logs/
  path: app={app}/{day:%Y/%m/%d}/
END
cat >"$scratch/keys" <<'END'
logs/
logs/app=web/2026/04/28/part-0.json
logs/app=web/2026/04/29/part 0 (1).json
logs/app=ünï 日本 😀/2026/04/28/a.json
logs/app=a%20b/2026/04/28/a+b.json
logs/app=it's "so"/2026/04/28/a.json
END
try "s3: objects are put" judge lake "$port" acme-lake "$scratch/keys"

partitions() { # LISTING
    spectrumc partitions "$scratch/lake.yaml" --listing "$1" 2>"$scratch/said"
}

lists() { # COMMAND...: into $scratch/listing
    aws "$@" >"$scratch/listing"
}

# Read, and as the listing by `aws s3 ls`.
reads() { # COMMAND...
    lists "$@" && partitions "$scratch/listing" | diff "$scratch/partitions" - && return
    cat "$scratch/said"
    return 1
}

# The same partitions, or none and an error; never fewer.
reads_or_refuses() { # COMMAND...
    lists "$@" || return
    if partitions "$scratch/listing" >"$scratch/found"; then
        diff "$scratch/partitions" "$scratch/found"
    else
        [ ! -s "$scratch/found" ] && grep 'error' "$scratch/said"
    fi
}

warns() { # WORDS COMMAND...
    lists "${@:2}" && partitions "$scratch/listing" >/dev/null
    grep -F -- "$1" "$scratch/said"
}

five_partitions() {
    lists s3 ls --recursive s3://acme-lake/logs/ && partitions "$scratch/listing" >"$scratch/partitions" &&
        [ "$(grep -c 'PARTITION (' "$scratch/partitions")" = 5 ]
}
try "s3: aws s3 ls --recursive is read" five_partitions
here=(--bucket acme-lake --prefix logs/)
for command in list-objects-v2 list-objects; do
    try "s3: $command --output json is read" reads s3api $command "${here[@]}" --output json
    for output in text table; do
        try "s3: $command --output $output is read or refused" \
            reads_or_refuses s3api $command "${here[@]}" --output $output
    done
done
try "s3: pages of two are read" reads s3api list-objects-v2 "${here[@]}" --page-size 2
try "s3: keys in URL encoding are read" reads s3api list-objects-v2 "${here[@]}" --encoding-type url
for output in json text table; do
    for query in 'Contents[].Key' 'Contents[].[Key, Size]' 'Contents[].{Key: Key, Size: Size}'; do
        try "s3: --query '$query' --output $output is read or refused" \
            reads_or_refuses s3api list-objects-v2 "${here[@]}" --output $output --query "$query"
    done
    try "s3: folders alone, --output $output, are refused" \
        reads_or_refuses s3api list-objects-v2 "${here[@]}" --delimiter / --output $output
done
try "s3: a listing cut by --max-items is warned of" \
    warns 'more follow' s3api list-objects-v2 "${here[@]}" --max-items 3
try "s3: an empty listing is warned of" warns 'has no key' s3api list-objects-v2 --bucket acme-lake --prefix none/
letter() {
    lists s3api list-objects-v2 "${here[@]}" && sed -i 's/app=web/app=wab/' "$scratch/listing" &&
        ! partitions "$scratch/listing" | cmp -s "$scratch/partitions" -
}
try "self-test: another letter of a key is rejected" letter

# Glue. The last is broken too.
"$python" tests/judges/nasty/spec.py >"$scratch/nasty.yaml"
specs=()
for folder in golden/glue/*/; do
    [ "$folder" = golden/glue/raw_events/ ] || specs+=("specs/$(basename "$folder").yaml")
done
specs+=(specs/raw_events.yaml)
mkdir "$scratch/glue"
try_all glue judge glue "$port" "$scratch/glue" "$scratch/nasty.yaml" "${specs[@]}"

# IAM, STS and Redshift. What the scripts make is what the target iam writes.
try "policies to deploy with are written" \
    spectrumc compile --target iam --access deploy "${specs[@]}" --out-dir "$scratch/documents"
try_all iam judge roles "$port" "$scratch/documents" golden/aws-cli/*.sh

# What one of the two stand-ins refuses and the other does not, and which is right.
echo '{"account": "123456789012", "roles": {}, "clusters": {}, "namespaces": {}, "calls": []}' >"$scratch/state"
serve python3 tests/aws_server.py "$scratch/state" "$scratch/own"
await "$scratch/own"
try_all refuses judge refuses "$port" "$(cat "$scratch/own")"
