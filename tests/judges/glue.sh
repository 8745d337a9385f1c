#!/usr/bin/env bash
# The AWS CLI's own model of Glue's requests must accept every golden request, and the CLI itself
# those of one example.
. "$(dirname "$0")/../lib.sh"
. tests/judges/trust.lib

. tests/judges/aws.lib

need_aws glue

nasty() {
    python3 tests/judges/nasty/spec.py >"$scratch/nasty.yaml" &&
        build/release/spectrumc compile --target glue "$scratch/nasty.yaml" -o "$scratch/nasty.json"
}
try "the nasty spec compiles" nasty
"$python" tests/judges/aws_requests.py glue nasty "$scratch/nasty.json" || exit
trust glue "$python" tests/judges/aws_requests.py glue -- golden/glue/*/*.json

accepts() { # OPERATION FILE
    aws_checks glue "$1" --cli-input-json "file://$2"
}

rejects() {
    sed 's/"TableInput"/"TableInputs"/' golden/glue/raw_events/002-create-table.json \
        >"$scratch/broken.json"
    ! accepts create-table "$scratch/broken.json"
}

for file in golden/glue/raw_events/*.json; do
    operation=$(basename "$file" .json)
    try "aws glue ${operation#*-} accepts $file" accepts "${operation#*-}" "$file"
done
try "aws glue create-table rejects an unknown key" rejects
