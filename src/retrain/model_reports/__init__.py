"""Reports: values in; one HTML page, one deck of slides, one Markdown comment out.

May import `retrain.ml_configuration`, jinja2, numpy, plotly's script and pydantic; reads no file but its own templates.
"""

from retrain.model_reports.comment import comment
from retrain.model_reports.deck import deck
from retrain.model_reports.page import page
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.wording import Wording

__all__ = ["ReportModel", "Wording", "comment", "deck", "page"]
