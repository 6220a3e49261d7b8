"""Reads and validates params.yaml, and returns the sections that a stage declares."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, Field, ValidationError, field_validator

from records.source import Source
from retrain.configuration.error_messages import explain_validation_error
from retrain.configuration.yaml_lines import PARAMS
from retrain.ml_configuration import InputError, Role, Task, stages
from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.search import SearchSections

Sections = TypeVar("Sections", bound=BaseModel)


class IngestSections(FrozenModel):
    """The section of `ingest`; the classes of the sources belong to `records`."""

    source: Source


class Configuration(
    SearchSections,
    stages.ReportSections,
    stages.DecideSections,
    stages.TrainSections,
    stages.FeaturizeSections,
    stages.SplitSections,
    stages.FilterSections,
    IngestSections,
):
    """Everything in params.yaml: the sections of all stages."""

    generated: Annotated[str, Field(alias="_generated")]

    @field_validator("task")
    @classmethod
    def _has_an_id_column(cls, task: Task) -> Task:
        if task.column_name(Role.ID) is None:
            raise ValueError("no column has the role 'id'; add `{name: id, role: id}`")
        return task


def load(sections: type[Sections]) -> Sections:
    """The sections that a stage declares, from params.yaml and the overrides on the command line.

    The whole file is validated, so that a mistake in any section is found before the stage works.

    Raises:
        InputError: params.yaml is missing or wrong, or there are overrides though DVC runs the
            stage.
    """
    overrides = sys.argv[1:]
    if overrides and os.environ.get("DVC_STAGE"):
        raise InputError("dvc.yaml: a stage of DVC takes no overrides; use `dvc exp run -S` instead")
    values = read_params()
    if overrides:
        from retrain.configuration.compose import compose_over

        values = compose_over(values, overrides)
    configuration = validate(values, overrides)
    return sections(**{name: getattr(configuration, name) for name in sections.model_fields})


def read_params(path: Path = PARAMS) -> dict[str, Any]:
    """The values of params.yaml.

    Raises:
        InputError: the file is missing, is not YAML, or holds no mapping.
    """
    if not path.is_file():
        raise InputError(f"{path} is missing; run in the repository's root, or `retrain params compose`")
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", error) if mark else error
        raise InputError(f"{path}:{line}: {problem}; run `retrain params compose`") from error
    if not isinstance(values, dict):
        raise InputError(f"{path}:1: it holds no mapping; run `retrain params compose`")
    return values


def validate(values: dict[str, Any], overrides: Sequence[str] = ()) -> Configuration:
    """The validated configuration of composed values.

    Args:
        values: as composed from `conf/` or read from params.yaml.
        overrides: those that were composed, to begin the message with.

    Raises:
        InputError: one line for each wrong value, with its file and line.
    """
    try:
        return Configuration.model_validate(values)
    except ValidationError as error:
        prefix = f"{' '.join(overrides)}: " if overrides else ""
        raise InputError(prefix + explain_validation_error(error, values, Configuration)) from error
