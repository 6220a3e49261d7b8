"""Adapters: raw records become the records of one task.

May import `retrain.ml_configuration` and third parties; knows no other brick, touches no disk.
"""

from retrain.adapters.adaptation import CELL_CHECKS, REGISTRY, adapt, build_adapters, raw_features
from retrain.adapters.adapter import Adapter, CellAdapter
from retrain.adapters.deriving import ExtractText, JoinColumns
from retrain.adapters.parsing import ParseDate, ParseNumber
from retrain.adapters.renaming import MapLabels, RenameColumns

__all__ = [
    "CELL_CHECKS",
    "REGISTRY",
    "Adapter",
    "CellAdapter",
    "ExtractText",
    "JoinColumns",
    "MapLabels",
    "ParseDate",
    "ParseNumber",
    "RenameColumns",
    "adapt",
    "build_adapters",
    "raw_features",
]
