CREATE EXTERNAL TABLE spectrum.hits (
    url varchar(2048),
    hits bigint
)
PARTITIONED BY (dt date)
STORED AS PARQUET
LOCATION 's3://acme-data-lake/hits/'
TABLE PROPERTIES ('numRows'='1000');

ALTER TABLE spectrum.hits ADD PARTITION (dt='2026-04-30') LOCATION 's3://acme-data-lake/hits/dt=2026-04-30/';
