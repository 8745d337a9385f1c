#!/usr/bin/env bash
# The scripts of aws-cli: read by shellcheck, and run by the real AWS CLI against a server that stands
# in for AWS (tests/aws_server.py): once, twice, changed, refused, and with names that a shell reads.
. "$(dirname "$0")/../lib.sh"
. tests/judges/aws.lib

PATH=$PWD/build/release:$PATH
checks=avoid-nullary-conditions,check-unassigned-uppercase,deprecate-which,quote-safe-variables
nasty() {
    python3 tests/judges/nasty/spec.py >"$scratch/nasty.yaml" &&
        spectrumc compile --target aws-cli "$scratch/nasty.yaml" -o "$scratch/nasty.sh" 2>/dev/null
}
try "the nasty spec compiles" nasty
if command -v shellcheck >/dev/null; then
    for script in golden/aws-cli/*.sh "$scratch/nasty.sh"; do
        try "shellcheck has nothing against $(basename "$script")" shellcheck -o $checks "$script"
    done
else
    echo "skip aws_cli shellcheck: it is not installed"
fi
for script in golden/aws-cli/*.sh "$scratch/nasty.sh"; do
    try "bash reads $(basename "$script")" bash -n "$script"
done
need_aws aws_cli

own=arn:aws:iam::123456789012:role
state=$scratch/state

# What is there, by a line of Python that changes `s`.
given() { # STATEMENT
    python3 -c '
import json, sys
path, statement = sys.argv[1:]
s = {"account": "123456789012", "roles": {}, "namespaces": {}, "calls": [],
     "clusters": {"warehouse": {"status": "available", "roles": {}}}}
try:
    s = {**json.load(open(path)), "calls": []}
except OSError:
    pass
exec(statement)
json.dump(s, open(path, "w"))' "$state" "$1"
}

nothing_but() { # STATEMENT: in an empty account
    rm -f "$state"
    given "$1"
}

# True when an expression over the state is.
holds() { # EXPRESSION
    python3 -c '
import json, sys
s = json.load(open(sys.argv[1]))
if not eval(sys.argv[2]):
    print("not so:", sys.argv[2], json.dumps(s, indent=1), sep="\n")
    sys.exit(1)' "$state" "$1"
}

compiled() { # SPEC
    spectrumc compile --target aws-cli "$1" -o "$scratch/script.sh" 2>/dev/null &&
        spectrumc compile --target iam --access deploy "$1" -o "$scratch/iam.json" 2>/dev/null
}

# The script, as a user runs it. What it says is in $scratch/said.
runs() { # ARGUMENT...
    (cd "$scratch" && PATH=$scratch/bin:$PATH bash script.sh "$@") >"$scratch/out" 2>"$scratch/said" </dev/null
    local status=$?
    cat "$scratch/said"
    [ ! -s "$scratch/out" ] || { echo "on standard output:"; cat "$scratch/out"; return 99; }
    return $status
}

stops() { # STATUS WORDS ARGUMENT...
    local expected=$1 words=$2 status
    shift 2
    runs "$@"
    status=$?
    [ "$status" = "$expected" ] && grep -F -- "$words" "$scratch/said"
}

has_policies() { # NAME
    python3 tests/judges/aws_roles.py "$state" "$scratch/iam.json" "$1"
}

nothing_changed() {
    holds '{"CreateRole", "UpdateAssumeRolePolicy", "PutRolePolicy", "ModifyClusterIamRoles",
            "UpdateNamespace"}.isdisjoint(s["calls"])'
}

first_run() {
    nothing_but 's["slow"] = 1'
    compiled specs/raw_events.yaml && runs --cluster warehouse && has_policies spectrumc-raw_events &&
        grep 'not yet:' "$scratch/said" && grep 'waiting for the cluster warehouse: adding' "$scratch/said" &&
        holds "s['clusters']['warehouse']['roles'] == {'$own/RedshiftSpectrumRole': 'in-sync'}"
}

second_run() {
    cp "$state" "$scratch/before"
    given ''
    runs --cluster warehouse && has_policies spectrumc-raw_events &&
        holds '{"CreateRole", "UpdateAssumeRolePolicy", "ModifyClusterIamRoles"}.isdisjoint(s["calls"])' &&
        holds "{**s, 'calls': 0} == {**json.load(open('$scratch/before')), 'calls': 0}"
}

changed_spec() {
    mkdir -p "$scratch/changed"
    sed 's|your-entity/|other-entity/|' specs/raw_events.yaml >"$scratch/changed/raw_events.yaml"
    compiled "$scratch/changed/raw_events.yaml" && runs --cluster warehouse &&
        has_policies spectrumc-raw_events &&
        holds '"other-entity" in s["roles"]["RedshiftSpectrumRole"]["policies"]["spectrumc-raw_events"]'
}

changed_trust() {
    given 's["roles"]["RedshiftSpectrumRole"]["trust"] = s["roles"]["RedshiftSpectrumRole"]["trust"].replace(
        "redshift-serverless", "glue")'
    runs --cluster warehouse && has_policies spectrumc-raw_events && grep '"glue.amazonaws.com"' "$scratch/said"
}

several_specs() {
    compiled specs/cloudtrail.yaml && return 1
    cat specs/raw_events.yaml >"$scratch/changed/all.yaml"
    compiled "$scratch/changed/all.yaml" && runs &&
        holds 'sorted(s["roles"]["RedshiftSpectrumRole"]["policies"]) == ["spectrumc-all", "spectrumc-raw_events"]'
}

namespace() {
    nothing_but "s['slow'] = 1; s['namespaces']['analytics'] = {'status': 'available', 'default': '$own/B',
        'roles': {'$own/A,x=y@z': 'in-sync', '$own/path/B': 'in-sync', '$own/B': 'in-sync', '$own/C': 'removing'}}"
    compiled specs/raw_events.yaml && runs --namespace analytics &&
        holds "s['namespaces']['analytics']['roles'] == {arn: 'in-sync' for arn in (
            '$own/A,x=y@z', '$own/path/B', '$own/B', '$own/RedshiftSpectrumRole')}" &&
        holds "s['namespaces']['analytics']['default'] == '$own/B'"
}

namespace_again() {
    given ''
    runs --namespace analytics && holds '"UpdateNamespace" not in s["calls"]'
}

empty_namespace() {
    given 's["namespaces"]["new"] = {"status": "modifying", "roles": {}}'
    runs --namespace new && holds "s['namespaces']['new']['roles'] == {'$own/RedshiftSpectrumRole': 'in-sync'}"
}

being_removed() {
    given "s['clusters']['warehouse']['roles'] = {'$own/RedshiftSpectrumRole': 'removing'}"
    runs --cluster warehouse &&
        holds "s['clusters']['warehouse']['roles'] == {'$own/RedshiftSpectrumRole': 'in-sync'}"
}

never_attached() {
    nothing_but 's["stuck"] = True'
    compiled specs/raw_events.yaml && sed -i 's/^tries=.*/tries=3/' "$scratch/script.sh" &&
        stops 1 'is still not attached to the cluster warehouse: adding' --cluster warehouse
}

