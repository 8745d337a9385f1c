{
  "Partitions": [
    {
      "Values": [
        "2026-04-01",
        "0"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=0"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "1"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=1"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "2"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=2"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "3"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=3"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "4"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=4"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "5"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=5"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "6"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=6"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "7"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=7"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "8"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=8"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "9"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=9"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "10"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=10"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "11"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=11"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "12"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=12"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "13"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=13"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "14"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=14"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "15"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=15"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "16"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=16"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "17"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=17"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "18"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=18"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "19"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=19"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "20"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=20"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "21"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=21"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "22"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=22"
      }
    },
    {
      "Values": [
        "2026-04-01",
        "23"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-01/hour=23"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "0"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=0"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "1"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=1"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "2"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=2"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "3"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=3"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "4"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=4"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "5"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=5"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "6"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=6"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "7"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=7"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "8"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=8"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "9"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=9"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "10"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=10"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "11"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=11"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "12"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=12"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "13"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=13"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "14"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=14"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "15"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=15"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "16"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=16"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "17"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=17"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "18"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=18"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "19"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=19"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "20"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=20"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "21"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=21"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "22"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=22"
      }
    },
    {
      "Values": [
        "2026-04-02",
        "23"
      ],
      "DatabaseName": "lake",
      "TableName": "hits",
      "StorageDescriptor": {
        "Location": "s3://acme-data-lake/hits/dt=2026-04-02/hour=23"
      }
    }
  ]
}
