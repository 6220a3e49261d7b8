"""An executor on a Ray cluster."""

import os
from collections.abc import Callable
from concurrent.futures import Executor, Future
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.launcher import RayLauncher

Result = TypeVar("Result")
FORWARDED_VARIABLES = ("DVC_ROOT", "PYTHONPATH", "RETRAIN_WORK_DIR")


class RayExecutor(Executor):
    """Runs each task as a task of Ray, which starts it again where its worker or its machine dies.

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
        variables = {name: os.environ[name] for name in FORWARDED_VARIABLES if name in os.environ}
        options: dict[str, Any] = {"include_dashboard": False, "logging_level": "ERROR"}
        if launcher.address:
            options["address"] = launcher.address
        else:
            options["num_cpus"] = launcher.workers
        self._ray.init(runtime_env={"env_vars": variables}, **options)

    def submit(self, task: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:  # noqa: ANN401
        """Starts when a processor is free; the future has the result, or what the task raised."""
        remote = self._ray.remote(max_retries=self._retries, num_cpus=1)(_run_in_folder)
        future: Future[Result] = remote.remote(Path.cwd(), task, args, kwargs).future()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Disconnects from the cluster; the tasks of one that was started here end."""
        self._ray.shutdown()


def _run_in_folder(folder: Path, task: Callable[..., Result], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Result:
    os.chdir(folder)
    return task(*args, **kwargs)
