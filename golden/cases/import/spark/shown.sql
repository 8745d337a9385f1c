CREATE EXTERNAL TABLE data_pipeline.order (
  order VARCHAR(20),
  user VARCHAR(64),
  time VARCHAR(19),
  `prix payé (€)` VARCHAR(20),
  `note du client` VARCHAR(2000),
  `l'article est-il d'occasion ?` VARCHAR(3),
  `écran (")` VARCHAR(10) COMMENT 'The size of the screen in inches.',
  `2e adresse` VARCHAR(200))
COMMENT 'Les commandes de la boutique, telles que le bouton « Exporter » les écrit.'
PARTITIONED BY (date DATE, pays VARCHAR(40))
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
WITH SERDEPROPERTIES (
  'separatorChar' = ';',
  'serialization.format' = '1')
STORED AS
  INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'
  OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION 's3://acme-boutique/exports/commandes'
TBLPROPERTIES (
  'classification' = 'csv',
  'skip.header.line.count' = '1',
  'transient_lastDdlTime' = '1795961940')

