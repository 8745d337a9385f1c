# Writes COUNT specs of 25 columns each into FOLDER, the same ones for the same SEED.
# usage: awk -v folder=FOLDER -v count=1000 -v seed=1 -f specs.awk
function below(limit) {
    seed = (seed * 16807) % 2147483647
    return seed % limit
}
function pick(list,   words, n) {
    n = split(list, words, " ")
    return words[1 + below(n)]
}
function column(i,   name) {
    name = pick("customer order invoice session device account payment delivery") "_" \
           pick("id key code name state amount total count country started_on comment") "_" i
    return sprintf("    - {name: %s, type: %s, description: The %s of the %s as the %s writes it.}",
                   name, pick(types), pick(words), pick(words), pick(words))
}
BEGIN {
    types = "bigint integer smallint boolean date timestamp varchar(255) varchar(max) char(2) " \
            "\"decimal(18,2)\" float8"
    words = "number customer warehouse export application currency identifier collector service"
    for (n = 1; n <= count; n++) {
        file = sprintf("%s/table_%04d.yaml", folder, n)
        printf "" > file
        print "# Table " n ", as the " pick(words) " export leaves it." > file
        print "external_table:" > file
        print "  schema: lake" > file
        printf "  name: table_%04d\n", n > file
        print "  description: What the " pick(words) " knows of the " pick(words) ", by day." > file
        print "  columns:" > file
        for (i = 1; i <= 25; i++)
            print column(i) > file
        print "  partitioned_by:" > file
        print "    - {name: year, type: int, date: \"%Y\"}" > file
        print "    - {name: month, type: char(2), date: \"%m\"}" > file
        print "    - {name: day, type: char(2), date: \"%d\"}" > file
        print "  format: parquet" > file
        printf "  location: s3://lake-%d/%s/table_%04d/\n", below(10), pick(words), n > file
        print "  partitions:" > file
        printf "    - {from: 2026-0%d-01, to: 2026-0%d-05}\n", i = 1 + below(9), i > file
        print "  properties: {numRows: " below(1000000) "}" > file
        close(file)
    }
}
