"""The feature store: sources, readers, quarantine. Knows no machine learning and imports nothing of `retrain`."""
