CREATE EXTERNAL TABLE `weblogs.requests`(
  `id` string COMMENT 'the request\'s id', 
  `timestamp` bigint, 
  `ratio` float, 
  `line` string)
COMMENT 'Requests'
PARTITIONED BY ( 
  `dt` string, 
  `region` string)
ROW FORMAT DELIMITED 
  FIELDS TERMINATED BY '\t' 
STORED AS INPUTFORMAT 
  'org.apache.hadoop.mapred.TextInputFormat' 
OUTPUTFORMAT 
  'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION
  's3://bucket/requests'
TBLPROPERTIES (
  'has_encrypted_data'='false', 
  'projection.enabled'='true', 
  'skip.header.line.count'='1', 
  'transient_lastDdlTime'='1577836800');
ALTER TABLE weblogs.requests ADD IF NOT EXISTS PARTITION (dt='2024-01-01', region='eu') LOCATION 's3://bucket/requests/2024/01/01/eu/' PARTITION (dt='2024-01-02', region='eu') LOCATION 's3://bucket/requests/2024/01/02/eu/' PARTITION (dt='2024-01-03', region='eu') LOCATION 's3://bucket/other/'
