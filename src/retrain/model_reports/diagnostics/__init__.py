"""The page's optional charts and tables, one line each."""

from collections.abc import Callable

from retrain.model_reports.charts.chart import Chart
from retrain.model_reports.diagnostics.accuracy_by_month import accuracy_by_month_chart
from retrain.model_reports.diagnostics.checks_forest import checks_forest_chart
from retrain.model_reports.diagnostics.confidence_curves import precision_recall_chart, reliability_chart, risk_chart
from retrain.model_reports.diagnostics.flips_and_slices import flips_table, slices_table, taggers_table
from retrain.model_reports.diagnostics.learning_curves import learning_curves_chart
from retrain.model_reports.diagnostics.mistake_costs import mistake_costs_chart
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.report_table import Table

__all__ = ["DIAGNOSTIC_CHARTS", "DIAGNOSTIC_TABLES"]

DIAGNOSTIC_CHARTS: tuple[Callable[[ReportModel], Chart | None], ...] = (
    accuracy_by_month_chart,
    checks_forest_chart,
    learning_curves_chart,
    mistake_costs_chart,
    precision_recall_chart,
    reliability_chart,
    risk_chart,
)
DIAGNOSTIC_TABLES: dict[str, Callable[[ReportModel], Table]] = {
    "flips": flips_table,
    "slices": slices_table,
    "taggers": taggers_table,
}
