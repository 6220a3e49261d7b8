"""Adapters: raw records become the records of one task.

May import `retrain.ml_configuration` and third parties; knows no other brick, touches no disk.
"""

from retrain.adapters.adapter_chain import AdapterChain
from retrain.adapters.parsing import ParseDate
from retrain.adapters.registry import build_adapters

__all__ = ["AdapterChain", "ParseDate", "build_adapters"]
