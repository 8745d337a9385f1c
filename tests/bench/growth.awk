# Writes an input of one kind that grows with COUNT. growth.sh lists what each is given to.
# usage: awk -v kind=KIND -v count=1000 -f growth.awk
function spec(name, columns, keys, rest) {
    print "external_table:"
    print "  schema: lake"
    print "  name: " name
    print "  columns: " columns
    if (keys != "") print "  partitioned_by: " keys
    print "  format: parquet"
    print "  location: s3://lake/" (kind == "disjoint-tables" ? "a" : name) "/"
    if (rest != "") print "  " rest
}
function create(name) {
    printf "CREATE EXTERNAL TABLE lake.%s (id bigint) PARTITIONED BY (n bigint) STORED AS PARQUET LOCATION 's3://lake/%s/';\n", name, name
}
function glue(name) {
    return sprintf("{\"Name\":\"%s\",\"DatabaseName\":\"lake\",\"StorageDescriptor\":{\"Columns\":[{\"Name\":\"id\",\"Type\":\"bigint\"}],\"Location\":\"s3://lake/%s/\",\"InputFormat\":\"org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat\",\"OutputFormat\":\"org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat\",\"SerdeInfo\":{\"SerializationLibrary\":\"org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe\"}},\"PartitionKeys\":[{\"Name\":\"n\",\"Type\":\"bigint\"}]}", name, name)
}
function list(before, after,   i) {
    for (i = 1; i <= count; i++)
        print before i after
}
BEGIN {
    id = "[{name: id, type: bigint}]"
    n = "[{name: n, type: bigint}]"
    if (kind == "alter-one") {
        create("t")
        print "ALTER TABLE lake.t ADD"
        list("PARTITION (n='", "')")
    } else if (kind == "alter-many") {
        create("t")
        list("ALTER TABLE lake.t ADD PARTITION (n='", "') LOCATION 's3://lake/t/x/';")
    } else if (kind == "alter-drop") {
        create("t")
        list("ALTER TABLE lake.t ADD PARTITION (n='", "');")
        list("ALTER TABLE lake.t DROP PARTITION (n='", "');")
    } else if (kind == "create-many") {
        for (i = 1; i <= count; i++) create("t" i)
    } else if (kind == "create-columns") {
        print "CREATE EXTERNAL TABLE lake.t ("
        list("c", " bigint,")
        print "z int) STORED AS PARQUET LOCATION 's3://lake/t/';"
    } else if (kind == "glue-tables") {
        printf "{\"TableList\":["
        for (i = 1; i <= count; i++) printf("%s%s", i > 1 ? "," : "", glue("t" i))
        print "]}"
    } else if (kind == "glue-answers") {
        print "{\"Table\":" glue("t") "}"
        if (kind == "glue-partitions") printf "{\"Partitions\":["
        for (i = 1; i <= count; i++)
            printf("%s{\"TableName\":\"t\",\"Values\":[\"%d\"],\"StorageDescriptor\":{\"Location\":\"s3://lake/t/n=%d/\"}}%s", kind == "glue-answers" ? "{\"Partitions\":[" : i > 1 ? "," : "", i, i, kind == "glue-answers" ? "]}\n" : "")
        if (kind == "glue-partitions") print "]}"
    } else if (kind == "variable-uses") {
        print "vars: {v: a}"
        spec("t", id, "")
        printf "  description: \""
        for (i = 1; i <= count; i++) printf "${v}"
        print "\""
    } else if (kind == "variable-unset") {
        print "vars:"
        list("  v", ": a")
        spec("t", id, "", "properties:")
        list("    p", ": ${w0}")
    } else if (kind == "variables") {
        print "vars:"
        list("  v", ": a")
        spec("t", id, "")
        print "  properties:"
        for (i = 1; i <= count; i++) print "    p" i ": ${v" i "}"
    } else if (kind == "columns" || kind == "bad-columns") {
        print "external_table:\n  schema: lake\n  name: t\n  columns:"
        list("    - {name: c", kind == "bad-columns" ? ", type: bigit}" : ", type: bigint}")
        print "  format: " (kind == "csv-columns" ? "csv" : "json") "\n  location: s3://lake/t/"
    } else if (kind == "column-again") {
        print "external_table:\n  schema: lake\n  name: t\n  columns:"
        for (i = 1; i <= count; i++) print "    - {name: c, type: bigint}"
        print "  format: json\n  location: s3://lake/t/"
    } else if (kind == "keys") {
        print "external_table:\n  schema: lake\n  name: t\n  columns: " id "\n  partitioned_by:"
        list("    - {name: k", ", type: bigint}")
        print "  format: json\n  location: s3://lake/t/"
    } else if (kind == "properties") {
        spec("t", id, "", "properties:")
        list("    p", ": x")
    } else if (kind == "allowances") {
        spec("t", id, "")
        print "allow:"
        for (i = 1; i <= count; i++) print "  SP0803: why"
    } else if (kind == "entries") {
        spec("t", id, n, "partitions:")
        list("    - {n: ", "}")
    } else if (kind == "entries-located") {
        spec("t", id, n, "partitions:")
        for (i = 1; i <= count; i++) print "    - {n: " i ", location: s3://other/" i "/}"
    } else if (kind == "values-registered") {
        spec("t", id, "", "partitioned_by:")
        printf "    - {name: k, type: varchar(9), values: ["
        for (i = 1; i <= count; i++) printf "v%d, ", i
        print "z]}\n  partitions:"
        list("    - {k: v", "}")
    } else if (kind == "struct") {
        printf "external_table:\n  schema: lake\n  name: t\n  columns:\n    - {name: s, type: \"struct<"
        for (i = 1; i <= count; i++) printf("%s%d:int,", kind == "struct" ? "f" : "timestamp", i)
        print "z:int>\"}\n  format: parquet\n  location: s3://lake/t/"
    } else if (kind == "documents" || kind == "one-table") {
        for (i = 1; i <= count; i++) {
            print "---"
            spec(kind == "documents" ? "t" i : "t", id, "")
            if (kind == "one-name") print "  allow_x: 1"
        }
    } else if (kind == "schemas-undeclared") {
        for (i = 1; i <= count; i++) {
            print "---\nexternal_schema: {name: s" i ", database: d, iam_role: default}"
            print "---\nexternal_table: {schema: u" i ", name: t, columns: " id ", format: parquet, location: s3://lake/u" i "/}"
        }
    } else if (kind == "one-location") {
        for (i = 1; i <= count; i++) {
            print "---"
            print "external_table: {schema: lake, name: t" i ", columns: " id ", format: parquet, location: s3://lake/a/}"
        }
    } else if (kind == "bad-documents") {
        for (i = 1; i <= count; i++) print "---\nx: 1"
    } else if (kind == "bad-one-line") {
        printf "external_table: {"
        for (i = 1; i <= count; i++) printf "x%d: 1, ", i
        print "schema: lake}"
    } else if (kind == "aliases") {
        print "vars: {a: &a x}"
        spec("t", id, "", "properties:")
        list("    p", ": *a")
    } else if (kind == "merges") {
        printf "base: &b {type: bigint}\nexternal_table:\n  schema: lake\n  name: t\n  columns:\n"
        for (i = 1; i <= count; i++) print "    - {name: c" i ", <<: *b}"
        print "  format: parquet\n  location: s3://lake/t/"
    } else if (kind == "keys-listing") {
        list("t/n=", "/a.parquet")
    } else if (kind == "odd-folders") {
        list("t/m=", "/a.parquet")
    } else if (kind == "json-pages") {
        for (i = 1; i <= count; i++)
            print "{\"Contents\": [{\"Key\": \"t/n=" i "/a\", \"Size\": 1}]}"
    } else if (kind == "registered") {
        for (i = 1; i <= count; i++)
            print "[\"" i "\"]\ts3://lake/t/n=" i "/"
    } else if (kind == "alter-properties") {
        create("t")
        list("ALTER TABLE lake.t SET TABLE PROPERTIES ('p", "'='x');")
    } else if (kind == "glue-owners") {
        for (i = 1; i <= count; i++)
            printf("{\"Table\":%s}{\"Partitions\":[{\"TableName\":\"t%d\",\"Values\":[\"1\"]}]}\n", glue("t" i), i)
    } else if (kind == "glue-escaped") {
        printf "{\"Table\":" glue("t") "}{\"Partitions\":["
        for (i = 1; i <= count; i++)
            printf("%s{\"Values\":[\"%d\"],\"StorageDescriptor\":{\"Location\":\"s3:\\/\\/lake\\/%d\\/\"}}", i > 1 ? "," : "", i, i)
        print "]}"
    } else if (kind == "placeholders") {
        spec("t", id, n)
        printf "  path: \"a/"
        for (i = 1; i <= count; i++) printf "{n}/"
        print "\""
    } else if (kind == "allowing") {
        for (i = 1; i <= count; i++) {
            print "---"
            spec("t" i, id, n)
            print "allow: {SP0801: it is registered by others}"
        }
    } else if (kind == "struct-escaped") {
        printf "external_table:\n  schema: lake\n  name: t\n  columns:\n    - {name: s, type: \"struct\\x3c"
        for (i = 1; i <= count; i++) printf("f%d:int,", i)
        print "z:int>\"}\n  format: parquet\n  location: s3://lake/t/"
    } else if (kind == "entry-unknown") {
        spec("t", id, n, "partitions:")
        list("    - {n: 1, m: ", "}")
    } else if (kind == "values-outside") {
        spec("t", id, "", "partitioned_by:")
        printf "    - {name: k, type: varchar(9), values: ["
        for (i = 1; i <= count; i++) printf "v%d, ", i
        print "z]}\n  partitions:"
        list("    - {k: w", "}")
    } else if (kind == "disjoint-tables") {
        for (i = 1; i <= count; i++) {
            print "---"
            spec("t" i, id, "[{name: k, type: varchar(9), values: [v" i "]}]")
            print "  path: \"k={k}/\""
        }
    }
}
