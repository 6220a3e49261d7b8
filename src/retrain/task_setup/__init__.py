"""The start of a task: guesses the roles of columns, and describes the records."""
