"""A retrain that a clock starts: a clone, a candidate, a pull request and its check."""
