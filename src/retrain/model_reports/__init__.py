"""Reports: values in, one HTML page and one Markdown comment out.

May import `retrain.ml_configuration`, jinja2, numpy, plotly's script and pydantic; reads no file but its own templates.
"""

from retrain.model_reports.comment import comment
from retrain.model_reports.page import page
from retrain.model_reports.report_model import ReportModel

__all__ = ["ReportModel", "comment", "page"]
