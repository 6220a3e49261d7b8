"""Taggers: deterministic expert rules that decide, or change, a prediction.

May import `retrain.ml_configuration` and third parties; knows no other brick, touches no disk.
"""

from retrain.taggers.keyword_tagger import KeywordTagger
from retrain.taggers.linear_pattern import linear_pattern
from retrain.taggers.regex_tagger import RegexTagger
from retrain.taggers.registry import REGISTRY, build_taggers
from retrain.taggers.tagger import Tagger
from retrain.taggers.tagging import tag

__all__ = ["REGISTRY", "KeywordTagger", "RegexTagger", "Tagger", "build_taggers", "linear_pattern", "tag"]
