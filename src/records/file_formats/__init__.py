"""The formats of files besides CSV: TSV, JSON lines, Parquet, Excel, gzip and zip archives."""
