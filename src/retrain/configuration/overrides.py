"""The overrides that reproduce params.yaml from `conf/`: on a command line, or as an experiment."""

import json
import re
from pathlib import Path
from typing import Any

from hydra.core.override_parser.types import Quote, QuotedString, Transformer
from omegaconf import OmegaConf

from retrain.configuration.compose import EXPERIMENT, compose_over, compose_values
from retrain.configuration.load import read_params, validate
from retrain.configuration.yaml_lines import CONFIGURATION, PARAMS
from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.paths import METRICS
from retrain.workspace.json_files import read_json

NEW, REMOVED = "+", "~"
KEY = re.compile(r"[A-Za-z_]\w*", re.ASCII)
PLAIN = re.compile(r"(?!(?i:true|false|null|nan|inf)$)[A-Za-z_][\w./-]*|\d{4}-\d\d-\d\d", re.ASCII)


def valid_values() -> dict[str, Any]:
    """The validated values of params.yaml, completed by `conf/`."""
    values = compose_over(read_params(), [])
    validate(values)
    return values


def explain_overrides(wanted: dict[str, Any]) -> list[str]:
    """The overrides of `dvc exp run -S` that compose these values; none where `conf/` alone does.

    Raises:
        InputError: no overrides compose these values.
    """
    overrides, changes = _differences(wanted, [])
    for key, value in changes.items():
        overrides.append(key if key.startswith(REMOVED) else f"{key}={Transformer.str(_quoted(value))}")
    _verify(overrides, wanted)
    return overrides


def pin_experiment(name: str, wanted: dict[str, Any]) -> Path:
    """Writes an experiment that composes these values to `conf/experiment/`, and returns its path.

    Raises:
        InputError: the name is invalid or taken, a key is missing, or no experiment composes these
            values.
    """
    path = CONFIGURATION / EXPERIMENT / f"{name}.yaml"
    if path.exists() or not re.fullmatch("[a-z][a-z0-9_]*", name):
        raise InputError(f"{path} exists, or {name!r} is not of a-z, 0-9 and _; choose another name")
    choices, changes = _differences(wanted, [f"{REMOVED}{EXPERIMENT}"])
    removed = [key[1:] for key in changes if key.startswith(REMOVED)]
    if removed:
        raise InputError(f"{PARAMS}: {', '.join(removed)}: only in conf/; an experiment cannot remove a key")
    path.parent.mkdir(exist_ok=True)
    path.write_text(_experiment(name, choices, changes), encoding="utf-8")
    try:
        _verify([f"{EXPERIMENT}={name}"], wanted)
    except InputError:
        path.unlink()
        raise
    return path


def _differences(wanted: dict[str, Any], overrides: list[str]) -> tuple[list[str], dict[str, Any]]:
    """The group choices, the task first, and the changed values that give the wanted values."""
    choices: list[str] = []
    composed = compose_values(overrides)
    groups = [group for group, section in wanted.items() if isinstance(section, dict)]
    for group in sorted(groups, key=lambda group: group != "task"):
        name = wanted[group]["name"]
        differs = composed.get(group, {}).get("name") != name
        if differs and (CONFIGURATION / group / f"{name}.yaml").is_file():
            choices.append(f"{group}={name}")
            composed = compose_values(overrides + choices)
    return choices, _changes(composed, wanted)


def _changes(composed: dict[str, Any], wanted: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    changes = {f"{REMOVED}{prefix}{key}": None for key in composed if key not in wanted}
    for key, value in wanted.items():
        present = composed.get(key)
        if isinstance(value, dict) and isinstance(present, dict) and _have_plain_keys(value, present):
            changes |= _changes(present, value, f"{prefix}{key}.")
        elif key not in composed or not _equal(present, value):
            sign = NEW if key not in composed or isinstance(value, dict) else ""
            changes[f"{sign}{prefix}{key}"] = value
    return changes


def _have_plain_keys(value: dict[str, Any], present: dict[str, Any]) -> bool:
    return all(map(KEY.fullmatch, {**value, **present}))


def _equal(present: object, value: object) -> bool:
    return json.dumps(present, sort_keys=True) == json.dumps(value, sort_keys=True)


def _verify(overrides: list[str], wanted: dict[str, Any]) -> None:
    remaining = _changes(compose_values(overrides), wanted)
    if remaining:
        raise InputError(f"{PARAMS}: {', '.join(remaining)}: no override can set this; edit conf/ instead")


def _quoted(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: _quoted(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_quoted(item) for item in value]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and not PLAIN.fullmatch(value):
        return QuotedString(value, Quote.double)
    return value


def _experiment(name: str, choices: list[str], changes: dict[str, Any]) -> str:
    defaults = []
    for choice in choices:
        group, option = choice.split("=")
        defaults.append({f"override /{group}": option})
    values = OmegaConf.create({"defaults": defaults})
    for key, value in changes.items():
        OmegaConf.update(values, key.lstrip(NEW), value)
    return (
        f"# @package _global_\n# Pinned from {PARAMS}: {', '.join([*choices, *changes])}.\n"
        f"# Command: dvc exp run -S {EXPERIMENT}={name}\n"
        f"# Minutes: not measured. Expected: {_expected_score()}.\n"
        f"{OmegaConf.to_yaml(values)}"
    )


def _expected_score() -> str:
    if not METRICS.is_file():
        return "not measured"
    macro_f1 = read_json(METRICS)["validation"]["retrained"]["macro_f1"]
    return f"macro F1 {macro_f1:.3f} on validation" if macro_f1 else "not measured"
