"""Retrain a classifier on today's data, judge it against the legacy model, promote it on evidence."""
