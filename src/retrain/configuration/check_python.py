"""Ends the process with a remedy where Python is too old or the project is not installed."""

import sys
from importlib.util import find_spec

if sys.version_info < (3, 11) or find_spec("pydantic") is None:
    sys.exit(
        "retrain is not installed in this Python: run `make setup`, then `source .venv/bin/activate`\n"
        f"(this is {sys.executable}, Python {sys.version_info.major}.{sys.version_info.minor})"
    )
