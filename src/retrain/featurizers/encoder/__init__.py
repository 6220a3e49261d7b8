"""A featurizer that runs a frozen sentence encoder; it needs the extra `[encoder]`."""
