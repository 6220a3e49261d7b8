"""How far a long stage is: a bar on a terminal, a plain line now and then elsewhere, never on standard output."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SECONDS_BETWEEN = 30

Step = Callable[[str], None]


@contextmanager
def progress(what: str, total: int) -> Iterator[Step]:
    """A function to call after each of so many steps, with a few words on what it found.

    Args:
        what: is counted, such as `epochs`.
        total: steps, as far as is known; fewer may come.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(what, total)
        return
    words = TextColumn("{task.description}", markup=False)
    with Progress(words, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console) as bar:
        task = bar.add_task(what, total=total)
        yield lambda found: bar.update(task, advance=1, description=f"{what}: {found}")


def _lines(what: str, total: int) -> Step:
    done, told = 0, float("-inf")

    def step(found: str) -> None:
        nonlocal done, told
        done += 1
        if done == total or time.monotonic() - told >= SECONDS_BETWEEN:
            told = time.monotonic()
            print(f"{what} {done} of {total}: {found}", file=sys.stderr, flush=True)  # noqa: T201

    return step
