#!/usr/bin/env bash
# What a tree that others filled may not do: run a command through git, have an input overwritten, lead
# through a link out of the folder that was named, hang on a special file, or keep temporary files of a
# run that a signal ended. Each attack is made for real.
# usage: tests/stages/files.sh [BUILD]     build/release by default
. "$(dirname "$0")/../lib.sh"

program=$PWD/${1:-build/release}/spectrumc
export HOME=$scratch/home GIT_CONFIG_NOSYSTEM=1
mkdir "$HOME"
git config --global init.defaultBranch main
git config --global user.name x
git config --global user.email x@example.com
unset "${!GIT_CONFIG_@}" GIT_DIR

spectrumc() {
    timeout 20 "$program" "$@"
}

# status N COMMAND...: whether it exits so; what it says goes to $scratch/said.
status() {
    local wanted=$1 got
    shift
    "$@" >"$scratch/said" 2>&1 </dev/null
    got=$?
    [ $got = "$wanted" ] && return
    echo "exit status $got, not $wanted: $*"
    cat "$scratch/said"
    return 1
}

said() { # WORDS
    grep -qF -- "$1" "$scratch/said" && return
    echo "it does not say \`$1\`:"
    cat "$scratch/said"
    return 1
}

# A new folder with specs/hits.yaml, to work in.
begin() {
    cd "$(mktemp -d "$scratch/XXXXXX")" || exit
    mkdir specs
    spec hits >specs/hits.yaml
    planted=$PWD/ran
}

spec() { # NAME
    printf '%s\n' 'external_schema:' '  name: spectrum' '  database: d' '  iam_role: default' ---
    table "$1"
}

table() { # NAME
    printf '%s\n' 'external_table:' '  schema: spectrum' "  name: $1" '  columns:' \
        '    - {name: id, type: bigint}' '  format: parquet' "  location: s3://acme-lake/$1/"
}

same() { # FILE FILE
    cmp "$1" "$2"
}

nothing_left() { # FOLDER
    ! find "$1" -name '.*.tmp' | grep .
}

## git

begin_git() {
    begin
    git init -q
    git add -A
    git commit -qm one
    change specs/hits.yaml
}

change() { # SPEC
    sed -i 's/^ *- {name: id,.*/&\n    - {name: added, type: int}/' "$1"
}

# A bare repository within FOLDER that lacks an object and knows a command that would bring it.
plant() { # FOLDER SETTING...
    local folder=$1
    shift
    mkdir -p "$folder/objects" "$folder/refs/heads"
    echo 'ref: refs/heads/main' >"$folder/HEAD"
    echo 1111111111111111111111111111111111111111 >"$folder/refs/heads/main"
    touch "$folder/objects/keep"
    cat >"$folder/config"
}

planted_config() { # SETTING...
    printf '%s\n' '[core]' 'repositoryformatversion = 1' "$@" \
        '[extensions]' 'partialClone = origin' '[remote "origin"]' 'promisor = true' \
        "url = $scratch" "uploadpack = \"touch $planted; false\""
}

# safely N ARGUMENT...: as status, and the planted command did not run.
safely() {
    status "$1" spectrumc "${@:2}"
    local found=$?
    [ ! -e "$planted" ] || { echo 'the planted command ran' && return 1; }
    return $found
}

git_ignores_a_planted_repository() {
    begin_git
    planted_config 'bare = true' | plant specs
    safely 0 diff --git HEAD specs --format text && said 'spectrum.hits'
}

git_ignores_it_in_a_clone() {
    begin
    planted_config 'bare = true' | plant specs
    git init -q && git add -A && git commit -qm one
    git clone -q . clone && cd clone || return
    safely 0 diff --git HEAD specs
}

git_ignores_it_for_one_file() {
    begin_git
    planted_config 'bare = false' 'worktree = .' | plant specs
    safely 0 diff --git HEAD specs/hits.yaml --format text && said 'spectrum.hits'
}

git_needs_a_work_tree() {
    begin
    planted_config 'bare = true' | plant specs
    safely 2 diff --git HEAD specs && said 'not in a work tree of git'
}

git_refuses_its_folder_among_the_specs() {
    begin
    planted_config 'bare = false' | plant specs/lib
    echo 'gitdir: specs/lib' >.git
    safely 2 diff --git HEAD specs && said "git's folder is among the specs"
}

