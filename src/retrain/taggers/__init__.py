"""Taggers: deterministic expert rules that decide, or change, a prediction.

May import `retrain.ml_configuration` and third parties; knows no other brick, touches no disk.
"""

from retrain.taggers.registry import build_taggers
from retrain.taggers.tagger import Tagger, first_matches

__all__ = ["Tagger", "build_taggers", "first_matches"]
