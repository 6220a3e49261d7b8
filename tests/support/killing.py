"""Runs commands as real processes and kills them at random moments, until each has succeeded."""

import os
import random
import re
import signal
import subprocess
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import psutil
import yaml

Command = tuple[str, ...]
MAX_SECONDS = 1200
RWLOCK = ".dvc/tmp/rwlock"
LOCKS = ("dvc.lock", "judge/dvc.lock", "search/dvc.lock")


class Victim(StrEnum):
    """The killed process: all of them, the command without its children, or only the stage."""

    GROUP = "group"
    COMMAND = "command"
    STAGE = "stage"


@dataclass
class Torture:
    """Runs commands in a repository, and kills them a number of times in total.

    Attributes:
        repository: the commands run in its `folder` with its `environment`.
        kills: remaining kills.
        draws: random numbers for moments and victims.
        killed: kills of each kind of victim.
        repaired: number of uses of each remedy that a message names.
    """

    repository: object
    kills: int
    draws: random.Random
    killed: Counter = field(default_factory=Counter)
    repaired: Counter = field(default_factory=Counter)

    def run(self, commands: list[Command], longest_wait: float) -> None:
        """Runs each command until it succeeds."""
        for command in commands:
            start = time.monotonic()
            while self._run_once(command, longest_wait) != 0:
                self._repair()
                assert time.monotonic() - start < MAX_SECONDS, f"{command} never ended:\n{self._output()}"

    def _run_once(self, command: Command, longest_wait: float) -> int | None:
        with self._log().open("w") as output:
            process = subprocess.Popen(
                command,
                cwd=self.repository.folder,
                env=self.repository.environment(),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        if self.kills:
            try:
                return process.wait(self.draws.uniform(0.2, longest_wait))
            except subprocess.TimeoutExpired:
                self._kill(process)
                return None
        return process.wait()

    def _kill(self, process: subprocess.Popen) -> None:
        victim = self.draws.choice(list(Victim))
        pids = [child.pid for child in psutil.Process(process.pid).children(recursive=True) if _is_stage(child)]
        if victim is Victim.GROUP:
            os.killpg(process.pid, signal.SIGKILL)
        elif victim is Victim.STAGE and pids:
            _kill(pids[-1])
        else:
            process.kill()
        self.kills -= 1
        self.killed[victim] += 1
        process.wait()

    def _repair(self) -> None:
        """Applies the remedies that git, DVC or `retrain doctor` name."""
        index = self.repository.folder / ".git/index.lock"
        if index.exists() and "index.lock" in self._output():
            index.unlink()
            self.repaired["rm .git/index.lock"] += 1
        if not _is_intact(self.repository.folder / RWLOCK):
            (self.repository.folder / RWLOCK).unlink()
            self.repaired[f"rm {RWLOCK}"] += 1
        for lock in LOCKS:
            if not _is_intact(self.repository.folder / lock):
                self._restore(lock)
                self.repaired[f"git checkout {lock}"] += 1
        if "lock" in self._output():
            time.sleep(0.5)

    def _restore(self, lock: str) -> None:
        if self.repository.run("git", "ls-files", lock):
            self.repository.run("git", "checkout", lock)
        else:
            (self.repository.folder / lock).unlink()

    def _log(self) -> Path:
        return self.repository.folder.parent / "output.txt"

    def _output(self) -> str:
        return self._log().read_text(errors="replace")


def _is_stage(process: psutil.Process) -> bool:
    try:
        return any(re.fullmatch(r"src/\w+\.py", word) for word in process.cmdline())
    except psutil.Error:
        return False


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _is_intact(lock: Path) -> bool:
    try:
        return not lock.exists() or isinstance(yaml.safe_load(lock.read_text()), dict)
    except yaml.YAMLError:
        return False
