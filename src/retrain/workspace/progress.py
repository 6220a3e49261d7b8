"""Progress of long stages on standard error: a bar on a terminal, else a line every half minute."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SECONDS_BETWEEN = 30

Advance = Callable[[str], None]


@contextmanager
def progress(unit: str, total: int) -> Iterator[Advance]:
    """A function to call after each step with a short status, such as `macro F1 0.91`.

    Args:
        unit: what the steps are, such as `epochs`.
        total: the expected number of steps; there may be fewer.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield _print_lines(unit, total)
        return
    description = TextColumn("{task.description}", markup=False)
    with Progress(description, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console) as bar:
        task = bar.add_task(unit, total=total)
        yield lambda status: bar.update(task, advance=1, description=f"{unit}: {status}")


def _print_lines(unit: str, total: int) -> Advance:
    done = 0
    last_printed = float("-inf")

    def advance(status: str) -> None:
        nonlocal done, last_printed
        done += 1
        if done == total or time.monotonic() - last_printed >= SECONDS_BETWEEN:
            last_printed = time.monotonic()
            print(f"{unit} {done} of {total}: {status}", file=sys.stderr, flush=True)  # noqa: T201

    return advance
