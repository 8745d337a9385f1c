CREATE EXTERNAL TABLE spectrum."::error::e `` <!-- @org/team" (id int) PARTITIONED BY (p varchar(99)) STORED AS PARQUET LOCATION 's3://lake/raw/ev/';
ALTER TABLE spectrum."::error::e `` <!-- @org/team" ADD PARTITION (p='a\033[31mRED\n::stop-commands::x') LOCATION 's3://lake/raw/ev/z/';
ALTER TABLE spectrum."::error::e `` <!-- @org/team" ADD PARTITION (p='`` <!-- @org/team ##[error]') LOCATION 's3://lake/raw/ev/y/';
