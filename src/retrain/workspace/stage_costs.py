"""What the last run of each stage cost: kept in the work folder, since it never is the same twice."""

import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from retrain.ml_configuration.base import FrozenModel
from retrain.workspace.work_dir import work_folder, workspace_name

MEBIBYTE = 2**20
BLOCK = 512
UNIT_OF_PEAK = 1 if sys.platform == "darwin" else 1024


class Cost(FrozenModel):
    """What one run of a stage took, its child processes included.

    Attributes:
        stage: which.
        ended: when, UTC.
        seconds: from its configuration to its end.
        processor_seconds: on all processors, from the start of the process.
        peak_mebibytes: memory of its largest process.
        written_mebibytes: handed to the disk, as far as the system counts it.
    """

    stage: str
    ended: datetime
    seconds: float
    processor_seconds: float
    peak_mebibytes: float
    written_mebibytes: float


@contextmanager
def record_stage_cost(stage: str) -> Iterator[None]:
    """Keeps what the work within it cost, once it has succeeded, in place of the stage's former run."""
    began = time.perf_counter()
    yield
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cost = Cost(
        stage=stage,
        ended=datetime.now(UTC).replace(microsecond=0),
        seconds=time.perf_counter() - began,
        processor_seconds=sum(one.ru_utime + one.ru_stime for one in used),
        peak_mebibytes=max(one.ru_maxrss for one in used) * UNIT_OF_PEAK / MEBIBYTE,
        written_mebibytes=sum(one.ru_oublock for one in used) * BLOCK / MEBIBYTE,
    )
    file = _folder() / f"{stage}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_text(cost.model_dump_json(), encoding="utf-8")
    part.replace(file)


def read_stage_costs() -> tuple[Cost, ...]:
    """The cost of the last run of each stage in this workspace, in the order in which they ended."""
    found = [Cost.model_validate_json(file.read_text(encoding="utf-8")) for file in _folder().glob("*.json")]
    return tuple(sorted(found, key=lambda cost: cost.ended))


def _folder() -> Path:
    return work_folder() / "costs" / workspace_name()
