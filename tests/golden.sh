#!/usr/bin/env bash
# Runs the cases below golden/cases/ with one build, or writes down what it says as expected.
# usage: tests/golden.sh [--bless] BUILD [CASE ...]     BUILD: build/dev, build/asan, ...
#
# CASE is a folder below golden/cases/ or a pattern: 'check/SP0116*', 'SP0116*', or `check` for all
# of check's.
# A case is a folder that holds `cmd`, one shell line. It runs in a copy of the folder (the rest of
# golden/cases/ and specs/ are where they are in the tree), with `spectrumc` on PATH and no stdin.
# What it must do is next to `cmd`:
#     stdout, stderr   exactly these bytes; no file: nothing
#     status           the exit status; no file: 0
#     files/           the tree that must then be in ./out; no folder: ./out stays as it was
# It may change nothing else in its folder. A status other than 0 must come with a message.
. "$(dirname "$0")/lib.sh"

bless=
if [ "${1:-}" = --bless ]; then
    bless=yes
    shift
fi
if [ $# = 0 ]; then
    echo "usage: tests/golden.sh [--bless] BUILD [CASE ...]" >&2
    exit 2
fi
root=$PWD
PATH=$(realpath "$1"):$PATH
shift
export LC_ALL=C
unset COLUMNS NO_COLOR
if ! [ -x "${PATH%%:*}/spectrumc" ]; then
    echo "${PATH%%:*}/spectrumc is not built" >&2
    exit 2
fi

cases=golden/cases
mkdir "$scratch/golden" "$scratch/results"
cp -R $cases "$scratch/golden/"
cp -R specs "$scratch/"

# The copy of a case, once it ran, as its folder should look.
without_expectations() {
    local tree=$1
    rm -rf "$tree"/{cmd,stdout,stderr,status,files}
}

same() { # TITLE EXPECTED ACTUAL: a unified diff when they differ; no file is an empty one
    local expected=$2
    [ -e "$expected" ] || expected=/dev/null
    cmp -s "$expected" "$3" && return
    diff -u --label "expected $1" --label "actual $1" "$expected" "$3"
    return 1
}

same_tree() { # CASE COPY
    local expected=$scratch/expected.$BASHPID status
    cp -R "$1" "$expected"
    if [ -d "$1/files" ]; then
        rm -rf "$expected/out"
        mv "$expected/files" "$expected/out"
    fi
    without_expectations "$expected"
    diff -urN "$expected" "$2" | sed "s|$expected|expected|; s|$2|actual|"
    status=${PIPESTATUS[0]}
    rm -rf "$expected"
    return "$status"
}

judge() { # CASE COPY RESULT
    local case=$1 copy=$2 result=$3 bad=0
    same status "$case/status" "$result/status" || bad=1
    same stdout "$case/stdout" "$result/stdout" || bad=1
    same stderr "$case/stderr" "$result/stderr" || bad=1
    without_expectations "$copy"
    same_tree "$case" "$copy" || bad=1
    if [ -s "$result/status" ] && ! [ -s "$result/stdout" ] && ! [ -s "$result/stderr" ]; then
        echo "status $(cat "$result/status") without a word on stdout or stderr"
        bad=1
    fi
    return $bad
}

write_down() { # CASE COPY RESULT
    local case=$1 copy=$2 result=$3 name
    for name in stdout stderr status; do
        if [ -s "$result/$name" ]; then
            cmp -s "$result/$name" "$case/$name" || cp "$result/$name" "$case/$name"
        else
            rm -f "$case/$name"
        fi
    done
    if [ -d "$copy/out" ] && ! diff -rq "$case/out" "$copy/out" >/dev/null 2>&1; then
        rm -rf "$case/files"
        cp -R "$copy/out" "$case/files"
    else
        rm -rf "$case/files"
    fi
}

run_case() { # NAME
    local name=$1 copy=$scratch/golden/cases/$1 result=$scratch/results/$BASHPID status
    mkdir -p "$result"
    (cd "$copy" && timeout 60 bash ./cmd) >"$result/stdout" 2>"$result/stderr" </dev/null
    status=$?
    [ $status = 0 ] && : >"$result/status" || echo $status >"$result/status"
    if [ -n "$bless" ]; then
        write_down "$root/$cases/$name" "$copy" "$result"
    elif judge "$root/$cases/$name" "$copy" "$result" >"$result/details" 2>&1; then
        echo "ok $name"
    else
        echo "not ok $name"
        head -n 100 "$result/details" | indented
    fi
}

mapfile -t all < <(find $cases -name cmd -printf '%P\n' | sed 's|/cmd$||' | sort)

# The cases that are named, in the order of their names, each once.
chosen() { # CASE...
    local pattern name found
    for pattern; do
        pattern=${pattern#"$cases"/}
        pattern=${pattern%/}
        found=
        for name in "${all[@]}"; do
            # shellcheck disable=SC2053 # the pattern is one
            if [[ $name == $pattern || $name == $pattern/* || $name == */$pattern ]]; then
                echo "$name"
                found=yes
            fi
        done
        [ -n "$found" ] || no_such case "$pattern" "${all[@]}"
    done | sort -u
    return "${PIPESTATUS[0]}"
}

if [ $# = 0 ]; then
    names=("${all[@]}")
else
    wanted=$(chosen "$@") || exit 2
    mapfile -t names <<<"$wanted"
fi

# As many workers as processors; each takes every n-th case.
workers=$(nproc)
for ((worker = 0; worker < workers; worker++)); do
    for ((i = worker; i < ${#names[@]}; i += workers)); do
        run_case "${names[i]}"
    done >"$scratch/worker.$worker" &
done
wait
cat "$scratch"/worker.*
