"""Adapters from the configuration."""

from __future__ import annotations

from retrain.adapters.adapter import Adapter
from retrain.adapters.adapter_chain import AdapterChain
from retrain.adapters.deriving import ExtractText, JoinColumns
from retrain.adapters.parsing import ParseDate, ParseNumber
from retrain.adapters.renaming import MapLabels, RenameColumns
from retrain.ml_configuration.enums import AdapterKind
from retrain.ml_configuration.recipe import Adapters
from retrain.ml_configuration.task import Task

REGISTRY: dict[AdapterKind, type[Adapter]] = {
    AdapterKind.EXTRACT: ExtractText,
    AdapterKind.JOIN: JoinColumns,
    AdapterKind.MAP_LABELS: MapLabels,
    AdapterKind.PARSE_DATE: ParseDate,
    AdapterKind.PARSE_NUMBER: ParseNumber,
    AdapterKind.RENAME: RenameColumns,
}


def build_adapters(adapters: Adapters, task: Task) -> AdapterChain:
    """The adapters of the configuration, in its order, for one task.

    Raises:
        InvalidOptionsError: a class refused the options of its step.
    """
    built: list[Adapter] = []
    for number, step in enumerate(adapters.steps):
        built.append(step.build(REGISTRY[step.kind], ("adapters", "steps", number)))
    return AdapterChain(tuple(built), task)
