#
# Makes the roles by which Redshift reads the tables, with the permissions that the tables need, and
# attaches them. It can be run again: what differs from the specs is changed, and nothing else.
#
# usage: bash SCRIPT [--cluster ID | --namespace NAME]
#
#     --cluster ID        attach the roles to this cluster
#     --namespace NAME    attach the roles to this namespace of Redshift Serverless
#
# Without either, the roles are only made. Credentials and region are those of the AWS CLI, as
# AWS_PROFILE and AWS_REGION set them.
set -euo pipefail
export AWS_PAGER=

tries=60 # five seconds apart

say() { # MESSAGE
    printf '%s\n' "$1" >&2
}

stop() { # MESSAGE
    say "error: $1"
    exit 1
}

usage() { # STATUS
    say "usage: bash ${0##*/} [--cluster ID | --namespace NAME]"
    exit "$1"
}

# What to attach the roles to: $kind is "cluster", "namespace" or empty, $place its name.
kind='' place=''
while [ $# -gt 0 ]; do
    case $1 in
        --cluster | --namespace)
            if [ -n "$kind" ] || [ -z "${2:-}" ]; then
                usage 2
            fi
            kind=${1#--} place=$2
            shift 2
            ;;
        -h | --help) usage 0 ;;
        *) usage 2 ;;
    esac
done

if ! command -v aws >/dev/null; then
    say 'error: the AWS CLI is not installed'
    exit 2
fi
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT

