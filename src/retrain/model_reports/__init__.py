"""Reports as values: page, comment and model card, tables on a terminal, slides of the deck.

May import `retrain.ml_configuration`, jinja2, numpy, plotly's script, pydantic, PyYAML and rich;
reads no file but its own templates.
"""

from retrain.model_reports.comment import render_comment
from retrain.model_reports.model_card import render_model_card
from retrain.model_reports.page import render_page
from retrain.model_reports.report_model import ReportModel

__all__ = [
    "ReportModel",
    "render_comment",
    "render_model_card",
    "render_page",
]
