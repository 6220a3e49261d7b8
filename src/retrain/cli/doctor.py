"""`retrain doctor`: what is wrong with this checkout."""

import typer

from retrain.configuration.yaml_lines import PARAMS


def doctor() -> None:
    """Say what is wrong with this checkout, and the command that mends it; end with 1 where something is missing."""
    from retrain.cli.checkout_checks import State, examine

    grave = State.WARNING if PARAMS.is_file() else State.MISSING
    findings = examine(("params.yaml as composed", grave, "retrain params compose", _differs))
    for name, state, text, remedy in findings:
        typer.echo(f"{state:<8} {name:<30} {text}" + f" -> {remedy}" * bool(remedy))
    raise typer.Exit(int(any(one.state is State.MISSING for one in findings)))


def _differs() -> list[str]:
    from retrain.configuration.compose import compose_text

    return [] if PARAMS.read_text(encoding="utf-8") == compose_text() else ["conf/ composes other values"]