# A repository of the user's that fetches by a command: it is not fetched from.
git_fetches_nothing() {
    begin_git
    planted_config >>.git/config
    git config protocol.file.allow always
    rm -f ".git/objects/$(git rev-parse HEAD:specs/hits.yaml | sed 's|^..|&/|')"
    safely 2 diff --git HEAD specs && said 'fetch --refetch'
}

git_takes_no_environment() {
    begin_git
    mkdir other && git init -q other
    GIT_DIR=$PWD/other/.git GIT_WORK_TREE=/ GIT_EXTERNAL_DIFF="touch $planted" \
        GIT_PAGER="touch $planted" safely 0 diff --git HEAD specs
}

# The command that the last message gives.
help_line() {
    # shellcheck disable=SC2016 # the message has backquotes
    sed -n 's/.*run `\(.*\)`$/\1/p' "$scratch/said"
}

git_refuses_another_owner() {
    begin_git
    chown -R 12345 . || return
    status 2 spectrumc diff --git HEAD specs && said 'belongs to another user' || return
    status 0 bash -c "$(help_line)" || return
    status 0 spectrumc diff --git HEAD specs && git config --global --unset-all safe.directory
}

git_names_the_fetch() {
    begin_git
    git config uploadpack.allowFilter true
    git commit -qam two
    git clone -q --filter=blob:none "file://$PWD" "$PWD/it's a clone" && cd "it's a clone" || return
    status 2 spectrumc diff --git HEAD~1 specs && said 'this partial clone lacks' || return
    status 0 bash -c "$(help_line)" || return
    status 0 spectrumc diff --git HEAD~1 specs
}

git_passes_over_hidden_files() {
    begin
    mkdir -p specs/.drafts
    spec draft >specs/.drafts/draft.yaml
    spec other >specs/.other.yaml
    git init -q && git add -A && git commit -qm one
    status 0 spectrumc diff --git HEAD specs --exit-code
}

git_works_in_a_further_work_tree() {
    begin_git
    git worktree add -q "$PWD/further" && cd further || return
    change specs/hits.yaml
    status 0 spectrumc diff --git HEAD specs --format text && said 'spectrum.hits' &&
        status 0 spectrumc diff --git HEAD . --format text && said 'spectrum.hits'
}

for attack in git_ignores_a_planted_repository git_ignores_it_in_a_clone git_ignores_it_for_one_file \
    git_needs_a_work_tree git_refuses_its_folder_among_the_specs git_fetches_nothing \
    git_takes_no_environment git_names_the_fetch git_passes_over_hidden_files \
    git_works_in_a_further_work_tree; do
    try "${attack//_/ }" $attack
done
if [ "$(id -u)" = 0 ]; then
    try "git refuses another owner" git_refuses_another_owner
else
    echo "skip git refuses another owner: only root can make a file of another"
fi

## Inputs are not overwritten

# The last argument is the input, which is also the output.
spares() { # ARGUMENT...
    local input=${*: -1}
    cp "$input" before
    status 2 spectrumc "$@" && said 'an input of this run' && same "$input" before
}

begin_inputs() {
    begin
    echo 'x: 1' >vars.yaml
    sed 's|location.*|&\n  partitioned_by: [{name: dt, type: date}]|' specs/hits.yaml >parts.yaml
    echo 's3://acme-lake/hits/dt=2026-04-28/a' >keys
    printf 'values\tlocation\n' >rows
    echo 'CREATE EXTERNAL TABLE s.t (id bigint) STORED AS PARQUET LOCATION '"'s3://acme-lake/t/';" >t.sql
    cp specs/hits.yaml new.yaml
    ln specs/hits.yaml hard
    ln -s specs/hits.yaml soft
}

inputs_are_spared() {
    begin_inputs
    spares compile specs -o specs/hits.yaml &&
        spares compile specs/hits.yaml -o hard &&
        spares compile specs/hits.yaml -o soft &&
        spares compile specs --vars vars.yaml -o vars.yaml &&
        spares partitions parts.yaml --listing keys -o keys &&
        spares partitions parts.yaml --listing keys --registered rows -o rows &&
        spares partitions --listing keys parts.yaml -o parts.yaml &&
        spares import t.sql --schema s -o t.sql &&
        spares diff t.sql --schema s --allow-destructive -o new.yaml new.yaml &&
        spares diff new.yaml --schema s --allow-destructive -o t.sql t.sql
}

