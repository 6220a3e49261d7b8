"""Files and processes: atomic replacement, locks, tables, JSON, commands, progress."""
