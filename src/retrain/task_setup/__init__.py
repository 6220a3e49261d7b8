"""The start of a task: roles of columns guessed, a page about its records."""
