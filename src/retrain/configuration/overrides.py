"""How params.yaml differs from what `conf/` composes: as overrides for one line, or as an experiment's file."""

import json
import re
from pathlib import Path
from typing import Any

from hydra.core.override_parser.types import Quote, QuotedString, Transformer
from omegaconf import OmegaConf

from retrain.configuration.compose import EXPERIMENT, compose_values
from retrain.configuration.yaml_lines import CONFIGURATION, PARAMS
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.paths import METRICS

NEW, REMOVED = "+", "~"
KEY = re.compile(r"[A-Za-z_]\w*", re.ASCII)
PLAIN = re.compile(r"(?!(?i:true|false|null|nan|inf)$)[A-Za-z_][\w./-]*|\d{4}-\d\d-\d\d", re.ASCII)


def explain_overrides(wanted: dict[str, Any]) -> list[str]:
    """The overrides of `dvc exp run -S` that compose these values; none where `conf/` composes them by itself.

    Raises:
        InputError: no overrides do.
    """
    overrides, changes = _differences(wanted, [])
    for key, value in changes.items():
        overrides.append(key if key.startswith(REMOVED) else f"{key}={Transformer.str(_quoted(value))}")
    _verify(overrides, wanted)
    return overrides


def pin_experiment(name: str, wanted: dict[str, Any]) -> Path:
    """The file of the experiment that composes these values, now written.

    Raises:
        InputError: the name is none or taken, a key is missing, or no experiment composes these
            values.
    """
    path = CONFIGURATION / EXPERIMENT / f"{name}.yaml"
    if path.exists() or not re.fullmatch("[a-z][a-z0-9_]*", name):
        raise InputError(f"{path}: it exists, or {name!r} is not of a-z, 0-9 and _; choose another name")
    choices, changes = _differences(wanted, [f"{REMOVED}{EXPERIMENT}"])
    if removed := ", ".join(key[1:] for key in changes if key.startswith(REMOVED)):
        raise InputError(f"{PARAMS}: {removed}: missing here, but in conf/; an experiment cannot take a key out")
    path.parent.mkdir(exist_ok=True)
    path.write_text(_experiment(name, choices, changes), encoding="utf-8")
    try:
        _verify([f"{EXPERIMENT}={name}"], wanted)
    except InputError:
        path.unlink()
        raise
    return path


def _differences(wanted: dict[str, Any], given: list[str]) -> tuple[list[str], dict[str, Any]]:
    choices: list[str] = []
    composed = compose_values(given)
    named = {group: section["name"] for group, section in wanted.items() if isinstance(section, dict)}
    for group, name in sorted(named.items(), key=lambda one: one[0] != "task"):
        if composed.get(group, {}).get("name") != name and (CONFIGURATION / group / f"{name}.yaml").is_file():
            choices.append(f"{group}={name}")
            composed = compose_values(given + choices)
    return choices, _changes(composed, wanted)


def _changes(composed: dict[str, Any], wanted: dict[str, Any], above: str = "") -> dict[str, Any]:
    changes = {f"{REMOVED}{above}{key}": None for key in composed if key not in wanted}
    for key, value in wanted.items():
        other = composed.get(key)
        if isinstance(value, dict) and isinstance(other, dict) and all(map(KEY.fullmatch, {**value, **other})):
            changes |= _changes(other, value, f"{above}{key}.")
        elif key not in composed or json.dumps(other, sort_keys=True) != json.dumps(value, sort_keys=True):
            changes[(NEW if key not in composed or isinstance(value, dict) else "") + above + key] = value
    return changes


def _verify(overrides: list[str], wanted: dict[str, Any]) -> None:
    if left := ", ".join(_changes(compose_values(overrides), wanted)):
        raise InputError(f"{PARAMS}: {left}: cannot be said over conf/; edit the group's file there instead")


def _quoted(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: _quoted(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_quoted(one) for one in value]
    if isinstance(value, bool):
        return str(value).lower()
    return QuotedString(value, Quote.double) if isinstance(value, str) and not PLAIN.fullmatch(value) else value


def _experiment(name: str, choices: list[str], changes: dict[str, Any]) -> str:
    groups = dict(choice.split("=") for choice in choices)
    values = OmegaConf.create({"defaults": [{f"override /{group}": option} for group, option in groups.items()]})
    for key, value in changes.items():
        OmegaConf.update(values, key.lstrip(NEW), value)
    measured = json.loads(METRICS.read_bytes())["validation"]["retrained"]["macro_f1"] if METRICS.is_file() else None
    expected = f"macro F1 {measured:.3f} on validation" if measured else "not measured"
    return (
        f"# @package _global_\n# Pinned from {PARAMS}: {', '.join([*choices, *changes])}.\n"
        f"# Command: dvc exp run -S {EXPERIMENT}={name}\n# Minutes: not measured. Expected: {expected}.\n"
        f"{OmegaConf.to_yaml(values)}"
    )
