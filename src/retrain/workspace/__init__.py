"""Files and processes: atomic replacement, locks, tables, JSON files, shell commands, progress."""