# Asks AWS. The answer is in $answer; where it is refused, the reason is in $refusal.
ask() { # ARGUMENT...
    answer='' refusal=''
    if ! answer=$(aws "$@" 2>"$errors"); then
        refusal=$(tr -s '\n' ' ' <"$errors")
        refusal=${refusal# } refusal=${refusal% }
        return 1
    fi
}

ask_or_stop() { # ARGUMENT...
    ask "$@" || stop "aws $1 $2: $refusal"
}

# Asks again while it is refused for what passes: a role that was just made is not known everywhere.
ask_until() { # PATTERN ARGUMENT...
    local passes=$1 try
    shift
    for ((try = 1; ; try++)); do
        if ask "$@"; then
            return
        fi
        if [ "$try" = "$tries" ] || ! [[ $refusal =~ $passes ]]; then
            stop "aws $1 $2: $refusal"
        fi
        say "    not yet: $refusal"
        sleep 5
    done
}

# Stops where the credentials are of another account than the roles.
need_account() { # ACCOUNT...
    ask_or_stop sts get-caller-identity --query Account --output text
    account=$answer
    if [[ " $* " != *" $account "* ]]; then
        stop "the credentials are of the account $account; the roles are of $*"
    fi
}

is_ours() { # ARN
    [[ $1 == arn:*:iam::"$account":role/* ]]
}

# The texts in JSON, sorted.
texts() { # JSON
    grep -o '"[^"]*"' <<<"$1" | LC_ALL=C sort
}

create_role() { # ARN TRUST
    local name=${1##*/} path=${1#*:role}
    ask_until 'Invalid principal' iam create-role --role-name "$name" --path "${path%"$name"}" \
        --assume-role-policy-document "$2"
    ask_or_stop iam wait role-exists --role-name "$name"
    say "$1: created"
}

# IAM keeps neither the order nor the layout of what it was given.
update_trust() { # ARN TRUST PRESENT
    if [ "$(texts "$2")" = "$(texts "$3")" ]; then
        say "$1: is there"
        return
    fi
    say "$1: is there; its trust policy differs, and is replaced: $3"
    ask_until 'Invalid principal' iam update-assume-role-policy --role-name "${1##*/}" \
        --policy-document "$2"
}

# A role. Standard input is who may assume it.
make_role() { # ARN
    local name=${1##*/} trust found present
    trust=$(cat)
    if ! is_ours "$1"; then
        say "$1: is of another account; run this with credentials of that one too"
    elif ask iam get-role --role-name "$name" --output text \
        --query 'Role.[Arn, to_string(AssumeRolePolicyDocument)]'; then
        IFS=$'\t' read -r found present <<<"$answer"
        [ "$found" = "$1" ] || stop "$1: $found has its name"
        update_trust "$1" "$trust" "$present"
    elif [[ $refusal == *'(NoSuchEntity)'* ]]; then
        create_role "$1" "$trust"
    else
        stop "aws iam get-role: $refusal"
    fi
}

# What a role may do, on standard input: its inline policy of that name.
put_policy() { # ARN NAME
    local policy
    policy=$(cat)
    if is_ours "$1"; then
        ask_until NoSuchEntity iam put-role-policy --role-name "${1##*/}" --policy-name "$2" \
            --policy-document "$policy"
        say "$1: has the policy $2"
    fi
}

# The next two set $status to how the role is attached: "adding", "removing" or "in-sync", or empty
# where it is not; and $busy to what the cluster or namespace is at, where it cannot be changed.
look_at_cluster() { # ARN
    ask_or_stop redshift describe-clusters --cluster-identifier "$place" --output text --query \
        "Clusters[0].[ClusterStatus, IamRoles[?IamRoleArn=='$1'].ApplyStatus | [0]]"
    IFS=$'\t' read -r busy status <<<"$answer"
    [ "$busy" != available ] || busy=''
    [ "$status" != None ] || status=''
}

# A namespace lists its roles as "IamRole(applyStatus=in-sync, iamRoleArn=arn:...)", in either order,
# or by the bare ARN. $attached is all of them, $default the one that is the namespace's default.
look_at_namespace() { # ARN
    local list line arn='arn:[^ )"]+' apply='applyStatus=([a-z-]+)' role state
    ask_or_stop redshift-serverless get-namespace --namespace-name "$place" --output text \
        --query 'namespace.[status, defaultIamRoleArn, to_string(iamRoles)]'
    IFS=$'\t' read -r busy default list <<<"$answer"
    [ "$busy" != AVAILABLE ] || busy=''
    status='' attached=()
    while IFS= read -r line; do
        [[ $line =~ $arn ]] || continue
        role=${BASH_REMATCH[0]%,} state=in-sync
        [[ ! $line =~ $apply ]] || state=${BASH_REMATCH[1]}
        [ "$role" != "$1" ] || status=$state
        [ "$state" = removing ] || attached+=("$role")
    done < <(texts "$list")
}

add_to_cluster() { # ARN
    ask_until 'InvalidClusterState|InvalidParameterValue' redshift modify-cluster-iam-roles \
        --cluster-identifier "$place" --add-iam-roles "$1"
}

# The list replaces the one before, and the default role goes with it.
add_to_namespace() { # ARN
    local roles=("$1" ${attached[@]+"${attached[@]}"})
    if [ "$default" != None ]; then
        roles+=(--default-iam-role-arn "$default")
    fi
    ask_until 'ConflictException|ValidationException' redshift-serverless update-namespace \
        --namespace-name "$place" --iam-roles "${roles[@]}"
}

# Attaches a role, and waits until Redshift can use it.
attach() { # ARN
    local try is_asked=''
    if [ -z "$kind" ]; then
        say "$1: is not attached: run this again with --cluster ID or --namespace NAME"
        return
    fi
    is_ours "$1" || stop "$1: is of another account, and cannot be attached to the $kind $place"
    for ((try = 0; try < tries; try++)); do
        "look_at_$kind" "$1"
        if [ "$status" = in-sync ]; then
            say "$1: is attached to the $kind $place"
            return
        fi
        if [ -z "$status$busy$is_asked" ]; then
            "add_to_$kind" "$1"
            is_asked=yes
        fi
        say "    waiting for the $kind $place: ${status:-${busy:-asked}}"
        sleep 5
    done
    stop "$1: is still not attached to the $kind $place: ${status:-${busy:-not in its list}}"
}
