#!/usr/bin/env bash
# A lake in an S3-compatible server, filled and listed by the real AWS CLI: each form of listing
# must give the partitions, rows and sizes that DuckDB has of the files themselves.
. "$(dirname "$0")/../lib.sh"

. tests/judges/aws.lib
. tests/judges/lake.lib

need_aws s3
if ! [ -d "$modules/s3rver" ]; then
    echo "skip s3: s3rver (npm) is not installed"
    exit
fi
need_lake s3

# The server ends with its standard input, which ends with this judge, however that ends.
export MODULES=$modules
coproc SERVER {
    exec timeout 600 node tests/judges/s3.mjs "$scratch/served" 2>"$scratch/server.log"
}
if ! read -r -t 60 port <&"${SERVER[0]}"; then
    echo "not ok s3: the server does not start"
    indented <"$scratch/server.log"
    exit 1
fi

export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null
export AWS_ACCESS_KEY_ID=S3RVER AWS_SECRET_ACCESS_KEY=S3RVER AWS_DEFAULT_REGION=us-east-1
export AWS_PAGER='' NO_PROXY=127.0.0.1 no_proxy=127.0.0.1
s3() { # ls ... | api list-objects-v2 ...
    local service=s3
    [ "$1" = api ] && service=s3api && shift
    timeout 60 aws --endpoint-url "http://127.0.0.1:$port" $service "$@"
}

# The files of the lake; and what consoles and writers leave beside them.
fill() {
    local key
    s3 cp --recursive --only-show-errors "$scratch/lake" s3://lake || return
    for key in hive/ 'hive/app=web/' hive/_SUCCESS bare/_temporary/0/part-0.csv \
        ymd/year=2026/month=02/day=26/.part-0.csv.crc; do
        s3 api put-object --bucket lake --key "$key" || return
    done
}

list() { # ARGUMENT...
    s3 api list-objects-v2 --bucket lake "$@"
}

# One page after another, going on from what the last one says comes next.
pages() { # TOKEN-NAME TOKEN-OPTION ARGUMENT...
    local name=$1 option=$2 page token from=()
    shift 2
    while page=$(list "$@" "${from[@]}"); do
        printf '%s\n' "$page"
        token=$(sed -n "s/^ *\"$name\": \"\(.*\)\".*/\1/p" <<<"$page")
        [ -n "$token" ] || return 0
        from=("$option" "$token")
    done
    return 1
}

survey() { # FORM COMMAND...
    local form=$1 listing=$scratch/$1.listing
    shift
    if "$@" >"$listing" 2>"$scratch/list.log"; then
        survey_lake "$form" "$listing"
    else
        echo "not ok $form: no listing"
        indented <"$scratch/list.log"
    fi
}

try "the lake is filled" fill
survey ls s3 ls --recursive s3://lake
survey ls-summarize s3 ls --recursive --summarize s3://lake
survey json list
survey json-small-pages list --page-size 17
survey pages pages NextToken --starting-token --max-items 17
survey keys-text list --query 'Contents[].[Key]' --output text
survey json-url list --encoding-type url
survey pages-url pages NextToken --starting-token --max-items 17 --encoding-type url
survey pages-raw pages NextContinuationToken --continuation-token --no-paginate --max-keys 17
survey json-contents list --query 'Contents[]'
survey keys-json list --query 'Contents[].Key'
echo "reads s3: \`partitions\` and \`inspect\` of what the AWS CLI lists"
judge_lake
self_test_lake ls