inputs_are_spared_from_stdin() {
    begin_inputs
    cp parts.yaml before
    # shellcheck disable=SC2094 # that is the mistake
    spectrumc compile - -o parts.yaml <parts.yaml >said 2>&1
    [ $? = 2 ] && same parts.yaml before || return
    spectrumc fmt parts.yaml 1<>parts.yaml 2>said
    [ $? = 2 ] && same parts.yaml before || return
    cp keys before
    # shellcheck disable=SC2094
    spectrumc partitions parts.yaml --listing - -o keys <keys >said 2>&1
    [ $? = 2 ] && same keys before
}

inputs_are_spared_in_a_folder() {
    begin
    mv specs/hits.yaml specs/hits.yml
    cp specs/hits.yml before
    status 2 spectrumc compile specs --target dbt --out-dir specs && said 'an input of this run' &&
        same specs/hits.yml before && nothing_left .
}

## Links and special files

writes_through_no_link() {
    begin
    mkdir sql hooks
    ln -s ../hooks/pre-commit sql/hits.sql
    status 2 spectrumc compile specs --out-dir sql && said 'sql/hits.sql: a link' || return
    echo old >hooks/pre-commit
    status 2 spectrumc compile specs --out-dir sql && [ "$(cat hooks/pre-commit)" = old ] || return
    status 2 spectrumc compile specs --out-dir sql --check || return
    ! grep old "$scratch/said"
}

writes_through_no_link_to_a_folder() {
    begin
    mkdir -p sql hooks specs/a/b
    mv specs/hits.yaml specs/a/b
    ln -s ../hooks sql/a
    status 2 spectrumc compile specs --out-dir sql && said 'sql/a: a link' && [ -z "$(ls hooks)" ] ||
        return
    status 2 spectrumc compile specs --out-dir sql --check || return
    rm sql/a && mkdir sql/a && ln -s ../../hooks sql/a/b
    status 2 spectrumc compile specs --out-dir sql && said 'sql/a/b: a link' && [ -z "$(ls hooks)" ]
}

writes_below_a_link_that_is_named() {
    begin
    mkdir real && ln -s real sql
    status 0 spectrumc compile specs --out-dir sql/deep && [ -s real/deep/hits.sql ]
}

writes_to_no_special_file() {
    begin
    mkdir sql && mkfifo sql/hits.sql
    status 2 spectrumc compile specs --out-dir sql && said 'not a regular file'
}

reads_no_link_that_leaves() {
    begin
    local target
    echo 'SECRET: ' >secret
    for target in "$PWD/secret" ../secret /proc/self/environ /etc/passwd; do
        ln -sf "$target" specs/x.yaml
        status 2 spectrumc check specs && said 'a link that leaves the folder' || return
        ! grep -E 'SECRET|root:|PATH=' "$scratch/said" || return
        status 2 spectrumc fmt --check specs && status 2 spectrumc compile specs || return
        status 2 spectrumc diff specs specs/hits.yaml || return
    done
    ln -sf ../secret specs/x.yaml
    status 1 spectrumc check specs/x.yaml && said SECRET
}

reads_no_link_into_git() {
    begin_git
    ln -s .git/config x.yaml
    status 2 spectrumc check . && ! grep -F '[core]' "$scratch/said"
}

reads_a_link_that_stays() {
    begin
    mkdir specs/base && table base >specs/base/base.txt
    ln -s base/base.txt specs/base.yaml
    status 0 spectrumc check specs || return
    sed -i 's/name: base/name:   base/' specs/base/base.txt
    status 0 spectrumc fmt -w specs && [ -L specs/base.yaml ] && grep -q 'name: base' specs/base/base.txt
}

reads_no_special_file() {
    begin
    mkfifo specs/x.yaml
    status 2 spectrumc check specs && said 'not a regular file' || return
    { spec piped >specs/x.yaml & } 2>&-
    status 0 spectrumc check specs/x.yaml
}

## Signals, and outputs that fail

many() {
    begin
    local i
    for i in {1..200}; do
        table "t$i" >"specs/t$i.yaml"
    done
    spectrumc compile specs --out-dir whole || return
}

# Each file that is there is whole, and nothing else is.
whole_or_absent() { # FOLDER
    nothing_left "$1" || return
    diff -r "$1" whole | grep -v '^Only in whole' | { ! grep .; }
}

