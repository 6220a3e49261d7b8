"""`retrain predict`: answers for the rows of a CSV."""

from pathlib import Path
from typing import Annotated

import typer

from retrain.ml_configuration import paths
from retrain.pipeline.batch import predict_file

Model = Annotated[Path, typer.Option(help="A model folder.")]
Out = Annotated[Path | None, typer.Option(help="The CSV to write; standard output without it.")]


def predict(
    file: Annotated[Path, typer.Argument(help="A CSV of raw records.")],
    model: Model = paths.PRODUCTION,
    out: Out = None,
) -> None:
    """Answer every row of a CSV: prediction, confidence, and whether the network or a tagger said so."""
    text = predict_file(file, model)
    if out is None:
        typer.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")
        typer.echo(f"{out} written")
