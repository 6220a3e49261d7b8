"""Executors on this machine."""

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, TypeVar

from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.launcher import LocalLauncher

POLL_SECONDS = 0.2

Result = TypeVar("Result")


class SerialExecutor(Executor):
    """Runs each task in this process when it is submitted; `submit` raises what the task raises."""

    def submit(self, task: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:  # noqa: ANN401
        """The result, in a future that is done."""
        future: Future[Result] = Future()
        future.set_result(task(*args, **kwargs))
        return future


class RestartingProcessPool(Executor):
    """Long-lived processes, one for each worker; a killed one is replaced and affects no other.

    Each process ends with the process that started it, however that ended.

    Args:
        launcher: the number of workers, and of attempts at a task whose process dies.
    """

    def __init__(self, launcher: LocalLauncher) -> None:
        self._attempts = launcher.attempts
        self._threads = ThreadPoolExecutor(launcher.workers)
        self._pools: dict[int, ProcessPoolExecutor] = {}

    def submit(self, task: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:  # noqa: ANN401
        """Starts when a process is free; the future has the result, or what the task raised."""
        return self._threads.submit(self._run, task, *args, **kwargs)

    def __exit__(self, *exception: object) -> None:
        """Cancels the tasks that have not started if the block raised."""
        self.shutdown(cancel_futures=exception[0] is not None)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends the processes after the tasks that they run."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        for pool in self._pools.values():
            pool.shutdown(wait)

    def _run(self, task: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:  # noqa: ANN401
        """Runs a task in the process of this thread, again in a new one where it dies."""
        thread = threading.get_ident()
        for _ in range(self._attempts):
            if thread not in self._pools:
                self._pools[thread] = _start_process()
            try:
                return self._pools[thread].submit(task, *args, **kwargs).result()
            except BrokenProcessPool:
                self._pools.pop(thread).shutdown()
        raise InputError(
            f"{self._attempts} processes died running the same task, perhaps for lack of memory; "
            "reduce launcher.workers, or raise launcher.attempts"
        )


def _start_process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, get_context("spawn"), _exit_with, (os.getpid(),))


def _exit_with(parent: int) -> None:
    """Makes this process exit as soon as its parent has."""
    threading.Thread(target=_poll, args=(parent,), daemon=True).start()


def _poll(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(POLL_SECONDS)
    os._exit(1)
