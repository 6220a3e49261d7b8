"""`retrain predict`: answers for the rows of a CSV."""

from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from records.problems import InputProblem
from records.reading import read_sheet
from records.writing import csv_text, write_whole
from retrain.ml_configuration import paths
from retrain.pipeline.batch import predict_records

File = Annotated[Path, typer.Argument(help="A CSV of raw records.")]
Model = Annotated[Path, typer.Option(help="A model folder.")]
Out = Annotated[Path | None, typer.Option(help="The CSV to write; standard output without it.")]


def predict(file: File, model: Model = paths.PRODUCTION, out: Out = None) -> None:
    """Answer every row of a CSV: prediction, confidence, and whether the network or a tagger said so."""
    text = csv_text(predict_records(read_rows(file), model))
    if out is None:
        typer.echo(text, nl=False)
    else:
        write_whole(out, text)
        typer.echo(f"{out} written")


def read_rows(file: Path) -> pd.DataFrame:
    """The rows of a CSV as text.

    Raises:
        InputProblem: the file is missing, is no CSV, or has a row that cannot be read.
    """
    if not file.is_file():
        raise InputProblem(f"{file} is missing; name a CSV of raw records")
    sheet = read_sheet(file.read_bytes(), str(file))
    if sheet.refused:
        raise InputProblem(f"{sheet.refused[0]}; mend or remove the row, so that every row gets its answer")
    return sheet.frame.reset_index(drop=True)
