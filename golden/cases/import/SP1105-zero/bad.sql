CREATE EXTERNAL TABLE spectrum.hits (
    url varchar(2048),
    hits bigint
)
PARTITIONED BY (year char(4), month char(2))
STORED AS PARQUET
LOCATION 's3://acme-data-lake/hits/'
TABLE PROPERTIES ('numRows'='1000');

ALTER TABLE spectrum.hits ADD IF NOT EXISTS
    PARTITION (year='2026', month=04) LOCATION 's3://acme-data-lake/hits/year=2026/month=04/';
