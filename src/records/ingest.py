"""Reads a source into the feature store."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from records.configuration import DocumentSource, FileSource, GeneratorSource
from records.documents.folder import gather_documents
from records.file_source import gather_files
from records.gathered import Gathered
from records.mail.mailbox import gather_mail
from records.problems import InputProblem
from records.writing import csv_text, write_whole

AnySource = DocumentSource | FileSource | GeneratorSource


@dataclass(frozen=True)
class Ingested:
    """How many rows went where; `read` is the sum of the others."""

    read: int
    kept: int
    quarantined: int
    after_as_of: int


def ingest(source: AnySource, root: Path, folder: Path, report: Path) -> Ingested:
    """Writes `records.csv`, `quarantine.csv`, `oracle.csv` and the report, and returns the counts of rows.

    Args:
        source: where the records come from.
        root: the repository's root, which the paths of the source are relative to.
        folder: receives the three CSV files.
        report: the JSON file of counts and reasons.

    Raises:
        InputProblem: the source cannot be read, too many of its rows are bad, or none is left; nothing is written then.
    """
    gathered = _gather(source, root)
    rows = Ingested(gathered.read, len(gathered.records), gathered.quarantined, gathered.after_as_of)
    _refuse_spoilt(source, rows, gathered)
    write_whole(folder / "records.csv", csv_text(gathered.records))
    write_whole(folder / "quarantine.csv", csv_text(quarantine_table(gathered)))
    write_whole(folder / "oracle.csv", csv_text(gathered.oracle))
    write_whole(report, json.dumps(_summary(source, rows, gathered), indent=2, ensure_ascii=False) + "\n")
    return rows


def _gather(source: AnySource, root: Path) -> Gathered:
    match source:
        case DocumentSource():
            return gather_documents(source, root)
        case FileSource():
            return gather_files(source, root)
        case GeneratorSource():
            return gather_mail(source)


def quarantine_table(gathered: Gathered) -> pd.DataFrame:
    """The quarantine as strings, columns file, line, column, value, reason; a NUL is written as backslash and 0."""
    cells = gathered.quarantine
    rows = [(cell.file, str(cell.line), cell.column, cell.value.replace("\0", r"\0"), cell.fault) for cell in cells]
    return pd.DataFrame(rows, columns=["file", "line", "column", "value", "reason"], dtype=str)


def _refuse_spoilt(source: AnySource, rows: Ingested, gathered: Gathered) -> None:
    judged = rows.kept + rows.quarantined
    if not judged:
        raise InputProblem(f"source {source.name!r} has no row up to as_of {source.as_of}; choose a later day")
    if not rows.kept or rows.quarantined > source.quarantine_limit * judged:
        raise InputProblem(
            f"{gathered.quarantine[0]}; {rows.quarantined} of {judged} rows are bad, and source {source.name!r} "
            f"allows a share of {source.quarantine_limit:g}; mend them, or raise its quarantine_limit"
        )


def _summary(source: AnySource, rows: Ingested, gathered: Gathered) -> dict[str, object]:
    return {
        "source": source.name,
        "licence": source.licence,
        "as_of": source.as_of.isoformat() if source.as_of else None,
        "rows": vars(rows),
        "reasons": dict(sorted(Counter(cell.reason.value for cell in gathered.quarantine).items())),
        **({"statuses": gathered.statuses} if gathered.statuses else {}),
    }
