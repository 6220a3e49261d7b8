"""Adapters: raw records become the records of one task.

May import `retrain.ml_configuration` and third parties; knows no other brick, touches no disk.
"""

from retrain.adapters.adaptation import adapt
from retrain.adapters.adapter import Adapter
from retrain.adapters.cell_adapter import CellAdapter
from retrain.adapters.map_labels import MapLabels
from retrain.adapters.parse_date import ParseDate
from retrain.adapters.parse_number import ParseNumber
from retrain.adapters.registry import REGISTRY, build_adapters
from retrain.adapters.rename_columns import RenameColumns

__all__ = [
    "REGISTRY",
    "Adapter",
    "CellAdapter",
    "MapLabels",
    "ParseDate",
    "ParseNumber",
    "RenameColumns",
    "adapt",
    "build_adapters",
]
