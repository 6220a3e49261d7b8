"""The judging pipeline: both models predict the holdouts, a policy decides. It alone opens the holdouts."""
