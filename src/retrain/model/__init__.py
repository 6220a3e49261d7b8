"""The model folder and the one class that loads it and predicts."""
