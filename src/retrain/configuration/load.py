"""The whole configuration, and the sections of it that a stage reads."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, Field, ValidationError, field_validator

from records.configuration import Source
from retrain.configuration.error_messages import explain
from retrain.configuration.yaml_lines import PARAMS
from retrain.ml_configuration import InputError, Role, Task, stages
from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.launcher import Launcher
from retrain.ml_configuration.search import SearchSections

Sections = TypeVar("Sections", bound=BaseModel)


class IngestSections(FrozenModel):
    """What `ingest` reads; the source's classes are those of `records`."""

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
    """Everything in params.yaml: the sections that some stage reads, and who may run work side by side."""

    generated: Annotated[str, Field(alias="_generated")]
    launcher: Launcher

    @field_validator("task")
    @classmethod
    def _rows_are_told_apart(cls, task: Task) -> Task:
        if task.column_name(Role.ID) is None:
            raise ValueError("no column has the role 'id', by which rows are told apart; add `{name: id, role: id}`")
        return task


def load(sections: type[Sections]) -> Sections:
    """The sections that a stage declares, out of params.yaml with the overrides of the command line over it.

    The whole file is validated, so that a mistake anywhere is found before any work.

    Raises:
        InputError: params.yaml is missing or wrong, or overrides are given where DVC runs the
            stage.
    """
    overrides = sys.argv[1:]
    if overrides and os.environ.get("DVC_STAGE"):
        raise InputError("dvc.yaml: a stage that DVC runs takes no overrides; use `dvc exp run -S` instead")
    values = read_params()
    if overrides:
        from retrain.configuration.compose import compose_over

        values = compose_over(values, overrides)
    configuration = validate(values, overrides)
    return sections(**{name: getattr(configuration, name) for name in sections.model_fields})


def read_params(path: Path = PARAMS) -> dict[str, Any]:
    """The values of params.yaml.

    Raises:
        InputError: it is missing, is no YAML, or is no mapping.
    """
    if not path.is_file():
        raise InputError(f"{path} is missing here; run in the repository's root, or `retrain params compose`")
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line, problem = (mark.line + 1, getattr(error, "problem", error)) if mark else (1, error)
        raise InputError(f"{path}:{line}: {problem}; run `retrain params compose`") from error
    if not isinstance(values, dict):
        raise InputError(f"{path}:1: it is no mapping; run `retrain params compose`")
    return values


def validate(values: dict[str, Any], overrides: Sequence[str] = ()) -> Configuration:
    """The configuration of composed values; a message begins with the overrides that were given.

    Raises:
        InputError: one line for each wrong value, with its file and line.
    """
    try:
        return Configuration.model_validate(values)
    except ValidationError as error:
        given = f"{' '.join(overrides)}: " if overrides else ""
        raise InputError(given + explain(error, values, Configuration)) from error
