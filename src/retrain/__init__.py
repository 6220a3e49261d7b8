"""Retrain a classifier, judge it against the model in production, promote it on evidence."""
