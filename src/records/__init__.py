"""The feature store: sources, readers, quarantine. It imports nothing of `retrain`."""
