"""`retrain predict`: answers for the rows of a table."""

from pathlib import Path
from typing import Annotated

import typer

from retrain.ml_configuration import paths

File = Annotated[Path, typer.Argument(help="Raw records: CSV, TSV, JSON lines, Parquet or Excel.")]
Model = Annotated[Path, typer.Option(help="A model folder.")]
Out = Annotated[Path | None, typer.Option(help="The CSV to write; standard output without it.")]


def predict(file: File, model: Model = paths.PRODUCTION, out: Out = None) -> None:
    """Answer every row of a table: prediction, confidence, who said so (network or tagger), and whether it abstains."""
    from records.writing import csv_text, write_whole
    from retrain.cli.rows import read_rows
    from retrain.pipeline.classifier import Classifier, predict_records

    classifier = Classifier.load(model)
    text = csv_text(predict_records(read_rows(file, classifier.recipe), classifier))
    if out is None:
        typer.echo(text, nl=False)
    else:
        write_whole(out, [text])
        typer.echo(f"{out} written")
