"""`retrain doctor`: checks this checkout."""

import typer

from retrain.configuration.yaml_lines import PARAMS

COMPOSE = "retrain params compose"


def doctor() -> None:
    """Check this checkout; print a remedy for each fault; exit with 1 if something is missing."""
    from retrain.cli.checkout_checks import Check, State, run_checks

    severity = State.WARNING if PARAMS.is_file() else State.MISSING
    composed = Check("params.yaml as composed", severity, COMPOSE, _composes_otherwise)
    findings = run_checks(composed)
    for name, state, text, remedy in findings:
        typer.echo(f"{state:<8} {name:<30} {text}" + f" -> {remedy}" * bool(remedy))
    raise typer.Exit(int(any(finding.state is State.MISSING for finding in findings)))


def _composes_otherwise() -> list[str]:
    from retrain.configuration.compose import compose_text

    unchanged = PARAMS.read_text(encoding="utf-8") == compose_text()
    return [] if unchanged else ["conf/ composes other values"]
