"""`retrain params`: the composition of `conf/` into params.yaml."""

import shlex
from difflib import unified_diff
from typing import Annotated, Any

import typer
import yaml

from retrain.configuration import read_params, validate
from retrain.configuration.yaml_lines import PARAMS

app = typer.Typer(help="Compose params.yaml from conf/, or check that it is the composition.", no_args_is_help=True)

Overrides = Annotated[list[str] | None, typer.Option("--set", "-S", help="A Hydra override, as in `dvc exp run -S`.")]


@app.command()
def compose(set_: Overrides = None) -> None:
    """Write params.yaml as `dvc exp run` would, without running anything."""
    PARAMS.write_text(_composed(set_), encoding="utf-8")
    typer.echo(f"{PARAMS} written")


@app.command()
def check(set_: Overrides = None) -> None:
    """Say whether params.yaml is the composition of conf/ and right; with -S, whether the overrides are."""
    text = _composed(set_)
    if set_:
        typer.echo("the overrides are right")
        return
    present = PARAMS.read_text(encoding="utf-8") if PARAMS.is_file() else ""
    if present == text:
        typer.echo(f"{PARAMS} is the composition of conf/")
        return
    typer.echo("".join(unified_diff(present.splitlines(True), text.splitlines(True), str(PARAMS), "conf/ composed")))
    typer.echo(f"{PARAMS} is not the composition of conf/; `retrain params compose` writes it", err=True)
    raise typer.Exit(1)


@app.command()
def explain() -> None:
    """Print the one line that reproduces the present params.yaml."""
    from retrain.configuration.overrides import explain_overrides

    settings = (word for override in explain_overrides(present()) for word in ("-S", override))
    line = shlex.join(["dvc", "exp", "run", *settings])
    typer.echo(line if "-S" in line else f"{PARAMS} is the composition of conf/ as it stands")


@app.command()
def pin(name: str) -> None:
    """Store how params.yaml differs from conf/ as the experiment NAME."""
    from retrain.configuration.overrides import pin_experiment

    typer.echo(f"{pin_experiment(name, present())} written: `dvc exp run -S experiment={name}`")
    typer.echo(f"to keep it for good, set `experiment: {name}` in conf/config.yaml, then `retrain params compose`")


def present() -> dict[str, Any]:
    """The values of params.yaml, completed by what `conf/` adds, and right."""
    from retrain.configuration.compose import compose_over

    validate(values := compose_over(read_params(), []))
    return values


def _composed(overrides: list[str] | None) -> str:
    from retrain.configuration.compose import compose_text

    text = compose_text(overrides or [])
    validate(yaml.safe_load(text))
    return text
