"""The model that serves: promoted, rolled back, restored."""