no_cluster() {
    stops 1 'ClusterNotFound' --cluster elsewhere
}

wrong_account() {
    nothing_but 's["account"] = "999999999999"'
    stops 1 'the credentials are of the account 999999999999; the roles are of 123456789012' \
        --cluster warehouse && nothing_changed && holds 's["roles"] == {}'
}

denied() {
    nothing_but 's["deny"] = ["GetRole"]'
    stops 1 'AccessDenied' --cluster warehouse && nothing_changed || return
    nothing_but 's["deny"] = ["PutRolePolicy"]'
    stops 1 'AccessDenied' --cluster warehouse && holds 's["calls"][-1] == "PutRolePolicy"'
}

other_path() {
    nothing_but 's["roles"]["RedshiftSpectrumRole"] = {"path": "/team/", "trust": "{}", "policies": {}}'
    stops 1 "$own/team/RedshiftSpectrumRole has its name" && nothing_changed
}

misused() {
    nothing_but ''
    stops 2 'usage: bash script.sh' --cluster &&
        stops 2 'usage: bash script.sh' --cluster '' &&
        stops 2 'usage: bash script.sh' --cluster a --namespace b &&
        stops 2 'usage: bash script.sh' warehouse &&
        stops 0 'usage: bash script.sh' --help && holds 's["calls"] == []'
}

