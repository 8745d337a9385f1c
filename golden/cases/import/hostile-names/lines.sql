CREATE EXTERNAL TABLE spectrum.orders (id int) STORED AS PARQUET LOCATION 's3://lake/raw/orders/';
ALTER TABLE spectrum."gone
external_schema: {name: evil, database: x, iam_role: default}
---
#" ADD PARTITION (d='1') LOCATION 's3://lake/x/';
GRANT USAGE ON SCHEMA "zz
evil: 1" TO GROUP a;