signals_leave_nothing() {
    many
    local signal i run
    for signal in INT TERM HUP QUIT XCPU PIPE XFSZ; do
        for i in 1 2; do
            rm -rf sql
            (ulimit -c 0 && exec env --default-signal="$signal" "$program" compile specs --out-dir sql) \
                2>/dev/null &
            run=$!
            until [ -d sql ] && [ -n "$(ls -A sql)" ]; do
                kill -0 $run 2>/dev/null || break
            done
            sleep "0.0$((RANDOM % 6))"
            kill -s "$signal" $run 2>/dev/null
            wait $run 2>/dev/null
            whole_or_absent sql || { echo "after $signal" && return 1; }
        done
    done
}

killed() {
    local run tries
    for tries in {1..50}; do
        rm -rf sql
        "$program" compile specs --out-dir sql &
        run=$!
        until [ -d sql ] && [ -n "$(ls -A sql)" ]; do
            kill -0 $run 2>/dev/null || break
        done
        kill -s KILL $run 2>/dev/null
        wait $run 2>/dev/null
        nothing_left sql >/dev/null || return 0
    done
    echo "no run of $tries was killed at work"
    return 1
}

what_was_killed_is_swept() {
    many && killed 2>/dev/null || return
    touch "sql/.spectrumc-$$-1.tmp" sql/.spectrumc-x.tmp sql/.hits.sql.swp
    spectrumc compile specs --out-dir sql || return
    # Each must still be there: that of a process at work, and those of other programs.
    rm "sql/.spectrumc-$$-1.tmp" sql/.spectrumc-x.tmp sql/.hits.sql.swp || return
    diff -r sql whole
}

# A pipe that does not block, and that is full before its reader begins.
stdout_may_be_non_blocking() {
    many
    spectrumc compile specs >expected
    python3 - "$program" >actual <<'END' && cmp expected actual
import fcntl, os, subprocess, sys, time
reading, writing = os.pipe()
fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
os.set_blocking(writing, False)
run = subprocess.Popen([sys.argv[1], "compile", "specs"], stdout=writing)
os.close(writing)
time.sleep(0.5)
while block := os.read(reading, 4096):
    os.write(1, block)
sys.exit(run.wait())
END
}

stdin_may_be_non_blocking() {
    begin
    python3 - "$program" <<'END'
import os, subprocess, sys, time
reading, writing = os.pipe()
os.set_blocking(reading, False)
run = subprocess.Popen([sys.argv[1], "check", "-"], stdin=reading)
text = open("specs/hits.yaml", "rb").read()
for half in text[:50], text[50:]:
    time.sleep(0.2)
    os.write(writing, half)
os.close(writing)
sys.exit(run.wait())
END
}

a_full_disk_leaves_nothing() {
    many
    spectrumc compile specs >/dev/full 2>said
    [ $? = 2 ] && grep -q 'No space left' said || return
    status 2 spectrumc compile specs -o /dev/full && said 'No space left' || return
    spectrumc compile specs >all && (ulimit -f 8 && status 2 spectrumc compile specs -o big.sql) &&
        said 'File too large' && nothing_left . && [ ! -e big.sql ]
}

a_full_file_system_leaves_nothing() {
    many
    mkdir small && mount -t tmpfs -o size=256k none small || return
    status 2 spectrumc compile specs --out-dir small && said 'No space left' &&
        [ -z "$(ls -A small)" ]
    local found=$?
    umount small
    return $found
}

a_closed_pipe_is_an_error() {
    many
    { spectrumc compile specs; echo $? >status; } 2>said | true
    [ "$(cat status)" = 2 ] && grep -q 'Broken pipe' said
}

for attack in inputs_are_spared inputs_are_spared_from_stdin inputs_are_spared_in_a_folder \
    writes_through_no_link writes_through_no_link_to_a_folder writes_below_a_link_that_is_named \
    writes_to_no_special_file reads_no_link_that_leaves reads_no_link_into_git \
    reads_a_link_that_stays reads_no_special_file signals_leave_nothing what_was_killed_is_swept \
    stdout_may_be_non_blocking stdin_may_be_non_blocking a_full_disk_leaves_nothing \
    a_closed_pipe_is_an_error; do
    try "${attack//_/ }" $attack
done
mkdir "$scratch/mount"
if mount -t tmpfs none "$scratch/mount" 2>/dev/null; then
    umount "$scratch/mount"
    try "a full file system leaves nothing" a_full_file_system_leaves_nothing
else
    echo "skip a full file system leaves nothing: mount is not allowed"
fi
