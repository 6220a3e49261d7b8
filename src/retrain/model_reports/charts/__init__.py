"""The charts that every page has."""
