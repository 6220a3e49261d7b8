"""The slides of the deck as plain values, and as LaTeX."""

from retrain.model_reports.deck.latex import deck_tex
from retrain.model_reports.deck.slides import deck_document

__all__ = ["deck_document", "deck_tex"]
