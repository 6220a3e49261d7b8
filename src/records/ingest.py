"""Reads a source into the feature store."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from records.build_snapshot import gather
from records.configuration import (
    DocumentSource,
    FileSource,
    GeneratorSource,
    ImageSource,
    MongoSource,
    SourceBase,
    SqlSource,
    TableSource,
)
from records.csv_reader import Sheet
from records.csv_writer import csv_parts, write_whole
from records.database_source import mongo_sheets, sql_sheets
from records.demo_mail.generate import gather_mail
from records.documents.folder import gather_documents
from records.erasure import without_erased
from records.errors import InputError
from records.file_source import file_sheets
from records.image_source import image_sheets
from records.snapshot import Gathered


@dataclass(frozen=True)
class Ingested:
    """How many rows went where; `read` is the sum of the others."""

    read: int
    kept: int
    quarantined: int
    after_as_of: int
    erased: int = 0


def ingest(source: SourceBase, root: Path, folder: Path, report: Path) -> Ingested:
    """Writes `records.csv`, `quarantine.csv`, `oracle.csv` and the report, and returns the counts of rows.

    Strings come from the system's allocator, which gives back what is freed: the peak falls by a
    quarter.

    Args:
        source: where the records come from.
        root: the repository's root, which the paths of the source are relative to.
        folder: receives the three CSV files.
        report: the JSON file of counts and reasons.

    Raises:
        InputError: the source cannot be read, too many of its rows are bad, or none is left;
            nothing is written then.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    gathered = gathered_from(source, root)
    gathered = without_erased(gathered, getattr(source, "id", None) or "id", root)
    rows = Ingested(
        gathered.read,
        len(gathered.records),
        gathered.quarantined,
        gathered.after_as_of,
        gathered.erased,
    )
    _refuse_spoilt(source, rows, gathered)
    write_whole(folder / "records.csv", csv_parts(gathered.records))
    write_whole(folder / "quarantine.csv", csv_parts(quarantine_table(gathered)))
    write_whole(folder / "oracle.csv", csv_parts(gathered.oracle))
    write_whole(report, [json.dumps(_summary(source, rows, gathered), indent=2, ensure_ascii=False), "\n"])
    return rows


def gathered_from(source: SourceBase, root: Path) -> Gathered:
    """What a source yields.

    Args:
        source: a table, or of a class in `OTHERS`.
        root: the repository's root.

    Raises:
        InputError: it cannot be read.
    """
    if isinstance(source, TableSource):
        return gather(source, sheets_of(source, root))
    return OTHERS[type(source)](source, root)


def sheets_of(source: TableSource, root: Path) -> dict[str, Sheet]:
    """The tables of a source, by where they come from.

    Args:
        source: of a class in `READERS`.
        root: the repository's root.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return READERS[type(source)](source, root)
    except ModuleNotFoundError as error:
        raise InputError(
            f"source {source.name!r} needs {error.name}, which is not installed; run `pip install '.[sources]'`"
        ) from error


def quarantine_table(gathered: Gathered) -> pd.DataFrame:
    """The quarantine as strings, columns file, line, column, value, reason; a NUL is written as backslash and 0."""
    cells = gathered.quarantine
    rows = [(cell.file, str(cell.line), cell.column, cell.value.replace("\0", r"\0"), cell.fault) for cell in cells]
    return pd.DataFrame(rows, columns=["file", "line", "column", "value", "reason"], dtype=str)


def _refuse_spoilt(source: SourceBase, rows: Ingested, gathered: Gathered) -> None:
    judged = rows.kept + rows.quarantined
    if not judged:
        raise InputError(f"source {source.name!r} has no row up to its as_of; choose a later day")
    if not rows.kept or rows.quarantined > source.quarantine_limit * judged:
        raise InputError(
            f"{gathered.quarantine[0]}; {rows.quarantined} of {judged} rows are bad, and source {source.name!r} "
            f"allows a share of {source.quarantine_limit:g}; mend them, or raise its quarantine_limit"
        )


def _summary(source: SourceBase, rows: Ingested, gathered: Gathered) -> dict[str, object]:
    forms = {"read_as": dict(gathered.forms)} if gathered.forms else {}
    return {
        "source": source.name,
        "licence": source.licence,
        **forms,
        "as_of": source.as_of.isoformat() if source.as_of else None,
        "rows": vars(rows),
        "reasons": dict(sorted(Counter(cell.reason.value for cell in gathered.quarantine).items())),
        **({"statuses": gathered.statuses} if gathered.statuses else {}),
    }


READERS: dict[type[TableSource], Callable[[Any, Path], dict[str, Sheet]]] = {
    FileSource: file_sheets,
    ImageSource: image_sheets,
    SqlSource: sql_sheets,
    MongoSource: mongo_sheets,
}
OTHERS: dict[type[SourceBase], Callable[[Any, Path], Gathered]] = {
    DocumentSource: gather_documents,
    GeneratorSource: lambda source, _root: gather_mail(source),
}
