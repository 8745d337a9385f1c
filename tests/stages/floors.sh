#!/usr/bin/env bash
# A file includes its own floor or a lower one; libyaml, PCRE2 and jansson stay in their rooms; the top
# level holds what it may hold.
. "$(dirname "$0")/../lib.sh"

# Prints one line for each include that is out of place; run where compiler/ is.
bad_includes() {
    grep -rnE '^[[:space:]]*#[[:space:]]*include' compiler --include='*.[ch]' | awk -F: '
        BEGIN {
            below["base"] = ""
            below["text"] = "base"
            below["source"] = "base text"
            below["diag"] = "base text source"
            below["model"] = "base text source diag"
            below["path"] = "base text source diag model"
            below["read"] = below["rules"] = below["plan"] = below["path"] " path"
            below["write"] = below["plan"] " plan"
            below["report"] = below["write"] " write"
            below["driver"] = below["report"] " report read rules"
            below["lsp"] = below["cli"] = below["driver"] " driver"
            below["main.c"] = below["cli"] " cli"
        }
        {
            split($1, part, "/")
            here = part[2]
            line = $0
            sub(/^[^:]*:[^:]*:/, "", line)
            match(line, /[<"][^>"]*[>"]/)
            name = substr(line, RSTART + 1, RLENGTH - 2)
            quoted = substr(line, RSTART, 1) == "\""
            floor = name
            sub(/\/.*/, "", floor)
            why = ""
            if (!(here in below))
                why = "compiler/" here " is no floor"
            else if (quoted && floor != "grammar" && floor != here &&
                     index(" " below[here] " ", " " floor " ") == 0)
                why = here " must not include " floor
            else if (name == "yaml.h" && $1 !~ /^compiler\/read\/yaml\//)
                why = "only compiler/read/yaml/ includes yaml.h"
            else if (name == "pcre2.h" && here != "path" && $1 != "compiler/base/pattern.c")
                why = "only compiler/path/ and compiler/base/pattern.c include pcre2.h"
            else if (name == "jansson.h" && $1 != "compiler/base/json.h")
                why = "only compiler/base/json.h includes jansson.h"
            if (why != "")
                print $1 ":" $2 ": " why ": " name
        }'
}

in_place() {
    ! bad_includes | grep .
}

# The judge must see each kind of misplaced include in a tree made for it, and pass the good ones.
judge_sees() (
    mkdir -p "$scratch/tree/compiler"/{base,read/yaml,rules,write,path}
    cd "$scratch/tree" || return
    printf '#include "read/yaml/yaml.h"\n#include <pcre2.h>\n' >compiler/base/a.c
    printf '#include "rules/a.h"\n#include <yaml.h>\n' >compiler/read/b.c
    printf '#include "read/b.h"\n#  include "arena.h"\n' >compiler/write/c.c
    printf '#include <yaml.h>\n#include "path/a.h"\n' >compiler/read/yaml/yaml.c
    printf '#include <jansson.h>\n' | tee compiler/base/json.h >compiler/read/glue.c
    printf '#include <pcre2.h>\n#include "base/a.h"\n#include "grammar/x.def"\n' >compiler/path/d.c
    printf '#include "plan/a.h"\n#include "write/d.h"\n' >compiler/write/d.c
    bad_includes
    [ "$(bad_includes | cut -d: -f1,2 | sort | tr '\n' ' ')" = "compiler/base/a.c:1 \
compiler/base/a.c:2 compiler/read/b.c:1 compiler/read/b.c:2 compiler/read/glue.c:1 compiler/write/c.c:1 \
compiler/write/c.c:2 " ]
)

top_level() {
    local names extra
    names=$(git ls-files --cached --others --exclude-standard 2>/dev/null) || names=$(ls -A)
    extra=$(cut -d/ -f1 <<<"$names" | sort -u |
        grep -vxE 'compiler|grammar|specs|golden|tests|Makefile|README\.md|LICENSE|build|\..*')
    [ -z "$extra" ] || echo "not expected at the top level: $extra"
    [ -z "$extra" ] && ls -d compiler grammar specs golden tests Makefile README.md LICENSE
}

try "the judge of floors sees misplaced includes" judge_sees
for floor in compiler/*; do
    case $floor in
        */base | */text | */source | */diag | */model | */path | */read | */rules | */plan) ;;
        */write | */report | */driver | */lsp | */cli | */main.c) ;;
        *) echo "not ok $floor is no floor" ;;
    esac
done
try "every include is on its own floor or below" in_place
try "the top level" top_level
