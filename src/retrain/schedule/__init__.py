"""Scheduled retrains: in a clone, published as a pull request, checked before it is merged."""
