"""Where lies what is not an output: memoised features, locks, the clone that rebuilds the demo's legacy model."""

import os
from pathlib import Path


def work_folder() -> Path:
    """`$RETRAIN_WORK_DIR`, else `.work/` in the repository that experiments in temporary workspaces belong to."""
    if chosen := os.environ.get("RETRAIN_WORK_DIR"):
        return Path(chosen)
    root = os.environ.get("DVC_ROOT", ".")
    return Path(root.split("/.dvc/tmp/exps/")[0]) / ".work"
