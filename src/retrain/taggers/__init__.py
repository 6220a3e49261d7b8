"""Taggers: deterministic expert rules that decide, or change, a prediction.

May import `retrain.ml_configuration` and third parties; knows no other brick, touches no disk.
"""

from retrain.taggers.tagger import Tagger
from retrain.taggers.tagging import build_taggers, tag

__all__ = ["Tagger", "build_taggers", "tag"]
