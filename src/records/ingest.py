"""Reads a source into the feature store."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from records.configuration import FileSource, GeneratorSource
from records.enums import SourceKind
from records.file_source import gather_files
from records.gathered import Gathered
from records.mail.mailbox import gather_mail
from records.problems import InputProblem
from records.quarantine import count_reasons, quarantine_table
from records.writing import csv_text, json_text, write_whole

GATHERERS: dict[SourceKind, Callable[[Any, Path], Gathered]] = {
    SourceKind.FILE: gather_files,
    SourceKind.GENERATOR: gather_mail,
}


@dataclass(frozen=True)
class Ingested:
    """How many rows went where; `read` is the sum of the others."""

    read: int
    kept: int
    quarantined: int
    after_as_of: int


def ingest(source: GeneratorSource | FileSource, root: Path, folder: Path, report: Path) -> Ingested:
    """Writes `records.csv`, `quarantine.csv`, `oracle.csv` and the report, and returns the counts of rows.

    Args:
        source: where the records come from.
        root: the repository's root, which the paths of the source are relative to.
        folder: receives the three CSV files.
        report: the JSON file of counts and reasons.

    Raises:
        InputProblem: the source cannot be read, too many of its rows are bad, or none is left; nothing is written then.
    """
    gathered = GATHERERS[source.kind](source, root)
    _refuse_spoilt(source, gathered)
    rows = Ingested(gathered.read, len(gathered.records), gathered.quarantined, gathered.after_as_of)
    write_whole(folder / "records.csv", csv_text(gathered.records))
    write_whole(folder / "quarantine.csv", csv_text(quarantine_table(gathered.quarantine)))
    write_whole(folder / "oracle.csv", csv_text(gathered.oracle))
    write_whole(report, json_text(_summary(source, rows, gathered)))
    return rows


def _refuse_spoilt(source: GeneratorSource | FileSource, gathered: Gathered) -> None:
    judged = len(gathered.records) + gathered.quarantined
    if not judged:
        raise InputProblem(f"source {source.name!r} has no row up to as_of {source.as_of}; choose a later day")
    if gathered.records.empty or gathered.quarantined > source.quarantine_limit * judged:
        raise InputProblem(
            f"{gathered.quarantine[0]}; {gathered.quarantined} of {judged} rows are bad, and source {source.name!r} "
            f"allows a share of {source.quarantine_limit:g}; mend them, or raise its quarantine_limit"
        )


def _summary(source: GeneratorSource | FileSource, rows: Ingested, gathered: Gathered) -> dict[str, object]:
    return {
        "source": source.name,
        "licence": source.licence,
        "as_of": source.as_of.isoformat() if source.as_of else None,
        "rows": vars(rows),
        "reasons": count_reasons(gathered.quarantine),
    }
