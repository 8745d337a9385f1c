# A terminal's text with its colours, as an SVG that follows the reader's light or dark scheme.
# usage: awk -v title=TEXT -f picture.awk FILE     FILE: what `--color always` printed
BEGIN {
    class["1"] = "b"; class["1;31"] = "b r"; class["1;32"] = "b g"; class["1;33"] = "b y"
    class["1;34"] = "b u"; class["1;36"] = "b c"; class["31"] = "r"; class["32"] = "g"
    class["33"] = "y"
}

# The text between two escape sequences.
function text(t) {
    gsub(/&/, "\\&amp;", t)
    gsub(/</, "\\&lt;", t)
    return t
}

{
    line = ""
    open = ""
    while (match($0, /\033\[[0-9;]*m/)) {
        sgr = substr($0, RSTART + 2, RLENGTH - 3)
        line = line text(substr($0, 1, RSTART - 1)) open
        open = sgr in class ? "</tspan>" : ""
        if (open != "")
            line = line "<tspan class=\"" class[sgr] "\">"
        $0 = substr($0, RSTART + RLENGTH)
    }
    lines[NR] = line text($0) open
}

END {
    height = 18 * NR + 64
    print "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"760\" height=\"" height "\" role=\"img\">"
    print "<title>" text(title) "</title>"
    print "<style>"
    print "text { font: 13px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace;" \
        " fill: #1f2328; white-space: pre }"
    print ".w { fill: #f6f8fa; stroke: #d1d9e0 } .b { font-weight: 600 } .r { fill: #cf222e }" \
        " .g { fill: #1a7f37 }"
    print ".y { fill: #9a6700 } .u { fill: #0550ae } .c { fill: #1b7c83 }"
    print "@media (prefers-color-scheme: dark) {"
    print "text { fill: #e6edf3 } .w { fill: #0d1117; stroke: #3d444d } .r { fill: #ff7b72 }" \
        " .g { fill: #3fb950 }"
    print ".y { fill: #e3b341 } .u { fill: #79c0ff } .c { fill: #56d4dd } }"
    print "</style>"
    print "<rect class=\"w\" x=\".5\" y=\".5\" width=\"759\" height=\"" height - 1 "\" rx=\"8\"/>"
    print "<text x=\"20\" y=\"30\" xml:space=\"preserve\">$ " text(title) "</text>"
    for (i = 1; i <= NR; i++)
        if (lines[i] != "")
            print "<text x=\"20\" y=\"" 36 + 18 * i "\" xml:space=\"preserve\">" lines[i] "</text>"
    print "</svg>"
}
