"""Reads a source and writes its records, quarantine, oracle and a report."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from records.build_snapshot import build_snapshot
from records.configuration import FileSource, SourceBase, TableSource
from records.csv_writer import csv_chunks, write_atomically
from records.databases.database_reader import read_mongo, read_sql
from records.databases.database_sources import MongoSource, SqlSource
from records.demo_mail.generate import generate_mail
from records.demo_mail.generator_source import GeneratorSource
from records.documents.document_source import DocumentSource
from records.documents.folder import read_document_folder
from records.erasure import drop_erased
from records.errors import InputError
from records.file_reader import read_files
from records.images.image_reader import read_images
from records.images.image_source import ImageSource
from records.snapshot import Snapshot
from records.table import Table

TABLE_READERS: dict[type[TableSource], Callable[[Any, Path], dict[str, Table]]] = {
    FileSource: read_files,
    ImageSource: read_images,
    MongoSource: read_mongo,
    SqlSource: read_sql,
}
SNAPSHOT_READERS: dict[type[SourceBase], Callable[[Any, Path], Snapshot]] = {
    DocumentSource: read_document_folder,
    GeneratorSource: lambda source, _root: generate_mail(source),
}


@dataclass(frozen=True)
class RowCounts:
    """Number of rows; `read` is the sum of the others. `ingest.json` holds these names."""

    read: int
    kept: int
    quarantined: int
    after_as_of: int
    erased: int = 0


def ingest(source: SourceBase, root: Path, folder: Path, report: Path) -> RowCounts:
    """Writes records, quarantine, oracle and report, and returns the counts of rows.

    pyarrow allocates with the system's allocator, which returns freed memory: the peak is a quarter
    lower.

    Args:
        source: where the records come from.
        root: the repository's root, to which the source's paths are relative.
        folder: receives the three CSV files.
        report: the JSON file of counts and reasons.

    Raises:
        InputError: the source cannot be read, too many of its rows are bad, or none is left;
            nothing is written then.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    snapshot = read_source(source, root)
    snapshot = drop_erased(snapshot, getattr(source, "id", None) or "id", root)
    further = (snapshot.quarantined, snapshot.after_as_of, snapshot.erased)
    counts = RowCounts(snapshot.rows_read, len(snapshot.records), *further)
    _check_counts(source, counts, snapshot)
    write_atomically(folder / "records.csv", csv_chunks(snapshot.records))
    write_atomically(folder / "quarantine.csv", csv_chunks(quarantine_table(snapshot)))
    write_atomically(folder / "oracle.csv", csv_chunks(snapshot.oracle))
    summary = json.dumps(_summary(source, counts, snapshot), indent=2, ensure_ascii=False)
    write_atomically(report, [summary, "\n"])
    return counts


def read_source(source: SourceBase, root: Path) -> Snapshot:
    """The snapshot of a source.

    Args:
        source: a table, or of a class in `SNAPSHOT_READERS`.
        root: the repository's root.

    Raises:
        InputError: it cannot be read.
    """
    if isinstance(source, TableSource):
        return build_snapshot(source, read_tables(source, root))
    return SNAPSHOT_READERS[type(source)](source, root)


def read_tables(source: TableSource, root: Path) -> dict[str, Table]:
    """The tables of a source, by the name of the file or source.

    Args:
        source: of a class in `TABLE_READERS`.
        root: the repository's root.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return TABLE_READERS[type(source)](source, root)
    except ModuleNotFoundError as error:
        raise InputError(f"source {source.name!r} needs {error.name}; run `pip install '.[sources]'`") from error


def quarantine_table(snapshot: Snapshot) -> pd.DataFrame:
    r"""The quarantine as strings: file, line, column, value, reason; a NUL is written as `\0`."""
    rows = [
        (cell.file, str(cell.line), cell.column, cell.value.replace("\0", r"\0"), cell.description)
        for cell in snapshot.quarantine
    ]
    return pd.DataFrame(rows, columns=["file", "line", "column", "value", "reason"], dtype=str)


def _check_counts(source: SourceBase, counts: RowCounts, snapshot: Snapshot) -> None:
    checked = counts.kept + counts.quarantined
    if not checked:
        raise InputError(f"source {source.name!r} has no row up to its as_of; choose a later day")
    if not counts.kept or counts.quarantined > source.quarantine_limit * checked:
        raise InputError(
            f"{snapshot.quarantine[0]}; {counts.quarantined} of {checked} rows are bad, and source "
            f"{source.name!r} allows a share of {source.quarantine_limit:g}; correct them, or "
            "raise its quarantine_limit"
        )


def _summary(source: SourceBase, counts: RowCounts, snapshot: Snapshot) -> dict[str, object]:
    reasons = Counter(cell.reason.value for cell in snapshot.quarantine)
    summary = {
        "source": source.name,
        "licence": source.licence,
        "read_as": dict(snapshot.dialects),
        "as_of": source.as_of.isoformat() if source.as_of else None,
        "rows": vars(counts),
        "reasons": dict(sorted(reasons.items())),
        "statuses": dict(snapshot.statuses),
    }
    optional = ("read_as", "statuses")
    return {key: value for key, value in summary.items() if value or key not in optional}
