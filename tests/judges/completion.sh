#!/usr/bin/env bash
# What shells complete: bash, zsh and fish load what `completion` prints, and offer what it should.
. "$(dirname "$0")/../lib.sh"

program=$PWD/build/release/spectrumc
PATH=$(dirname "$program"):$PATH
for shell in bash zsh fish; do
    "$program" completion $shell >"$scratch/$shell" || exit
done

# What bash offers for the words of a command line, the last of which is begun.
bash_offers() {
    bash -c '. "$1"
        shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _spectrumc spectrumc "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        echo "${COMPREPLY[@]}"' bash "$scratch/bash" "$@"
}

fish_offers() { # a command line
    # shellcheck disable=SC2016 # fish is to read them
    fish --no-config -c 'source $argv[1]; complete -C $argv[2]' "$scratch/fish" "$*" |
        cut -f 1 | paste -sd ' '
}

# What Tab makes of what was typed at a pseudo-terminal.
zsh_makes() { # a command line
    zsh -f "$scratch/zpty" "$scratch" "$*"
}
cat >"$scratch/zpty" <<'ZSH'
zmodload zsh/zpty
mkdir -p $1/functions && cp $1/zsh $1/functions/_spectrumc
zpty shell zsh -f -i
zpty -w shell "PS1=; fpath=($1/functions \$fpath); autoload -U compinit; compinit -u -D"
zpty -w shell "zstyle ':completion:*' list-prompt ''; bindkey '^X' show; show() { print -r - \"<<\$BUFFER>>\" }; zle -N show"
zpty -w -n shell "$2"$'\t\030'
local line all
for try in {1..200}; do
    while zpty -r -t shell line; do all+=$line; done
    [[ $all = *'<<spectrumc'*'>>'* ]] && break
    sleep 0.05
done
all=${all##*'<<'}
print -r - "${all%%'>>'*}"
zpty -d shell
ZSH

equals() { # WANTED COMMAND...
    local wanted=$1 got
    shift
    got=$("$@")
    echo "wanted: $wanted" "got:    $got"
    [ "$got" = "$wanted" ]
}

# A script that lost an option no longer offers it.
notices() { # SHELL COMMAND...
    local status
    cp "$scratch/$1" "$scratch/whole"
    sed -i 's/--out-dir//g; s/-l out-dir//g' "$scratch/$1"
    equals "${@:2}"
    status=$?
    mv "$scratch/whole" "$scratch/$1"
    [ $status != 0 ]
}

echo "reads completion: \`completion\`"
try "shellcheck accepts what bash is given" shellcheck "$scratch/bash"
try "bash offers commands" equals "compile check completion" bash_offers spectrumc c
try "self-test: an option that bash lost is found" notices bash "--output --out-dir" \
    bash_offers spectrumc compile --out
try "bash offers options" equals "--output --out-dir" bash_offers spectrumc compile --out
try "bash offers formats" equals "sarif" bash_offers spectrumc check --format s
try "bash offers formats after a sign" equals "markdown" bash_offers spectrumc diff --format = m
try "bash offers targets in a list" equals "athena,glue" \
    bash_offers spectrumc compile --target athena,gl
try "bash offers codes" equals "SP0304" bash_offers spectrumc explain SP0304
try "bash leaves files to itself" equals "" bash_offers spectrumc compile sp
if command -v fish >/dev/null; then
    try "fish offers options" equals "--target" fish_offers spectrumc compile --tar
    try "fish offers targets in a list" equals "athena,glue" \
        fish_offers spectrumc compile --target athena,gl
    try "fish offers codes" equals "SP0304" fish_offers spectrumc explain SP0304
    try "fish offers files" equals "README.md" fish_offers spectrumc import READ
else
    echo "skip completion: fish is not installed"
fi
if ! command -v zsh >/dev/null; then
    echo "skip completion: zsh is not installed"
elif ! zsh -fc 'zmodload zsh/zpty && zpty shell true' 2>/dev/null; then
    echo "skip completion: zsh gets no pseudo-terminal here"
else
    try "zsh completes commands" equals "spectrumc partitions " zsh_makes spectrumc part
    try "zsh completes options" equals "spectrumc compile --target=" \
        zsh_makes spectrumc compile --targ
    try "zsh completes words" equals "spectrumc diff --format markdown " \
        zsh_makes spectrumc diff --format m
    try "zsh completes lists" equals "spectrumc compile --target athena,glue," \
        zsh_makes spectrumc compile --target athena,gl
    try "zsh completes files" equals "spectrumc compile specs/raw_events.yaml " \
        zsh_makes spectrumc compile specs/raw_e
fi
