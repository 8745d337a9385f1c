#!/usr/bin/env bash
# The same input gives the same bytes, whatever the locale, the time zone, the working directory,
# the order of files in a folder, the compiler and the build.
. "$(dirname "$0")/../lib.sh"

# What the program says about everything at hand: the examples' SQL and the findings of all cases.
say() { # BUILD-FOLDER
    "$1/spectrumc" compile specs
    echo "status $?"
    "$1/spectrumc" check golden/cases 2>&1
    echo "status $?"
}

same() { # COMMAND...
    "$@" >"$scratch/said" 2>&1
    diff -u "$scratch/reference" "$scratch/said"
}

# The example and case folders alone, somewhere else, each file made in the reverse order.
elsewhere() {
    mkdir -p "$scratch/else/where"
    find specs golden/cases -type f | LC_ALL=C sort -r | tar -c -T - |
        tar -x -C "$scratch/else/where" || return
    (cd "$scratch/else/where" && same say "$here/build/release")
}

in_locale() { # NAME
    localedef -i "$1" -f UTF-8 "$scratch/locale/$1.UTF-8" || return
    [ "$(LOCPATH=$scratch/locale LC_ALL=$1.UTF-8 locale charmap)" = UTF-8 ] || return
    LOCPATH=$scratch/locale LC_ALL=$1.UTF-8 same say build/release
}

# Nothing of the environment is read.
in_odd_environment() {
    same env -i COLUMNS=20 LINES=5 TERM=xterm-256color CLICOLOR_FORCE=1 FORCE_COLOR=1 \
        database=oops LANG=de_DE bash -c "$(declare -f say); say build/release"
}

here=$PWD
mkdir "$scratch/locale"
say build/release >"$scratch/reference" 2>&1
first() {
    head -n 40 "$scratch/reference"
    grep -q '^CREATE EXTERNAL TABLE' "$scratch/reference" &&
        grep -q '^status 0' "$scratch/reference"
}
try "there is something to compare" first

for build in dev dev-clang asan static; do
    if [ -x build/$build/spectrumc ]; then
        try "build/$build says what build/release says" same say build/$build
    else
        echo "skip build/$build: it is not built"
    fi
done
if [ -e /usr/share/i18n/locales/tr_TR ]; then
    try "LC_ALL=tr_TR.UTF-8" in_locale tr_TR
else
    echo "skip LC_ALL=tr_TR.UTF-8: package locales is not installed"
fi
TZ=Asia/Kathmandu try "TZ=Asia/Kathmandu" same say build/release
try "another working directory and file order" elsewhere
try "an odd environment" in_odd_environment
