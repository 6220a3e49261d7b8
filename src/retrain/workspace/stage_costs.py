"""Time and memory of the last run of each stage, stored in the work folder."""

import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from retrain.ml_configuration.base import FrozenModel
from retrain.workspace.atomic import replace_file
from retrain.workspace.work_dir import work_folder, workspace_name

MEBIBYTE = 2**20
BLOCK = 512
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


class StageCost(FrozenModel):
    """Resources that one run of a stage used, child processes included.

    Attributes:
        stage: its name.
        ended: the end of the run, UTC.
        seconds: wall time, from the loaded configuration to the end.
        processor_seconds: on all processors, from the start of the process.
        peak_mebibytes: peak memory of the largest process.
        written_mebibytes: written to disk, as far as the system counts it.
    """

    stage: str
    ended: datetime
    seconds: float
    processor_seconds: float
    peak_mebibytes: float
    written_mebibytes: float


@contextmanager
def record_stage_cost(stage: str) -> Iterator[None]:
    """Measures the code within, and stores the result for the stage if it succeeds."""
    start = time.perf_counter()
    yield
    usages = list(map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
    cost = StageCost(
        stage=stage,
        ended=datetime.now(UTC).replace(microsecond=0),
        seconds=time.perf_counter() - start,
        processor_seconds=sum(usage.ru_utime + usage.ru_stime for usage in usages),
        peak_mebibytes=max(usage.ru_maxrss for usage in usages) * PEAK_UNIT / MEBIBYTE,
        written_mebibytes=sum(usage.ru_oublock for usage in usages) * BLOCK / MEBIBYTE,
    )
    replace_file(_folder() / f"{stage}.json", cost.model_dump_json().encode())


def read_stage_costs() -> tuple[StageCost, ...]:
    """The last run of each stage in this workspace, ordered by the end of the run."""
    texts = [file.read_text(encoding="utf-8") for file in _folder().glob("*.json")]
    return tuple(sorted(map(StageCost.model_validate_json, texts), key=lambda cost: cost.ended))


def _folder() -> Path:
    return work_folder() / "costs" / workspace_name()
