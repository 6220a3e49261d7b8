"""Reads a folder of documents as records, one row a document, in worker processes with limits."""
