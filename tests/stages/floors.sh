#!/usr/bin/env bash
# A file includes its own floor or a lower one, and nothing goes in circles; libyaml, PCRE2 and
# jansson stay in their rooms; the top level holds what it may hold.
. "$(dirname "$0")/../lib.sh"

# The rooms, lowest first. Those on one line are side by side and include nothing of each other.
rooms='
base
text
source
diag
model
path
read rules plan
write
report
driver
lsp cli
main.c'

# What stands higher, and still must not include: targets see a plan, never how it came about.
apart='write:read write:rules report:read report:rules'

# The rooms within a room, in the same way. A file that lies loose beside them may be used by them or
# use them, but not in a circle.
sub_rooms='
read/yaml
read/spec read/ddl read/listing read/rows
plan/diff plan/fold plan/survey
rules/location rules/format rules/schema
rules/path
write/spec write/sql
write/copy write/dbt write/iam'

# Prints FILE:LINE:NAME for each include; run where compiler/ is. NAME keeps its < or ".
includes() {
    grep -rnE '^[[:space:]]*#[[:space:]]*include' compiler --include='*.[ch]' |
        sed -E 's/^([^:]*:[^:]*:)[^<"]*([<"][^>"]*).*/\1\2/'
}

# Prints one line for each include that is out of place.
bad_includes() {
    includes | awk -F: -v rooms="$rooms" -v sub_rooms="$sub_rooms" -v apart="$apart" '
        function learn(rows, floor,    row, n, i, j, m, names) {
            n = split(rows, row, "\n")
            for (i = 1; i <= n; i++) {
                m = split(row[i], names, " ")
                for (j = 1; j <= m; j++) floor[names[j]] = i
            }
        }
        function room_of(file) { sub(/\/.*/, "", file); return file }
        function sub_room_of(file,    part) {
            return split(file, part, "/") > 2 ? part[1] "/" part[2] : ""
        }
        function why_not(here, name,    from, to, sub_from, sub_to) {
            from = room_of(here)
            to = room_of(name)
            if (!(from in floor)) return from " is not on any floor"
            if (to == "grammar") return ""
            if (from != to) {
                if (!(to in floor) || floor[to] >= floor[from] ||
                    index(" " apart " ", " " from ":" to " "))
                    return from " must not include " to
                return ""
            }
            sub_from = sub_room_of(here)
            sub_to = sub_room_of(name)
            if (sub_from && !(sub_from in sub_floor)) return sub_from " is not on any floor"
            if (sub_from && sub_to && sub_from != sub_to && sub_floor[sub_to] >= sub_floor[sub_from])
                return sub_from " must not include " sub_to
            return ""
        }
        BEGIN {
            learn(rooms, floor)
            learn(sub_rooms, sub_floor)
        }
        {
            here = substr($1, 10) # after "compiler/"
            name = substr($3, 2)
            why = ""
            if ($3 ~ /^"/)
                why = why_not(here, name)
            else if (name == "yaml.h" && here !~ /^read\/yaml\//)
                why = "only read/yaml/ includes yaml.h"
            else if (name == "pcre2.h" && here !~ /^path\// && here != "base/pattern.c")
                why = "only path/ and base/pattern.c include pcre2.h"
            else if (name == "jansson.h" && here != "base/json.h")
                why = "only base/json.h includes jansson.h"
            if (why != "")
                print $1 ":" $2 ": " why ": " name
        }'
}

# Prints FROM TO for each file that includes another. A .c and its .h are one: read/yaml/tokens.
include_edges() {
    includes | sed -nE 's/^compiler\/([^:]*)\.[ch]:[^:]*:"([^"]*)\.h$/\1 \2/p' |
        grep -vE ' grammar/|\.sh$'
}

# The same for each file that names a function or an object of another, by the symbols of OBJECTS, the
# folder with the objects of compiler/.
call_edges() { # OBJECTS
    find compiler -name '*.c' | sed "s|^compiler/\(.*\)c\$|$1/\1o|" | xargs nm -A -P -g |
        awk -v objects="$1/" '
        {
            file = substr($1, length(objects) + 1)
            sub(/\.o.*/, "", file)
        }
        $3 != "U" {home[$2] = file}
        $3 == "U" {user[++n] = file; symbol[n] = $2}
        END {
            for (i = 1; i <= n; i++)
                if (symbol[i] in home) print user[i], home[symbol[i]]
        }'
}

# Three views of the same edges: between files, between sub-rooms (a loose file is one of its own),
# and between rooms.
files() { cat; }
by_sub_room() { sed -E 's|(^\| )([^/ ]+/[^/ ]+)/[^ ]+|\1\2|g'; }
by_room() { sed -E 's|/[^ ]+||g'; }

# Prints each circle among the edges on a line of its own, in the narrowest view that shows any.
circles() { # EDGES: a file
    local view
    for view in files by_sub_room by_room; do
        $view <"$1" | awk '$1 != $2' | sort -u | tsort 2>&1 >/dev/null | awk -v view=$view '
            /input contains a loop/ {if (line) print line; line = view ":"; next}
            {line = line " " $2}
            END {if (line) print line; exit line != ""}' || return 0
    done
}

count() { # WHAT: the lines of stdin are what is wrong; says how many, and fails when there are any
    local lines
    lines=$(cat)
    if [ -z "$lines" ]; then
        echo "ok $1: 0"
    else
        echo "not ok $1: $(wc -l <<<"$lines")"
        indented <<<"$lines"
    fi
}

# The judge must see each kind of misplaced include in a tree made for it, and pass the good ones.
judge_sees_includes() (
    mkdir -p "$scratch/tree/compiler"/{base,read/{yaml,spec,ddl,attic},rules,write,path}
    cd "$scratch/tree" || return
    printf '#include "read/yaml/yaml.h"\n#include <pcre2.h>\n' >compiler/base/a.c
    printf '#include "rules/a.h"\n#include <yaml.h>\n' >compiler/read/b.c
    printf '#include "read/b.h"\n#  include "arena.h"\n' >compiler/write/c.c
    printf '#include <yaml.h>\n#include "path/a.h"\n' >compiler/read/yaml/yaml.c
    printf '#include "read/b.h"\n#include "read/spec/a.h"\n' >compiler/read/yaml/up.c
    printf '#include "read/yaml/yaml.h"\n#include "read/ddl/a.h"\n' >compiler/read/spec/e.c
    printf '#include "read/b.h"\n' >compiler/read/attic/f.c
    printf '#include <jansson.h>\n' | tee compiler/base/json.h >compiler/read/glue.c
    printf '#include <pcre2.h>\n#include "base/a.h"\n#include "grammar/x.def"\n' >compiler/path/d.c
    printf '#include "plan/a.h"\n#include "write/d.h"\n' >compiler/write/d.c
    bad_includes
    [ "$(bad_includes | cut -d: -f1,2 | sort | tr '\n' ' ')" = "compiler/base/a.c:1 \
compiler/base/a.c:2 compiler/read/attic/f.c:1 compiler/read/b.c:1 compiler/read/b.c:2 \
compiler/read/glue.c:1 compiler/read/spec/e.c:2 compiler/read/yaml/up.c:2 compiler/write/c.c:1 \
compiler/write/c.c:2 " ]
)

# A circle between two files, one that only folders show, one that only rooms show; and none.
judge_sees_circles() {
    local plain='a/x a/y
a/y b/s/z
a/x b/s/z'
    sees() { # EXTRA-EDGES EXPECTED
        printf '%s\n' "$plain" "$1" >"$scratch/edges"
        circles "$scratch/edges" | tee "$scratch/circles"
        [ "$(cut -d: -f1 "$scratch/circles" | sort -u | tr '\n' ' ')" = "$2" ]
    }
    sees '' '' && sees 'a/y a/x' 'files ' &&
        sees 'b/s/z b/t/z
b/t/y b/s/y' 'by_sub_room ' && sees 'b/t/z a/v' 'by_room '
}

# Objects of a file that calls another, which calls it back.
judge_sees_calls() (
    mkdir -p "$scratch/pair/compiler/a" "$scratch/pair/objects/a"
    cd "$scratch/pair" || return
    echo 'void g(void); void f(void) { g(); }' >compiler/a/f.c
    echo 'void f(void); void g(void) { f(); } int main(void) { return 0; }' >compiler/a/g.c
    for name in f g; do
        gcc -c -o objects/a/$name.o compiler/a/$name.c || return
    done
    call_edges objects >edges
    circles edges
    [ "$(circles edges)" = "files: a/f a/g" ]
)

every_folder_has_a_floor() {
    local folder
    for folder in compiler/*/ compiler/*/*/ compiler/*.c; do
        folder=${folder#compiler/}
        folder=${folder%/}
        if ! grep -qwF -- "$folder" <<<"$rooms $sub_rooms"; then
            echo "$folder is not on any floor"
            return 1
        fi
    done
}

top_level() {
    local names extra
    names=$(git ls-files --cached --others --exclude-standard 2>/dev/null) || names=$(ls -A)
    extra=$(cut -d/ -f1 <<<"$names" | sort -u |
        grep -vxE 'compiler|grammar|specs|golden|tests|Makefile|README\.md|LICENSE|build|\..*')
    [ -z "$extra" ] || echo "not expected at the top level: $extra"
    [ -z "$extra" ] && ls -d compiler grammar specs golden tests Makefile README.md LICENSE
}

make -s -j"$(nproc)" V=dev all || exit
try "the judge sees misplaced includes" judge_sees_includes
try "the judge sees circles" judge_sees_circles
try "the judge sees calls" judge_sees_calls
try "every folder has a floor" every_folder_has_a_floor
bad_includes | count "includes of a higher floor"
include_edges >"$scratch/includes"
circles "$scratch/includes" | count "circles of includes"
call_edges build/dev/compiler >"$scratch/calls"
circles "$scratch/calls" | count "circles of calls"
try "the top level" top_level
