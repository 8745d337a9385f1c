#!/usr/bin/env bash
# Every C file is laid out as .clang-format says. Versions of clang-format differ in small things, so
# that version 14 alone judges.
. "$(dirname "$0")/../lib.sh"

if ! command -v clang-format-14 >/dev/null; then
    echo "skip format: clang-format 14 is not installed"
    exit 0
fi

as_laid_out() {
    local bad
    bad=$(git ls-files '*.[ch]' | xargs clang-format-14 --dry-run 2>&1 | grep -c 'warning:')
    [ "$bad" = 0 ] && return
    git ls-files '*.[ch]' | xargs clang-format-14 --dry-run 2>&1 | grep 'warning:' | head -n 20
    echo "write: git ls-files '*.[ch]' | xargs clang-format-14 -i"
    return 1
}

try "C files are laid out as .clang-format says" as_laid_out
