"""Adapters: raw records become the records of one task.

May import `retrain.ml_configuration` and third parties; knows no other brick, touches no disk.
"""

from retrain.adapters.adaptation import CELL_CHECKS, adapt, build_adapters, raw_features, untouched
from retrain.adapters.adapter import Adapter
from retrain.adapters.parsing import ParseDate

__all__ = ["CELL_CHECKS", "Adapter", "ParseDate", "adapt", "build_adapters", "raw_features", "untouched"]
