"""The demo's data: invented customer mail, equal on every machine, with its optimal predictions."""
