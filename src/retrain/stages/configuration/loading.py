"""The whole configuration, and the sections of it that a stage reads."""

import os
import sys
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, Field, ValidationError

from records.configuration import Source
from retrain.ml_configuration.adapters import Adapters
from retrain.ml_configuration.decision import DecisionPolicy
from retrain.ml_configuration.featurizers import Featurizers
from retrain.ml_configuration.filterers import Filterers
from retrain.ml_configuration.frozen import Frozen
from retrain.ml_configuration.launcher import Launcher
from retrain.ml_configuration.network import Network
from retrain.ml_configuration.problems import InputProblem
from retrain.ml_configuration.report import Report
from retrain.ml_configuration.search import Search
from retrain.ml_configuration.split import Splitting
from retrain.ml_configuration.taggers import Taggers
from retrain.ml_configuration.task import Task
from retrain.ml_configuration.training import Training
from retrain.stages.configuration.explanations import explain
from retrain.stages.configuration.locations import PARAMS

Sections = TypeVar("Sections", bound=BaseModel)


class Configuration(Frozen):
    """Everything in params.yaml."""

    generated: Annotated[str, Field(alias="_generated")]
    source: Source
    adapters: Adapters
    filterers: Filterers
    split: Splitting
    featurizers: Featurizers
    taggers: Taggers
    task: Task
    network: Network
    training: Training
    decision: DecisionPolicy
    report: Report
    search: Search
    launcher: Launcher


class IngestSections(Frozen):
    """What `ingest` reads; the source's classes are those of `records`."""

    source: Source


def load(sections: type[Sections]) -> Sections:
    """The sections that a stage declares, out of params.yaml with the overrides of the command line over it.

    The whole file is validated, so that a mistake anywhere is found before any work.

    Raises:
        InputProblem: params.yaml is missing or wrong, or overrides are given where DVC runs the stage.
    """
    overrides = sys.argv[1:]
    if overrides and os.environ.get("DVC_STAGE"):
        raise InputProblem("dvc.yaml: a stage that DVC runs takes no overrides; use `dvc exp run -S` instead")
    values = read_params()
    if overrides:
        from retrain.stages.configuration.composition import compose_over

        values = compose_over(values, overrides)
    configuration = _validated(values, overrides)
    return sections(**{name: getattr(configuration, name) for name in sections.model_fields})


def _validated(values: dict[str, Any], overrides: list[str]) -> Configuration:
    try:
        return validate(values)
    except InputProblem as problem:
        raise InputProblem(f"{' '.join(overrides)}: {problem}") if overrides else problem from problem


def read_params(path: Path = PARAMS) -> dict[str, Any]:
    """The values of params.yaml.

    Raises:
        InputProblem: it is missing, is no YAML, or is no mapping.
    """
    if not path.is_file():
        raise InputProblem(f"{path} is missing here; run in the repository's root, or `retrain params compose`")
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line, problem = (mark.line + 1, getattr(error, "problem", error)) if mark else (1, error)
        raise InputProblem(f"{path}:{line}: {problem}; run `retrain params compose`") from error
    if not isinstance(values, dict):
        raise InputProblem(f"{path}:1: it is no mapping; run `retrain params compose`")
    return values


def validate(values: dict[str, Any]) -> Configuration:
    """The configuration of composed values.

    Raises:
        InputProblem: one line for each wrong value, with its file and line.
    """
    try:
        return Configuration.model_validate(values)
    except ValidationError as error:
        raise InputProblem(explain(error, values, Configuration)) from error
