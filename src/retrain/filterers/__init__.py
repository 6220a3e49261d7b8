"""Filterers: records that fail a criterion are left out, each with its reason.

May import `retrain.ml_configuration` and third parties; knows no other brick, touches no disk.
"""

from retrain.filterers.filterer import Filterer, RecordFilterer
from retrain.filterers.registry import Removal, build_filterers, filter_records, servable_filterers

__all__ = [
    "Filterer",
    "RecordFilterer",
    "Removal",
    "build_filterers",
    "filter_records",
    "servable_filterers",
]
