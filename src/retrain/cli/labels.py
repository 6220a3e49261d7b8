"""`retrain labels`: export rows to label, import the labels, erase records."""

from pathlib import Path
from typing import Annotated

import typer

from retrain.configuration import read_params, validate
from retrain.ml_configuration import paths
from retrain.ml_configuration.label_tool import LabelTool
from retrain.ml_configuration.stages import SplitSections

app = typer.Typer(help="Export rows to label, import labels, erase records.", no_args_is_help=True)

To = Annotated[LabelTool, typer.Option("--to", help="The labelling tool that imports the file.")]
From = Annotated[LabelTool, typer.Option("--from", help="The tool that exported the file.")]
Rows = Annotated[int, typer.Option(min=1, help="How many rows to export.")]
Model = Annotated[Path, typer.Option(help="The model whose predictions select the rows.")]
Out = Annotated[Path | None, typer.Option(help="The file to write; default: in .work/labels/.")]
File = Annotated[Path, typer.Argument(help="The file that the tool exported.")]
Most = Annotated[int, typer.Option(min=1, help="The most rows to accept from one annotator.")]
By = Annotated[str, typer.Option(help="Annotator of rows without one; default: the file name.")]
Overrule = Annotated[bool, typer.Option("--overrule", help="Replace labels that are contradicted.")]
Ids = Annotated[list[str], typer.Argument(help="The ids of the records.")]


def _sections() -> SplitSections:
    configuration = validate(read_params())
    return SplitSections(task=configuration.task, split=configuration.split)


@app.command("export")
def export(*, to: To, rows: Rows = 200, model: Model = paths.RETRAINED, out: Out = None) -> None:
    """Export the rows that are most useful to label; none of them is held out."""
    from retrain.labelling.export import export_labels

    typer.echo(export_labels(_sections(), to, rows, model, out))


@app.command("import")
def import_(*, file: File, source: From, most: Most = 500, by: By = "", overrule: Overrule = False) -> None:
    """Import labels into data/labels/; the next `dvc repro` trains on them."""
    from retrain.labelling.import_annotations import import_labels

    typer.echo(import_labels(_sections(), source, file, most, by=by or file.stem, overrule=overrule))
    typer.echo("Check `git diff` and commit data/labels; then `dvc repro`")


@app.command()
def erase(ids: Ids) -> None:
    """Erase records: ingest drops them from now on; git holds only keyed digests of their ids."""
    from records.erasure import ERASED, erase_ids

    count = erase_ids(ids, Path())
    typer.echo(f"{count} more in {ERASED}; commit it, then `dvc repro`")
    typer.echo("docs/privacy.md lists what remains")
