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
    local name=$1 said=$scratch/try.$BASHPID
    shift
    if "$@" >"$said" 2>&1; then
        echo "ok $name"
    else
        echo "not ok $name"
        head -n 60 "$said" | indented
    fi
}

# repeat NAME SECONDS COMMAND...: the command with one seed after the other, from SEED on, as its last
# word, while there is time, or until it fails.
repeat() {
    local name=$1 seconds=$2 seed=${SEED:-1} rounds=0
    shift 2
    while [ $SECONDS -lt "$seconds" ]; do
        if ! "$@" "$seed" >"$scratch/round" 2>&1; then
            echo "not ok $name (SEED=$seed)"
            { grep -A 20 '^not ok' "$scratch/round" || tail -n 60 "$scratch/round"; } |
                head -n 60 | indented
            return 1
        fi
        seed=$((seed + 1))
        rounds=$((rounds + 1))
    done
    echo "ok $name, $rounds rounds (SEED=${SEED:-1} and on)"
}

# no_such KIND NAME CANDIDATE...: says that there is none, and which are near; always fails. Near is
# what holds a stretch that differs from NAME, without its stars, in at most a third of the letters.
no_such() {
    local kind=$1 name=$2 near
    shift 2
    near=$(printf '%s\n' "$@" | awk -v name="${name//\*/}" '
        # The fewest edits that make the word into some stretch of the text.
        function distance(word, text,    i, j, old, diagonal, row, best) {
            for (i = 1; i <= length(word); i++) {
                diagonal = row[0]
                row[0] = i
                for (j = 1; j <= length(text); j++) {
                    old = row[j]
                    row[j] = diagonal + (substr(word, i, 1) != substr(text, j, 1))
                    if (old + 1 < row[j]) row[j] = old + 1
                    if (row[j - 1] + 1 < row[j]) row[j] = row[j - 1] + 1
                    diagonal = old
                }
            }
            best = row[0]
            for (j = 1; j <= length(text); j++) if (row[j] < best) best = row[j]
            return best
        }
        {
            far = distance(tolower(name), tolower($0))
            if (far * 3 <= length(name)) print far, length($0), $0
        }' | sort -k 1,1n -k 2,2n -k 3 | head -n 8 | cut -d' ' -f3-)
    echo "no such $kind: $name"
    [ -z "$near" ] || sed '1s/^/near:\n/' <<<"$near" | sed '2,$s/^/    /'
    return 1
} >&2
