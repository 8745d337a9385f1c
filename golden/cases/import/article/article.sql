CREATE EXTERNAL SCHEMA spectrum
FROM DATA CATALOG
DATABASE 'data_pipeline'
IAM_ROLE 'arn:aws:iam::123456789012:role/RedshiftSpectrumRole'
CREATE EXTERNAL DATABASE IF NOT EXISTS;

CREATE EXTERNAL TABLE spectrum.raw_events (
id VARCHAR(255),
event VARCHAR(255),
timestamp VARCHAR(255),
payload VARCHAR(65535)
)
PARTITIONED BY (year INT, month INT, day INT)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION 's3://your-data-lake/raw/your-source/your-entity/';

MSCK REPAIR TABLE spectrum.raw_events;

ALTER TABLE spectrum.raw_events
ADD PARTITION (year=2026, month=04, day=30)
LOCATION 's3://your-data-lake/raw/your-source/your-entity/year=2026/month=04/day=30/';
