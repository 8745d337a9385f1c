#!/usr/bin/env bash
# The golden policies name actions that exist, keep IAM's limits, and reach the files of their specs.
. "$(dirname "$0")/../lib.sh"
. tests/judges/aws.lib
. tests/judges/python.lib
. tests/judges/trust.lib

need_aws iam
echo "reads iam: \`golden/iam\`"
"$python" tests/judges/aws_policies.py golden/iam golden/glue || exit
try "policies to deploy with are written" build/release/spectrumc compile --target iam --access deploy \
    --database data_pipeline specs/app_logs.yaml --out-dir "$scratch/deploy"
"$python" tests/judges/aws_policies.py "$scratch/deploy" golden/glue \
    arn:aws:s3:::acme-data-lake/bronze/app_logs/app=web/day=2026-04-29/part-0 || exit
try "aws iam update-assume-role-policy accepts the trust policy" aws_checks iam update-assume-role-policy \
    --role-name RedshiftSpectrumRole \
    --policy-document file://golden/iam/raw_events/001-trust-policy-RedshiftSpectrumRole.json
try "aws iam put-role-policy accepts the permissions policy" aws_checks iam put-role-policy \
    --role-name RedshiftSpectrumRole --policy-name spectrum \
    --policy-document file://golden/iam/raw_events/002-permissions-policy-RedshiftSpectrumRole.json

need_python "iam (parliament)"
"$python" -P tests/judges/aws_parliament.py "$scratch"/deploy/*/*-permissions-policy*.json | sed "s|$scratch/||"
trust "iam (parliament)" "$python" -P tests/judges/aws_parliament.py -- golden/iam/*/*-permissions-policy-*.json
