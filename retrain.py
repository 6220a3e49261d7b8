"""Runs the code of this folder, also in an experiment's temporary workspace, and names the remedy where nothing is installed."""

import sys
from importlib.metadata import distributions
from pathlib import Path

if sys.version_info < (3, 11) or not any(distributions(name="retrain")):
    sys.exit(
        "retrain is not installed in this Python: run `make setup`, then `source .venv/bin/activate`\n"
        f"(this is {sys.executable}, Python {sys.version_info.major}.{sys.version_info.minor})"
    )

SOURCES = Path(__file__).parent / "src"
__path__ = [str(SOURCES / "retrain")]
sys.path.insert(0, str(SOURCES))
