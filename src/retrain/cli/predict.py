"""`retrain predict`: answers for the rows of a table."""

from collections.abc import Iterator
from contextlib import nullcontext
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retrain.ml_configuration import paths

if TYPE_CHECKING:
    from retrain.model.classifier import Classifier

ROWS = 10_000

File = Annotated[Path, typer.Argument(help="Raw records: CSV, TSV, JSON lines, Parquet or Excel.")]
Model = Annotated[Path, typer.Option(help="A model folder.")]
Out = Annotated[Path | None, typer.Option(help="The CSV to write; standard output without it.")]


def predict(file: File, model: Model = paths.PRODUCTION, out: Out = None) -> None:
    """Answer every row of a table: prediction, confidence, who said so (network or tagger), and whether it abstains."""
    from records.csv_writer import write_whole
    from retrain.model.classifier import Classifier

    lines = _answered(file, Classifier.load(model))
    if out is None:
        for part in lines:
            typer.echo(part, nl=False)
    else:
        write_whole(out, lines)
        typer.echo(f"{out} written")


def _answered(file: Path, classifier: "Classifier") -> Iterator[str]:
    """The CSV of the answers, a part after each part of the rows."""
    from records.csv_writer import csv_parts
    from retrain.cli.rows import row_parts
    from retrain.model.classifier import predict_records
    from retrain.workspace.progress import progress

    done = 0
    parts = 1 + _line_count(file) // ROWS
    with progress("parts", parts) if parts > 1 else nullcontext(lambda _found: None) as step:
        for rows in row_parts(file, classifier.recipe):
            lines = csv_parts(predict_records(rows, classifier, done + 1))
            header = next(lines)
            yield from lines if done else chain([header], lines)
            done += len(rows)
            step(f"{done:,} answered")


def _line_count(file: Path) -> int:
    """Ends of lines of a CSV, which are its rows or a few more; 0 of what is no CSV, which is answered at once."""
    if file.suffix != ".csv" or not file.is_file():
        return 0
    with file.open("rb") as stream:
        return sum(part.count(b"\n") for part in iter(lambda: stream.read(2**20), b""))
