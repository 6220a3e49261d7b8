"""Tasks that workers import by name, and the configuration of a launcher."""

import os
import signal
from pathlib import Path

from pydantic import TypeAdapter

from retrain.ml_configuration.launcher import Launcher


def launcher(name: str = "local", workers: int = 2, attempts: int = 3, **options) -> Launcher:
    values = {"name": name, "workers": workers, "attempts": attempts, **options}
    return TypeAdapter(Launcher).validate_python(values)


def square(number: int) -> int:
    return number * number


def process_id(_: object) -> int:
    return os.getpid()


def die_until(marks: Path, times: int) -> int:
    """Kills its own process so many times; returns the number of starts."""
    marks.write_text((marks.read_text() if marks.exists() else "") + "x")
    if len(marks.read_text()) <= times:
        os.kill(os.getpid(), signal.SIGKILL)
    return len(marks.read_text())
