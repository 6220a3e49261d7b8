"""`retrain predict`: predictions for the rows of a table."""

from collections.abc import Iterator
from contextlib import nullcontext
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retrain.ml_configuration import paths

if TYPE_CHECKING:
    from retrain.model.classifier import Classifier

BATCH_ROWS = 10_000

File = Annotated[Path, typer.Argument(help="Raw records: CSV, TSV, JSON lines, Parquet or Excel.")]
Model = Annotated[Path, typer.Option(help="The model folder.")]
Out = Annotated[Path | None, typer.Option(help="The CSV to write; default: standard output.")]


def predict(file: File, model: Model = paths.PRODUCTION, out: Out = None) -> None:
    """Predict every row: label, confidence, source (network or tagger), whether it abstains."""
    from records.csv_writer import write_atomically
    from retrain.model.classifier import Classifier

    chunks = _predictions(file, Classifier.load(model))
    if out is None:
        for chunk in chunks:
            typer.echo(chunk, nl=False)
    else:
        write_atomically(out, chunks)
        typer.echo(f"{out} written")


def _predictions(file: Path, classifier: "Classifier") -> Iterator[str]:
    """The CSV of the predictions in chunks, after each batch of rows."""
    from records.csv_writer import csv_chunks
    from retrain.cli.input_rows import iter_input_rows
    from retrain.model.predictions import predict_records
    from retrain.workspace.progress import progress

    done = 0
    batches = 1 + _line_count(file) // BATCH_ROWS
    with progress("parts", batches) if batches > 1 else nullcontext(lambda _status: None) as advance:
        for rows in iter_input_rows(file, classifier.recipe):
            chunks = csv_chunks(predict_records(rows, classifier, done + 1))
            header = next(chunks)
            yield from chunks if done else chain([header], chunks)
            done += len(rows)
            advance(f"{done:,} predicted")


def _line_count(file: Path) -> int:
    """Line feeds in a CSV, at least one a row; 0 for other formats, which are read as a whole."""
    if file.suffix != ".csv" or not file.is_file():
        return 0
    with file.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(2**20), b""))
