"""Reads images as records: one row of grey pixels an image."""
