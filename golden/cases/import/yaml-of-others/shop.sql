-- Kept by the shop,
-- not by us.  
CREATE EXTERNAL TABLE lake.shop (
    "is it used ?" varchar(3),
    "?" varchar(3),
    "a?b" varchar(3)
)
STORED AS PARQUET
LOCATION 's3://lake/shop/';
