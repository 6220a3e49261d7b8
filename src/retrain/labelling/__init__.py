"""Labelling: which rows a person shall look at, files that tools for labelling read and write, answers weighed.

May import `retrain.ml_configuration` and third parties; knows no other brick, touches no disk.
"""

from retrain.labelling.annotation import Answer, Asked, Why
from retrain.labelling.human_label import GivenLabel
from retrain.labelling.reconcile import Ground, Settled, settle
from retrain.labelling.sampling import Pool, choose, margins
from retrain.labelling.texts import shown_texts, text_digest
from retrain.labelling.tools import REGISTRY

__all__ = [
    "REGISTRY",
    "Answer",
    "Asked",
    "GivenLabel",
    "Ground",
    "Pool",
    "Settled",
    "Why",
    "choose",
    "margins",
    "settle",
    "shown_texts",
    "text_digest",
]
