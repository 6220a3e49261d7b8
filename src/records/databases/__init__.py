"""Reads SQL databases and MongoDB as records."""
