"""Filterers from the configuration, and all of them applied one after another."""

from __future__ import annotations

from itertools import compress
from typing import NamedTuple

from retrain.filterers.duplicate_rows import ContradictoryRows, DuplicateRows
from retrain.filterers.empty_text import EmptyText
from retrain.filterers.filterer import Filterer, RecordFilterer
from retrain.filterers.label_filters import MissingLabel, RareLabel
from retrain.ml_configuration import Task
from retrain.ml_configuration.columns import Columns, row_count, select_rows
from retrain.ml_configuration.enums import FiltererKind
from retrain.ml_configuration.recipe import Filterers

REGISTRY: dict[FiltererKind, type[Filterer]] = {
    FiltererKind.CONTRADICTION: ContradictoryRows,
    FiltererKind.DUPLICATE: DuplicateRows,
    FiltererKind.EMPTY_TEXT: EmptyText,
    FiltererKind.MISSING_LABEL: MissingLabel,
    FiltererKind.RARE_LABEL: RareLabel,
}


class Removal(NamedTuple):
    """Why a record is removed.

    Attributes:
        step: the position of the filterer in the configuration.
        filterer: its kind.
        reason: its words.
    """

    step: int
    filterer: str
    reason: str


def build_filterers(filterers: Filterers) -> tuple[Filterer, ...]:
    """The filterers of the configuration, in its order.

    Raises:
        InvalidOptionsError: a class refused the options of its step.
    """
    built: list[Filterer] = []
    for number, step in enumerate(filterers.steps):
        built.append(step.build(REGISTRY[step.kind], ("filterers", "steps", number)))
    return tuple(built)


def filter_records(filterers: Filterers, records: Columns, task: Task) -> list[Removal | None]:
    """Why each record is removed, (n,); None for a record to keep.

    Args:
        filterers: applied in this order, each to what the ones before it kept.
        records: n adapted records.
        task: the roles of the columns.

    Raises:
        InvalidOptionsError: a class refused the options of its step.
    """
    removals: list[Removal | None] = [None] * row_count(records)
    positions = list(range(len(removals)))
    for number, filterer in enumerate(build_filterers(filterers)):
        reasons = filterer.reasons(records, task)
        kind = filterers.steps[number].kind.value
        for position, reason in zip(positions, reasons, strict=True):
            removals[position] = Removal(number, kind, reason) if reason else None
        kept = [not reason for reason in reasons]
        if not all(kept):
            positions = list(compress(positions, kept))
            records = select_rows(records, kept)
    return removals


def servable_filterers(filterers: Filterers) -> Filterers:
    """The steps that decide on each record by itself, which a service can apply too."""
    steps = [step for step in filterers.steps if issubclass(REGISTRY[step.kind], RecordFilterer)]
    return filterers.model_copy(update={"steps": tuple(steps)})
