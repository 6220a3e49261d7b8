"""`retrain params`: composes `conf/` into params.yaml, and compares the two."""

from difflib import unified_diff
from typing import Annotated

import typer
import yaml

from retrain.cli.params_explain import explain, pin
from retrain.configuration import validate
from retrain.configuration.yaml_lines import PARAMS

app = typer.Typer(help="Compose params.yaml from conf/, or compare the two.", no_args_is_help=True)

Overrides = Annotated[list[str] | None, typer.Option("--set", "-S", help="A Hydra override, as of `dvc exp run`.")]


def compose(set_: Overrides = None) -> None:
    """Write params.yaml as `dvc exp run` would, without running anything."""
    PARAMS.write_text(_valid_composition(set_), encoding="utf-8")
    typer.echo(f"{PARAMS} written")


def check(set_: Overrides = None) -> None:
    """Check that conf/ composes params.yaml; with -S, that the overrides are valid."""
    composed = _valid_composition(set_)
    if set_:
        typer.echo("the overrides are valid")
        return
    text = PARAMS.read_text(encoding="utf-8") if PARAMS.is_file() else ""
    if text == composed:
        typer.echo(f"{PARAMS} is the composition of conf/")
        return
    before, after = text.splitlines(keepends=True), composed.splitlines(keepends=True)
    typer.echo("".join(unified_diff(before, after, str(PARAMS), "conf/ composed")))
    typer.echo(f"{PARAMS} is not the composition of conf/; `retrain params compose` writes it", err=True)
    raise typer.Exit(1)


def _valid_composition(overrides: list[str] | None) -> str:
    from retrain.configuration.compose import compose_text

    text = compose_text(overrides or [])
    validate(yaml.safe_load(text))
    return text


app.command()(compose)
app.command()(check)
app.command()(explain)
app.command()(pin)