# A chain through three roles of two accounts, made by each of them.
chain() {
    nothing_but 's["slow"] = 1'
    compiled golden/cases/compile/aws-cli-chains/spec.yaml && runs --cluster warehouse &&
        grep 'role/Lender: is of another account' "$scratch/said" &&
        holds "s['clusters']['warehouse']['roles'] == {
            '$own/Entry': 'in-sync', '$own/lake/readers/Reader': 'in-sync'}" &&
        holds 's["roles"]["Reader"]["path"] == "/lake/readers/"' || return
    given 's["account"] = "444455556666"'
    runs || return
    stops 1 'is of another account, and cannot be attached' --cluster warehouse || return
    grep -v SESSION "$scratch/iam.json" >/dev/null &&
        python3 -c '
import json, sys
path = sys.argv[1]
documents = [item for item in json.load(open(path)) if not item["name"].endswith("SESSION")]
json.dump(documents, open(path, "w"))' "$scratch/iam.json" && has_policies spectrumc-spec
}

# Texts that a shell would run or replace, in comments, names and folders.
nasty_run() {
    nothing_but ''
    sed -i "s|location: .*|location: \"s3://nasty/\$HOME/\`touch ran\`/\$(touch ran)/it's 'x' \\\\\\\\ ünï 日本 😀/POLICY/\"|" \
        "$scratch/nasty.yaml"
    grep location: "$scratch/nasty.yaml"
    compiled "$scratch/nasty.yaml" && runs --cluster warehouse && has_policies spectrumc-nasty &&
        [ ! -e "$scratch/ran" ] && grep -F 'touch ran' "$state"
}

asks() { # ARGUMENT...
    "$scratch/bin/aws" "$@" >/dev/null 2>"$scratch/refusal"
}

refuses() { # CODE ARGUMENT...
    if asks "${@:2}" || ! grep -F "($1)" "$scratch/refusal"; then
        echo "it is not refused by $1: ${*:2}"
        cat "$scratch/refusal"
        return 1
    fi
}

# The judge itself: what AWS refuses, it refuses.
server_refuses() {
    local trust='{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": ["redshift.amazonaws.com"]}}]}'
    nothing_but 's["namespaces"]["analytics"] = {"status": "available", "roles": {}, "default": "arn:x"}'
    asks iam create-role --role-name A --assume-role-policy-document "$trust" &&
        refuses EntityAlreadyExists iam create-role --role-name A --assume-role-policy-document "$trust" &&
        refuses MalformedPolicyDocument iam put-role-policy --role-name A --policy-name p --policy-document '{' &&
        refuses ValidationError iam put-role-policy --role-name A --policy-name p --policy-document '{"x": "日本"}' &&
        refuses ValidationError iam put-role-policy --role-name A --policy-name 'a b' --policy-document "$trust" &&
        refuses MalformedPolicyDocument iam create-role --role-name B --assume-role-policy-document \
            "${trust/Service\": [\"redshift.amazonaws.com/AWS\": [\"$own/Nobody}" &&
        refuses LimitExceeded iam put-role-policy --role-name A --policy-name p --policy-document \
            "${trust/redshift/$(printf '%010240d' 0)}" &&
        refuses InvalidParameterValue redshift modify-cluster-iam-roles --cluster-identifier warehouse \
            --add-iam-roles "$own/Nobody" &&
        refuses ValidationException redshift-serverless update-namespace --namespace-name analytics \
            --iam-roles "$own/A"
}

serve python3 tests/aws_server.py "$state" "$scratch/port"
serve_cli

echo "reads aws_cli: \`golden/aws-cli\`"
try "self-test: what AWS refuses is rejected" server_refuses
try "a role is made, and attached to a cluster" first_run
try "a second run changes nothing" second_run
try "a changed spec changes the policy" changed_spec
try "a trust policy that differs is shown and replaced" changed_trust
try "each spec has its own policy" several_specs
try "a role is attached to a namespace, beside the others" namespace
try "a second run leaves the namespace alone" namespace_again
try "a namespace at work is waited for" empty_namespace
try "a role that is being removed is attached again" being_removed
try "a role that is never attached stops the script" never_attached
try "a cluster that is not there stops it" no_cluster
try "credentials of another account stop it" wrong_account
try "a refused call stops it" denied
try "a role of that name elsewhere stops it" other_path
try "other arguments are refused" misused
try "a chain is made by the accounts that it leads through" chain
try "nothing of a spec is run" nasty_run
