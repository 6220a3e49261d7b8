"""Taggers: deterministic expert rules that decide, or change, a prediction.

May import `retrain.ml_configuration` and third parties; knows no other brick, touches no disk.
"""

from retrain.taggers.patterns import KeywordTagger, RegexTagger, linear_pattern
from retrain.taggers.tagger import Tagger
from retrain.taggers.tagging import REGISTRY, build_taggers, tag

__all__ = ["REGISTRY", "KeywordTagger", "RegexTagger", "Tagger", "build_taggers", "linear_pattern", "tag"]
