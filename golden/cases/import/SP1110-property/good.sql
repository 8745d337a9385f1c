CREATE EXTERNAL TABLE spectrum.hits (
    url varchar(2048),
    hits bigint
)
PARTITIONED BY (dt date)
STORED AS PARQUET
LOCATION 's3://acme-data-lake/hits/'
TABLE PROPERTIES ('numRows'='1000');
