"""Launchers by name."""

from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

from retrain.launcher.local import InThisProcess, LocalProcesses
from retrain.launcher.ray import RayTasks
from retrain.ml_configuration.launcher import Launcher, LocalLauncher, RayLauncher


def _local(launcher: LocalLauncher) -> Executor:
    return InThisProcess() if launcher.workers == 1 else LocalProcesses(launcher)


LAUNCHERS: dict[type, Callable[[Any], Executor]] = {LocalLauncher: _local, RayLauncher: RayTasks}


def launched(launcher: Launcher) -> Executor:
    """Whoever does the work: an executor as in `concurrent.futures`, with `submit`, `map` and a `with` block.

    What it is given and what it yields are pickled on the way. A piece of work may be begun more
    than once, so that it must be safe to do twice; it should go on from where it was.

    Raises:
        InputError: the launcher needs a package that is not installed; in a future of this
            machine's: the processes of a piece of work died too often, for which Ray has its own
            `WorkerCrashedError`.
    """
    return LAUNCHERS[type(launcher)](launcher)
