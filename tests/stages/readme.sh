#!/usr/bin/env bash
# What the README shows is what happens.
#
# A block that opens with ```console is a session: a line `$ COMMAND` is run by bash in the root of
# the project, with the release build on PATH, and the lines below it are what it prints, on either
# stream. A line `...` stands for one line or more. A command that goes on ends its line with a
# backslash. Blocks of other kinds (```sh, ```yaml, ```sql, ...) are not run.
. "$(dirname "$0")/../lib.sh"

PATH=$PWD/build/release:$PATH
unset MAKEFLAGS

# Each session becomes numbered pairs of files, N.command and N.expected.
split_sessions() {
    awk -v dir="$scratch" '
        /^```console$/ {session = 1; file = ""; next}
        /^```/ {session = 0; more = 0; next}
        !session {next}
        more {print > command; more = /\\$/; next}
        /^\$ / {
            n++
            command = dir "/" n ".command"
            file = dir "/" n ".expected"
            printf "" > file
            print substr($0, 3) > command
            more = /\\$/
            next
        }
        file != "" {print > file}
        END {print n + 0}' README.md
}

# True when the text is the expected one, where a line of three dots matches one or more.
matches() { # EXPECTED ACTUAL
    local pattern text
    pattern=$(sed 's/[][()|*?+@!\\]/\\&/g; s/^\.\.\.$/*/' "$1")
    text=$(cat "$2")
    # shellcheck disable=SC2053 # the pattern is one
    [[ $text == $pattern ]]
}

run_command() { # N
    bash "$scratch/$1.command" >"$scratch/$1.actual" 2>&1 </dev/null
    matches "$scratch/$1.expected" "$scratch/$1.actual" && return
    diff -u --label "README.md says" --label "it prints" "$scratch/$1.expected" "$scratch/$1.actual"
    return 1
}

count=$(split_sessions)
[ "$count" != 0 ] || echo "not ok README.md shows no session"
for ((n = 1; n <= count; n++)); do
    try "$(head -n 1 "$scratch/$n.command")" run_command $n
done
