#!/usr/bin/env bash
# The AWS CLI's own model of Glue's requests must accept every golden request, and the CLI itself
# those of one example.
. "$(dirname "$0")/../lib.sh"

# A Python that has the CLI's packages: the one that its script names, or any.
cli_python() {
    local python
    for python in "$(sed -n '1s/^#!\([^ ]*python[^ ]*\).*/\1/p' "$(command -v aws)")" python3; do
        [ -n "$python" ] && "$python" -c 'import awscli' 2>/dev/null && echo "$python" && return
    done
}

python=$(command -v aws >/dev/null && cli_python)
if [ -z "$python" ]; then
    echo "skip glue: the AWS CLI (awscli) is not installed"
    exit
fi

nasty() {
    python3 tests/judges/nasty/spec.py >"$scratch/nasty.yaml" &&
        build/release/spectrumc compile --target glue "$scratch/nasty.yaml" -o "$scratch/nasty.json"
}
try "the nasty spec compiles" nasty
"$python" tests/judges/aws_requests.py glue "$scratch/nasty.json" golden/glue || exit

# It checks its input, then prints a sample of the answer, and asks no server.
accepts() { # OPERATION FILE
    AWS_CONFIG_FILE=/dev/null AWS_DEFAULT_REGION=eu-west-1 aws glue "$1" \
        --cli-input-json "file://$2" --generate-cli-skeleton output
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
