"""`retrain params`: composes `conf/` into params.yaml, and explains how they differ."""

import shlex
from difflib import unified_diff
from typing import Annotated, Any

import typer
import yaml

from retrain.configuration import read_params, validate
from retrain.configuration.yaml_lines import PARAMS

app = typer.Typer(help="Compose params.yaml from conf/, or compare the two.", no_args_is_help=True)

Overrides = Annotated[list[str] | None, typer.Option("--set", "-S", help="A Hydra override, as of `dvc exp run`.")]


@app.command()
def compose(set_: Overrides = None) -> None:
    """Write params.yaml as `dvc exp run` would, without running anything."""
    PARAMS.write_text(_valid_composition(set_), encoding="utf-8")
    typer.echo(f"{PARAMS} written")


@app.command()
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


@app.command()
def explain() -> None:
    """Print the command that reproduces the present params.yaml."""
    from retrain.configuration.overrides import explain_overrides

    overrides = explain_overrides(valid_values())
    if not overrides:
        typer.echo(f"{PARAMS} is the composition of conf/ without overrides")
        return
    options = [word for override in overrides for word in ("-S", override)]
    typer.echo(shlex.join(["dvc", "exp", "run", *options]))


@app.command()
def pin(name: str) -> None:
    """Store the differences between params.yaml and conf/ as the experiment NAME."""
    from retrain.configuration.overrides import pin_experiment

    path = pin_experiment(name, valid_values())
    typer.echo(f"{path} written: `dvc exp run -S experiment={name}`")
    typer.echo(f"to make it the default: `experiment: {name}` in conf/config.yaml, `retrain params compose`")


def valid_values() -> dict[str, Any]:
    """The validated values of params.yaml, completed by `conf/`."""
    from retrain.configuration.compose import compose_over

    values = compose_over(read_params(), [])
    validate(values)
    return values


def _valid_composition(overrides: list[str] | None) -> str:
    from retrain.configuration.compose import compose_text

    text = compose_text(overrides or [])
    validate(yaml.safe_load(text))
    return text
