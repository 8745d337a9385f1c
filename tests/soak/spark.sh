#!/usr/bin/env bash
# Spark with Hive's metastore and SerDes runs the DDL of Athena over files that a spec's own path leads to.
# One JVM for everything: 262 s on two processors at a load of 13.
. "$(dirname "$0")/../lib.sh"
. tests/judges/python.lib

need_python spark spark
command -v java >/dev/null || { echo "skip spark: java is not installed"; exit; }

mapfile -t specs < <(find specs -name '*.yaml' ! -name emr_hive.yaml) # Athena has no Hive metastore
try "the sanity queries" \
    build/release/spectrumc compile -t athena --emit sanity "${specs[@]}" --out-dir "$scratch/sanity"
mkdir "$scratch/lake"
echo "reads spark: \`golden/athena\`, over lakes of files"
"$python" tests/judges/spark.py specs golden/athena "$scratch/sanity" "$scratch/lake" \
    "${python%/bin/python}"/hive-hcatalog-core-*.jar 2>"$scratch/noise" ||
    { tail -n 20 "$scratch/noise" | indented; exit 1; }
