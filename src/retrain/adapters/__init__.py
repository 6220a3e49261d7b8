"""Adapters: raw records become the records of one task.

May import `retrain.ml_configuration` and third parties; knows no other brick, touches no disk.
"""

from retrain.adapters.adapter import Adapter
from retrain.adapters.parsing import ParseDate
from retrain.adapters.registry import CELL_CHECKS, adapt, build_adapters, raw_features, untouched

__all__ = ["CELL_CHECKS", "Adapter", "ParseDate", "adapt", "build_adapters", "raw_features", "untouched"]
