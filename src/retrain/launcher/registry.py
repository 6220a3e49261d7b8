"""Launchers by name."""

from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

from retrain.launcher.local import RestartingProcessPool, SerialExecutor
from retrain.launcher.ray import RayExecutor
from retrain.ml_configuration.launcher import Launcher, LocalLauncher, RayLauncher


def make_executor(launcher: Launcher) -> Executor:
    """The configured executor, as in `concurrent.futures`, with `submit`, `map` and a `with` block.

    Arguments and results are pickled on the way. A task may be started more than once, so that it
    must be safe to repeat; it should resume where it was.

    Raises:
        InputError: the launcher needs a package that is not installed. The future of a task raises
            it where the processes of the task died too often; with Ray that is Ray's own
            `WorkerCrashedError`.
    """
    return LAUNCHERS[type(launcher)](launcher)


def _make_local(launcher: LocalLauncher) -> Executor:
    return SerialExecutor() if launcher.workers == 1 else RestartingProcessPool(launcher)


LAUNCHERS: dict[type, Callable[[Any], Executor]] = {
    LocalLauncher: _make_local,
    RayLauncher: RayExecutor,
}
