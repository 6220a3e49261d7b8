"""Shared by the benchmarks: results, CPU time, alternating runs, data sets and options."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path.cwd()
DATASETS = (ROOT / "data/external", ROOT.parent / "shared/datasets")


@dataclass(frozen=True)
class Result:
    """The measured values, one per repeat or seed.

    Attributes:
        case: the work and its input.
        unit: unit of the values.
        ours: at least one value.
        peer: as many values of the other contestant, measured in turns with ours; none where there
            is no peer.
        against: name of the peer.
    """

    case: str
    unit: str
    ours: Sequence[float]
    peer: Sequence[float] = ()
    against: str = ""

    @property
    def ratio(self) -> float | None:
        """The median of ours over the peer's; None without a peer."""
        return statistics.median(self.ours) / statistics.median(self.peer) if self.peer else None

    @property
    def row(self) -> str:
        """A row of a table in Markdown, each value a median with its range."""
        ours = median_with_range(self.ours)
        peer = median_with_range(self.peer)
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        return f"| {self.case} | {ours} | {peer} | {self.unit} | {ratio} | {self.against} |"


HEADER = "| case | ours | peer | unit | ratio | peer is |\n|---|---|---|---|---|---|"


class AbsentError(SystemExit):
    """A program or data set is missing; `run.py` skips the benchmark with this message."""


class InMemory:
    """A checkpoint store that keeps the newest checkpoint in memory."""

    content: bytes | None = None

    def newest(self) -> bytes | None:
        """The newest checkpoint."""
        return self.content

    def save(self, content: bytes) -> None:
        """Stores a checkpoint in place of the former one."""
        self.content = content


def median_with_range(values: Sequence[float]) -> str:
    """The median, and the range where there are several values."""
    if not values:
        return ""
    median = _digits(statistics.median(values))
    if len(values) == 1:
        return median
    return f"{median} ({_digits(min(values))} to {_digits(max(values))})"


def show(results: Sequence[Result]) -> None:
    """Prints the table."""
    print(HEADER, *(result.row for result in results), sep="\n")


def dataset(path: str) -> Path:
    """The path of a public data set.

    Raises:
        AbsentError: no folder of data sets contains it.
    """
    found = next((folder / path for folder in DATASETS if (folder / path).exists()), None)
    if found is None:
        raise AbsentError(f"data/external/{path} is absent; see conf/source/")
    return found


def options(group: str, name: str) -> dict[str, object]:
    """The values of `conf/<group>/<name>.yaml`."""
    loaded: dict[str, object] = yaml.safe_load((ROOT / "conf" / group / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def cpu_seconds(work: Callable[[], object]) -> float:
    """The CPU seconds that a call takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def in_turns(repeats: int, *contestants: Callable[[], float]) -> list[tuple[float, ...]]:
    """The measurements of each contestant; they take turns, after one warm-up round."""
    rounds = [[contestant() for contestant in contestants] for _ in range(repeats + 1)]
    return list(zip(*rounds[1:], strict=True))


def _digits(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
