"""`retrain params explain` and `pin`: params.yaml as overrides, or as an experiment."""

import shlex

import typer

from retrain.configuration.yaml_lines import PARAMS


def explain() -> None:
    """Print the command that reproduces the present params.yaml."""
    from retrain.configuration.overrides import explain_overrides, valid_values

    overrides = explain_overrides(valid_values())
    if not overrides:
        typer.echo(f"{PARAMS} is the composition of conf/ without overrides")
        return
    options = [word for override in overrides for word in ("-S", override)]
    typer.echo(shlex.join(["dvc", "exp", "run", *options]))


def pin(name: str) -> None:
    """Store the differences between params.yaml and conf/ as the experiment NAME."""
    from retrain.configuration.overrides import pin_experiment, valid_values

    path = pin_experiment(name, valid_values())
    typer.echo(f"{path} written: `dvc exp run -S experiment={name}`")
    typer.echo(f"to make it the default: `experiment: {name}` in conf/config.yaml, `retrain params compose`")
