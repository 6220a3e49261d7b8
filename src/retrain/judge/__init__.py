"""The judging pipeline, which alone opens the holdouts: both models predict, a policy decides."""
