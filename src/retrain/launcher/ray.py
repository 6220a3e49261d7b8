"""Tasks on a Ray cluster."""

import os
from collections.abc import Callable
from concurrent.futures import Executor, Future
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.launcher import RayLauncher

Result = TypeVar("Result")
SEEN = ("DVC_ROOT", "PYTHONPATH", "RETRAIN_WORK_DIR")


class RayTasks(Executor):
    """One task of Ray for each piece of work; Ray begins it again where its worker or its machine dies.

    Args:
        launcher: the cluster; one that it starts itself ends with it.

    Raises:
        InputError: Ray is not installed.
    """

    def __init__(self, launcher: RayLauncher) -> None:
        try:
            self._ray: Any = import_module("ray")
        except ImportError as error:
            raise InputError("launcher: ray needs the package ray; pip install '.[ray]'") from error
        self._retries = launcher.attempts - 1
        environment = {"env_vars": {name: os.environ[name] for name in SEEN if name in os.environ}}
        size = {"address": launcher.address} if launcher.address else {"num_cpus": launcher.workers}
        self._ray.init(**size, runtime_env=environment, include_dashboard=False, logging_level="ERROR")

    def submit(self, work: Callable[..., Result], /, *given: Any, **named: Any) -> Future[Result]:  # noqa: ANN401
        """Begins when the cluster has a processor free; the result, or what the work raised."""
        task = self._ray.remote(max_retries=self._retries, num_cpus=1)(_in_folder)
        done: Future[Result] = task.remote(Path.cwd(), work, given, named).future()
        return done

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leaves the cluster; what runs on one that was started here ends."""
        self._ray.shutdown()


def _in_folder(folder: Path, work: Callable[..., Result], given: tuple[Any, ...], named: dict[str, Any]) -> Result:
    os.chdir(folder)
    return work(*given, **named)
