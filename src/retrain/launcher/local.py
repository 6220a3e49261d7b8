"""Processes of this machine."""

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

GLANCE_SECONDS = 0.2

Result = TypeVar("Result")


class InThisProcess(Executor):
    """Does each piece of work when it is given; what it raises is raised there."""

    def submit(self, work: Callable[..., Result], /, *given: Any, **named: Any) -> Future[Result]:  # noqa: ANN401
        """The result, in a future that is done."""
        done: Future[Result] = Future()
        done.set_result(work(*given, **named))
        return done


class LocalProcesses(Executor):
    """Long-lived processes, one to a worker, so that one that is killed takes no other with it.

    Each ends with the process that started it, however that ended.

    Args:
        launcher: how many, and how often a piece of work may lose its process.
    """

    def __init__(self, launcher: LocalLauncher) -> None:
        self._attempts = launcher.attempts
        self._threads = ThreadPoolExecutor(launcher.workers)
        self._processes: dict[int, ProcessPoolExecutor] = {}

    def submit(self, work: Callable[..., Result], /, *given: Any, **named: Any) -> Future[Result]:  # noqa: ANN401
        """Begins when a process is free; the result, or what the work raised."""
        return self._threads.submit(self._survived, work, *given, **named)

    def __exit__(self, *raised: object) -> None:
        """Drops what has not begun where something was raised."""
        self.shutdown(cancel_futures=raised[0] is not None)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends the processes, after what they are at."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        for process in self._processes.values():
            process.shutdown(wait)

    def _survived(self, work: Callable[..., Result], *given: Any, **named: Any) -> Result:  # noqa: ANN401
        for _ in range(self._attempts):
            own = self._processes.get(threading.get_ident()) or self._process()
            try:
                return own.submit(work, *given, **named).result()
            except BrokenProcessPool:
                self._processes.pop(threading.get_ident()).shutdown()
        raise InputError(
            f"{self._attempts} processes died of the same piece of work, perhaps for want of memory; "
            "take fewer with launcher.workers, or let it try more often with launcher.attempts"
        )

    def _process(self) -> ProcessPoolExecutor:
        own = ProcessPoolExecutor(1, get_context("spawn"), _end_with, (os.getpid(),))
        self._processes[threading.get_ident()] = own
        return own


def _end_with(parent: int) -> None:
    """Lets this process end as soon as its parent has."""
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(GLANCE_SECONDS)
    os._exit(1)
