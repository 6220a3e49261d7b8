"""Hydra: what `dvc exp run` composes from `conf/`, and overrides over a composed file."""

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

from retrain.configuration.error_messages import did_you_mean
from retrain.configuration.yaml_lines import CONFIGURATION, PARAMS
from retrain.ml_configuration.errors import InputError

EXPERIMENT = "experiment"


def compose_text(overrides: Iterable[str] = ()) -> str:
    """The text of params.yaml as `dvc exp run` writes it, for these overrides.

    Raises:
        InputError: a file of `conf/` is no YAML, or an override names nothing that exists.
    """
    return OmegaConf.to_yaml(OmegaConf.create(compose_values(overrides)))


def compose_values(overrides: Iterable[str] = ()) -> dict[str, Any]:
    """The same as values, interpolations resolved."""
    given = list(overrides)
    for name in (one.partition("=")[2] for one in given if one.startswith(f"{EXPERIMENT}=")):
        if name != "null" and not (CONFIGURATION / EXPERIMENT / f"{name}.yaml").is_file():
            raise InputError(_no_option(EXPERIMENT, name))
    return _compose(CONFIGURATION, "config", given)


def compose_over(values: dict[str, Any], overrides: Iterable[str]) -> dict[str, Any]:
    """The values of params.yaml with overrides over them.

    A choice such as `network=wide` takes the whole group from `conf/`, as do further overrides of
    that group.

    Raises:
        InputError: an override names nothing that exists.
    """
    given = list(overrides)
    if any(_group(one) == EXPERIMENT for one in given):
        raise InputError(
            "an experiment changes many groups; compose it first: `retrain params compose -S experiment=...`"
        )
    chosen = {
        _group(one) for one in given if "." not in one.partition("=")[0] and (CONFIGURATION / _group(one)).is_dir()
    }
    plain = _compose(Path(), PARAMS.stem, [one for one in given if _group(one) not in chosen])
    groups = compose_values([one for one in given if _group(one) in chosen]) if chosen else {}
    return {**values, **plain, **{group: groups[group] for group in chosen}}


def _group(override: str) -> str:
    return override.lstrip("+~").partition("=")[0].partition(".")[0]


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
        known = _keys(_compose(folder, PARAMS.stem if folder == Path() else "config", []))
        given = next((one for one in overrides if refused[1] in one), refused[1])
        return f"{given}: there is no such key{did_you_mean(refused[1], known)}"
    if isinstance(error, MarkedYAMLError) and error.problem_mark:
        mark = error.problem_mark
        return f"{os.path.relpath(mark.name)}:{mark.line + 1}:{mark.column + 1}: {error.problem}"
    absent = re.search(r"Could not find '([^']+)/([^']+)'", str(error))
    if absent:
        return _no_option(absent[1], absent[2])
    return f"{' '.join(overrides) or folder}: {' '.join(str(error).split())}"


def _no_option(group: str, option: str) -> str:
    options = sorted(path.stem for path in (CONFIGURATION / group).glob("*.yaml"))
    return f"there is no conf/{group}/{option}.yaml{did_you_mean(option, options)}"


def _keys(values: object, prefix: str = "") -> list[str]:
    if not isinstance(values, dict):
        return []
    here = [f"{prefix}{name}" for name in values]
    return here + [key for name, value in values.items() for key in _keys(value, f"{prefix}{name}.")]
