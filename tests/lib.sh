# shellcheck shell=bash
# For the stages: source it first. It goes to the root of the project and makes $scratch, a folder
# that is removed at the end. tests/run.sh tells what a stage prints.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
export LC_ALL=C.UTF-8
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# A sanitizer's report must not look like one of the program's own exit statuses.
export ASAN_OPTIONS=exitcode=99 LSAN_OPTIONS=exitcode=99
export UBSAN_OPTIONS=exitcode=99:print_stacktrace=1

indented() {
    sed 's/^/    /'
}

# try NAME COMMAND...: ok when the command succeeds, else not ok with what it printed.
try() {
    local name=$1
    shift
    if "$@" >"$scratch/try" 2>&1; then
        echo "ok $name"
    else
        echo "not ok $name"
        head -n 60 "$scratch/try" | indented
    fi
}
