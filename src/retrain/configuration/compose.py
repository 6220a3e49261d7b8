"""Composes `conf/` with Hydra as `dvc exp run` does, and applies overrides to params.yaml."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hydra import compose, initialize_config_dir
from hydra.errors import HydraException
from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException
from yaml import MarkedYAMLError, YAMLError

from retrain.configuration.yaml_lines import CONFIGURATION, PARAMS
from retrain.ml_configuration.errors import InputError, did_you_mean

EXPERIMENT = "experiment"


def compose_text(overrides: Iterable[str] = ()) -> str:
    """The text of params.yaml that `dvc exp run` writes for these overrides.

    Raises:
        InputError: a file of `conf/` is not YAML, or an override names an unknown key or option.
    """
    return OmegaConf.to_yaml(OmegaConf.create(compose_values(overrides)))


def compose_values(overrides: Iterable[str] = ()) -> dict[str, Any]:
    """The composed values for these overrides; see `compose_text`."""
    requested = list(overrides)
    for override in requested:
        group, _, name = override.partition("=")
        if group == EXPERIMENT and name != "null" and not (CONFIGURATION / group / f"{name}.yaml").is_file():
            raise InputError(_no_option(group, name))
    return _compose(CONFIGURATION, "config", requested)


def compose_over(values: dict[str, Any], overrides: Iterable[str]) -> dict[str, Any]:
    """The values of params.yaml with overrides applied.

    A group choice such as `network=wide` takes the whole group from `conf/`, with the other
    overrides of that group.

    Raises:
        InputError: an override names an unknown key or option, or an experiment.
    """
    requested = list(overrides)
    if any(_group(override) == EXPERIMENT for override in requested):
        raise InputError("an experiment changes many groups; run `retrain params compose -S experiment=...` first")
    chosen = {_group(override) for override in requested if _chooses_group(override)}
    plain = [override for override in requested if _group(override) not in chosen]
    composed = values | _compose(Path(), PARAMS.stem, plain)
    if chosen:
        from_conf = compose_values(override for override in requested if _group(override) in chosen)
        composed |= {group: from_conf[group] for group in chosen}
    return composed


def _group(override: str) -> str:
    return override.lstrip("+~").partition("=")[0].partition(".")[0]


def _chooses_group(override: str) -> bool:
    return "." not in override.partition("=")[0] and (CONFIGURATION / _group(override)).is_dir()


def _compose(folder: Path, name: str, overrides: list[str]) -> dict[str, Any]:
    try:
        with initialize_config_dir(str(folder.absolute()), version_base=None):
            composed = compose(name, overrides)
        values = OmegaConf.to_container(composed, resolve=True)
    except (HydraException, OmegaConfBaseException, ValueError, YAMLError) as error:
        raise InputError(_explain(error, folder, overrides)) from error
    return dict(values)  # type: ignore[arg-type]


def _explain(error: Exception, folder: Path, overrides: list[str]) -> str:
    refused = re.search(r"Could not override '([^']+)'", str(error))
    if refused:
        key = refused[1]
        known = _dotted_keys(_compose(folder, PARAMS.stem if folder == Path() else "config", []))
        override = next((override for override in overrides if key in override), key)
        return f"{override}: there is no such key{did_you_mean(key, known)}"
    if isinstance(error, MarkedYAMLError) and error.problem_mark:
        mark = error.problem_mark
        return f"{os.path.relpath(mark.name)}:{mark.line + 1}:{mark.column + 1}: {error.problem}"
    missing = re.search(r"Could not find '([^']+)/([^']+)'", str(error))
    if missing:
        return _no_option(missing[1], missing[2])
    return f"{' '.join(overrides) or folder}: {' '.join(str(error).split())}"


def _no_option(group: str, option: str) -> str:
    options = sorted(path.stem for path in (CONFIGURATION / group).glob("*.yaml"))
    return f"there is no conf/{group}/{option}.yaml{did_you_mean(option, options)}"


def _dotted_keys(values: object, prefix: str = "") -> list[str]:
    if not isinstance(values, dict):
        return []
    keys = [f"{prefix}{name}" for name in values]
    for name, value in values.items():
        keys += _dotted_keys(value, f"{prefix}{name}.")
    return keys
