"""Real processes, real SIGKILLs at random moments, until a list of commands has ended well."""

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
LONGEST = 1200
RWLOCK = ".dvc/tmp/rwlock"
LOCKS = ("dvc.lock", "judge/dvc.lock", "search/dvc.lock")


class Victim(StrEnum):
    """Who is killed: everything, the command alone (what it started goes on), or the stage alone."""

    GROUP = "group"
    COMMAND = "command"
    STAGE = "stage"


@dataclass
class Torture:
    """Runs commands in a repository, killing them so many times in all.

    Attributes:
        repository: where; its `environment` and `folder` are used.
        kills: how many are left.
        draws: decides moments and victims.
        killed: how often each kind of victim was hit.
        mended: remedies that a person would have been told, and how often they were needed.
    """

    repository: object
    kills: int
    draws: random.Random
    killed: Counter = field(default_factory=Counter)
    mended: Counter = field(default_factory=Counter)

    def run(self, commands: list[Command], longest: float) -> None:
        """Runs each command again and again until it has ended well."""
        for command in commands:
            start = time.monotonic()
            while self._once(command, longest) != 0:
                self._mend()
                assert time.monotonic() - start < LONGEST, f"{command} never ended:\n{self._said()}"

    def _once(self, command: Command, longest: float) -> int | None:
        with self._log().open("w") as said:
            process = subprocess.Popen(
                command,
                cwd=self.repository.folder,
                env=self.repository.environment(),
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        if self.kills:
            try:
                return process.wait(self.draws.uniform(0.2, longest))
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

    def _mend(self) -> None:
        """Does what the messages of git and DVC, or `retrain doctor`, ask for."""
        index = self.repository.folder / ".git/index.lock"
        if index.exists() and "index.lock" in self._said():
            index.unlink()
            self.mended["rm .git/index.lock"] += 1
        if not _is_whole(self.repository.folder / RWLOCK):
            (self.repository.folder / RWLOCK).unlink()
            self.mended[f"rm {RWLOCK}"] += 1
        for lock in LOCKS:
            if not _is_whole(self.repository.folder / lock):
                self._restore(lock)
                self.mended[f"git checkout {lock}"] += 1
        if "lock" in self._said():
            time.sleep(0.5)

    def _restore(self, lock: str) -> None:
        if self.repository.run("git", "ls-files", lock):
            self.repository.run("git", "checkout", lock)
        else:
            (self.repository.folder / lock).unlink()

    def _log(self) -> Path:
        return self.repository.folder.parent / "said.txt"

    def _said(self) -> str:
        return self._log().read_text(errors="replace")


def _is_stage(process: psutil.Process) -> bool:
    try:
        return any(re.fullmatch(r"src/\w+\.py", word) for word in process.cmdline())
    except psutil.Error:
        return False


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _is_whole(lock: Path) -> bool:
    try:
        return not lock.exists() or isinstance(yaml.safe_load(lock.read_text()), dict)
    except yaml.YAMLError:
        return False
