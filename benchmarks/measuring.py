"""What every benchmark yields and needs: a result beside its peer's, the processor's time, data and options."""

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
    """What was measured, once a repeat or seed.

    Attributes:
        case: what was done, on what.
        unit: of the values.
        ours: at least one value.
        peer: as many values of the other contestant, measured in turns with ours; none where there is no peer.
        against: names the peer.
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
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        return f"| {self.case} | {shown(self.ours)} | {shown(self.peer)} | {self.unit} | {ratio} | {self.against} |"


HEAD = "| case | ours | peer | unit | ratio | peer is |\n|---|---|---|---|---|---|"


class AbsentError(SystemExit):
    """What a benchmark needs is not here; it ends with the message that says what, and the runner skips it."""


class InMemory:
    """The newest checkpoint."""

    content: bytes | None = None

    def newest(self) -> bytes | None:
        """The newest checkpoint."""
        return self.content

    def save(self, content: bytes) -> None:
        """Keeps it."""
        self.content = content


def shown(values: Sequence[float]) -> str:
    """The median, and the range where there are several values."""
    if not values:
        return ""
    middle, spread = statistics.median(values), f" ({_digits(min(values))} to {_digits(max(values))})"
    return _digits(middle) + (spread if len(values) > 1 else "")


def show(results: Sequence[Result]) -> None:
    """Prints the table."""
    print(HEAD, *(result.row for result in results), sep="\n")


def dataset(path: str) -> Path:
    """Where a public data set lies.

    Raises:
        AbsentError: it lies nowhere.
    """
    place = next((folder / path for folder in DATASETS if (folder / path).exists()), None)
    if place is None:
        raise AbsentError(f"data/external/{path} is absent; see conf/source/")
    return place


def options(group: str, name: str) -> dict[str, object]:
    """An option of a configuration group."""
    loaded: dict[str, object] = yaml.safe_load((ROOT / "conf" / group / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def cpu(work: Callable[[], object]) -> float:
    """The seconds of the processor that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def in_turns(repeats: int, *contestants: Callable[[], float]) -> list[tuple[float, ...]]:
    """The measurements of each contestant, who take turns after a round that does not count."""
    rounds = [[contestant() for contestant in contestants] for _ in range(repeats + 1)]
    return list(zip(*rounds[1:], strict=True))


def _digits(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
