"""A repository in its own folder, with methods that run a user's commands there."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
IMMUTABLE = ("/.git/objects/", "/.dvc/cache/files/")


@dataclass(frozen=True)
class Repository:
    """A repository in its own folder, with methods that run a user's commands there."""

    folder: Path

    def run(
        self,
        *command: str,
        code: int | None = 0,
        folder: str = ".",
        **environment: str,
    ) -> str:
        """Runs a command and returns its output; its exit code must be `code`, None for any but 0."""
        done = subprocess.run(
            command,
            cwd=self.folder / folder,
            env={**self.environment(), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        right = done.returncode != 0 if code is None else done.returncode == code
        assert right, f"{command} ended with {done.returncode}:\n{done.stdout}"
        return done.stdout

    def environment(self) -> dict[str, str]:
        """The variables of a command: the programs of this environment, a git identity, its own home."""
        return _environment(self.folder)

    def json(self, path: str) -> Any:
        """The value of a JSON file."""
        return json.loads(self.text(path))

    def text(self, path: str) -> str:
        """The text of a file."""
        return (self.folder / path).read_text()

    def write(self, path: str, text: str) -> None:
        """Writes a file, folders included."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text)

    def replace(self, path: str, old: str, new: str, count: int = -1) -> None:
        """Replaces a text that must be there."""
        assert old in self.text(path)
        self.write(path, self.text(path).replace(old, new, count))

    def status(self) -> str:
        """The output of `git status --porcelain`."""
        return self.run("git", "status", "--porcelain")

    def commit(self, message: str = "x") -> None:
        """Commits everything."""
        self.run("git", "add", "--all")
        self.run("git", "commit", "--quiet", "--message", message)

    def make_repro(self) -> None:
        """Runs the commands of `make repro`."""
        self.run("retrain", "promote", "--restore")
        self.run("dvc", "repro", "--quiet")
        self.run("retrain", "decision", "judge")

    def copy(self, target: Path) -> "Repository":
        """A copy that shares the immutable objects of git and DVC by hard links."""
        shutil.copytree(self.folder, target, symlinks=True, copy_function=_copy_or_link)
        return Repository(target)

    def clone(self, target: Path) -> "Repository":
        """A fresh clone: no cache, no work folder, no output."""
        self.run("git", "clone", "--quiet", ".", str(target))
        return Repository(target)


def copy_checkout(target: Path) -> None:
    """Copies every file of this checkout that git tracks or would track."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def _copy_or_link(source: str, target: str) -> None:
    if any(folder in source for folder in IMMUTABLE):
        os.link(source, target)
    else:
        shutil.copy2(source, target, follow_symlinks=False)


def _environment(folder: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **inherited,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder.parent),
        "PYTHONPATH": str(folder / "src"),
        "DVC_NO_ANALYTICS": "1",
        "GIT_AUTHOR_NAME": "a team",
        "GIT_AUTHOR_EMAIL": "team@example.org",
        "GIT_COMMITTER_NAME": "a team",
        "GIT_COMMITTER_EMAIL": "team@example.org",
    }
