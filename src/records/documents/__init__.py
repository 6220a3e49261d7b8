"""A folder of documents as records: read by workers that can be killed, one row per document always."""
