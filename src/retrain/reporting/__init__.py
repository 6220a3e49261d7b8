"""The files of a run to its page, deck and comment."""
