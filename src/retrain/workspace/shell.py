"""Runs the `dvc` and `git` commands of `retrain`, each printed before it runs."""

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from retrain.ml_configuration.errors import InputError
from retrain.workspace.work_dir import work_folder


@dataclass(frozen=True)
class Shell:
    """Prints and runs commands in one folder.

    Attributes:
        dry_run: print the commands without running them.
        folder: the working directory of the commands.
        environment: additional environment variables.
    """

    dry_run: bool = False
    folder: Path = Path()
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self, *command: str) -> None:
        """Prints a command and runs it; `dvc`, `git` and `python` are those of this environment.

        Raises:
            InputError: the command failed; its own message has been printed.
        """
        line = self._print(command)
        if not self.dry_run and self._call(command).returncode:
            raise InputError(f"`{line}` failed; see its message above")

    def attempt(self, *command: str) -> bool:
        """Prints a command and runs it silently; True where it succeeded, False on a dry run."""
        self._print(command)
        return not self.dry_run and self.succeeds(*command)

    def succeeds(self, *command: str) -> bool:
        """True where a command, run silently and without being printed, succeeds."""
        return self._call(command, quiet=True).returncode == 0

    def output(self, *command: str) -> str:
        """The standard output of a command that changes nothing; it also runs on a dry run.

        Raises:
            InputError: the command failed.
        """
        completed = self._call(command, quiet=True)
        if completed.returncode:
            raise InputError(f"`{shlex.join(command)}` failed: {completed.stderr.strip()}")
        return completed.stdout

    def _print(self, command: tuple[str, ...]) -> str:
        line = shlex.join(command)
        if self.folder != Path():
            line = f"(cd {self.folder} && {line})"
        log(f"$ {line}")
        return line

    def _call(self, command: tuple[str, ...], *, quiet: bool = False) -> subprocess.CompletedProcess[str]:
        python_programs = {"dvc": [sys.executable, "-m", "dvc"], "python": [sys.executable]}
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
        return subprocess.run(  # noqa: S603
            [*python_programs.get(command[0], [command[0]]), *command[1:]],
            cwd=self.folder,
            env={**os.environ, "PATH": path, **self.environment},
            capture_output=quiet,
            text=True,
            check=False,
        )


def log(message: str) -> None:
    """Prints a message at once, in order with the output of commands."""
    print(message, flush=True)  # noqa: T201


def clone_environment(clone: Path) -> dict[str, str]:
    """Environment variables for commands in another clone of this repository.

    They run the clone's own code, and share the work folder of this checkout: its locks and its
    memoised features.
    """
    python_path = [str(clone / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {"PYTHONPATH": os.pathsep.join(python_path), "RETRAIN_WORK_DIR": str(work_folder().absolute())}
