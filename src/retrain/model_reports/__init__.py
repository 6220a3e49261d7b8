"""Reports: values in, what people read out: HTML and Markdown and the slides of a deck.

May import `retrain.ml_configuration`, jinja2, numpy, plotly's script, pydantic and PyYAML; reads no
file but its own templates.
"""

from retrain.model_reports.comment import comment
from retrain.model_reports.deck.latex import deck_tex
from retrain.model_reports.deck.slides import deck_document
from retrain.model_reports.model_card import model_card
from retrain.model_reports.page import page
from retrain.model_reports.report_model import ReportModel

__all__ = ["ReportModel", "comment", "deck_document", "deck_tex", "model_card", "page"]
