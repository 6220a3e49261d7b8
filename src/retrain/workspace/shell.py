"""The `dvc` and `git` lines that side commands run, printed before they run."""

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from retrain.ml_configuration.errors import InputError


@dataclass(frozen=True)
class Shell:
    """Runs printed commands in one folder.

    Attributes:
        dry_run: print only.
        folder: where the commands run.
        environment: further environment variables.
    """

    dry_run: bool = False
    folder: Path = Path()
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self, *command: str) -> None:
        """Prints a command and runs it; `dvc`, `git` and `python` are those of this environment.

        Raises:
            InputError: it failed; its own message has been printed.
        """
        line = self._print(command)
        if not self.dry_run and self._call(command).returncode:
            raise InputError(f"`{line}` failed; its message stands above")

    def attempt(self, *command: str) -> bool:
        """Prints a command, runs it without its own output, and yields whether it succeeded; False on a dry run."""
        self._print(command)
        return not self.dry_run and self.succeeds(*command)

    def succeeds(self, *command: str) -> bool:
        """True where a command, run without printing anything, succeeds."""
        return self._call(command, quiet=True).returncode == 0

    def output(self, *command: str) -> str:
        """What a reading command prints.

        Raises:
            InputError: it failed.
        """
        done = self._call(command, quiet=True)
        if done.returncode:
            raise InputError(f"`{shlex.join(command)}` failed: {done.stderr.strip()}")
        return done.stdout

    def _print(self, command: tuple[str, ...]) -> str:
        line = shlex.join(command) if self.folder == Path() else f"(cd {self.folder} && {shlex.join(command)})"
        print(f"$ {line}", flush=True)  # noqa: T201
        return line

    def _call(self, command: tuple[str, ...], *, quiet: bool = False) -> subprocess.CompletedProcess[str]:
        own = {"dvc": [sys.executable, "-m", "dvc"], "python": [sys.executable]}
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
        return subprocess.run(  # noqa: S603
            [*own.get(command[0], [command[0]]), *command[1:]],
            cwd=self.folder,
            env={**os.environ, "PATH": path, **self.environment},
            capture_output=quiet,
            text=True,
            check=False,
        )
