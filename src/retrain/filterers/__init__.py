"""Filterers: records that fail a criterion are left out, each with its reason.

May import `retrain.ml_configuration` and third parties; knows no other brick, touches no disk.
"""

from retrain.filterers.duplicate_rows import ContradictoryRows, DuplicateRows
from retrain.filterers.empty_text import EmptyText
from retrain.filterers.filterer import Filterer
from retrain.filterers.filtering import REGISTRY, build_filterers, filter_records, of_single_records
from retrain.filterers.labels import MissingLabel, RareLabel

__all__ = [
    "REGISTRY",
    "ContradictoryRows",
    "DuplicateRows",
    "EmptyText",
    "Filterer",
    "MissingLabel",
    "RareLabel",
    "build_filterers",
    "filter_records",
    "of_single_records",
]
