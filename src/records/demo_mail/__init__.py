"""The default data: the mail of an invented utility company, with the best possible answers."""
