"""The slides of the deck."""
