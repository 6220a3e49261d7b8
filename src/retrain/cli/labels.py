"""`retrain labels`: rows out to people who label, their answers back, and rows that a person asked to have erased."""

from pathlib import Path
from typing import Annotated

import typer

from retrain.configuration import read_params, validate
from retrain.ml_configuration import paths
from retrain.ml_configuration.label_tool import LabelTool
from retrain.ml_configuration.stages import SplitSections

app = typer.Typer(help="Ask people for labels, take their answers, erase records.", no_args_is_help=True)

To = Annotated[LabelTool, typer.Option("--to", help="The tool that will import the file.")]
From = Annotated[LabelTool, typer.Option("--from", help="The tool that exported the file.")]
Rows = Annotated[int, typer.Option(min=1, help="How many rows to ask for.")]
Model = Annotated[Path, typer.Option(help="The model that says which rows are hard.")]
Out = Annotated[Path | None, typer.Option(help="The file to write; without it one under .work/labels/.")]
File = Annotated[Path, typer.Argument(help="The file that the tool exported.")]
Most = Annotated[int, typer.Option(min=1, help="Rows of one annotator that are taken.")]
By = Annotated[str, typer.Option(help="Who gave the labels of which the file does not say it; else the file's name.")]
Overrule = Annotated[bool, typer.Option("--overrule", help="Take answers in place of labels that they contradict.")]
Ids = Annotated[list[str], typer.Argument(help="The ids of the records.")]


def _sections() -> SplitSections:
    configuration = validate(read_params())
    return SplitSections(task=configuration.task, split=configuration.split)


@app.command("export")
def export(*, to: To, rows: Rows = 200, model: Model = paths.RETRAINED, out: Out = None) -> None:
    """Write the rows that are most worth a label; none of them is held out."""
    from retrain.labelling.export import export_labels

    typer.echo(export_labels(_sections(), to, rows, model, out))


@app.command("import")
def import_(*, file: File, source: From, most: Most = 500, by: By = "", overrule: Overrule = False) -> None:
    """Take the answers of a file into data/labels/, from where the next `dvc repro` trains on them."""
    from retrain.labelling.import_answers import import_labels

    typer.echo(import_labels(_sections(), source, file, most, by=by or file.stem, overrule=overrule))
    typer.echo("Look at `git diff` and commit data/labels; then `dvc repro`")


@app.command()
def erase(ids: Ids) -> None:
    """Have ingest drop records from now on; git keeps keyed digests of their ids."""
    from records.erasure import ERASED, erase_ids

    typer.echo(f"{erase_ids(ids, Path())} more in {ERASED}; commit it, then `dvc repro`. docs/privacy.md: what is left")
