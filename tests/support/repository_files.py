"""The root and files of the repository for its tests, and a fresh Python in it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {path.parent.name for path in (ROOT / "src/retrain").glob("*/__init__.py")}
UPPER = {
    "cli",
    "schedule",
    "production",
    "configuration",
    "judge",
    "task_setup",
    "pipeline",
    "reporting",
    "model",
}
BRICKS = sorted(FOLDERS - UPPER - {"workspace", "ml_configuration"})


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def files(*folders: str, suffix: str = "") -> list[Path]:
    """The files that git tracks or would track, relative to the root; raises where git fails."""
    listed = git("ls-files", "--cached", "--others", "--exclude-standard", "--", *folders)
    listed.check_returncode()
    names = sorted(set(listed.stdout.splitlines()))
    return [Path(name) for name in names if name.endswith(suffix) and (ROOT / name).is_file()]


def read_yaml(name: str | Path) -> dict:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def python(*arguments: str, executable: str = sys.executable) -> subprocess.CompletedProcess[str]:
    """A fresh process in the root, as a person or DVC starts it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV", "DVC"))}
    return subprocess.run(
        [executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def made_by(text: str) -> set[str]:
    """The targets that the lines of a file, comments left out, make."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return set(re.findall(r"\bmake ([a-z]+(?:-[a-z]+)*)", "\n".join(lines)))
