"""The `retrain` command: every side command in Typer, one pipeline call each."""
