"""Curves over the models' confidence: reliability, risk and coverage, precision and recall."""

from retrain.ml_configuration.comparison_document import Calibration, Model
from retrain.model_reports.charts.chart import Chart, axis_title
from retrain.model_reports.diagnostics.curves import SHARE_AXIS, curve, curves_chart
from retrain.model_reports.formatting import format_count, format_score
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.report_table import Table

HALF = 0.5


def reliability_chart(model: ReportModel) -> Chart | None:
    """Accuracy at each confidence, in bins of equal mass; None without predictions."""
    calibration = _calibration(model)
    bins = [(name, group) for name, of_model in calibration for group in of_model.reliability]
    if not bins:
        return None
    traces = [
        curve(name, [(group.confidence, group.right) for group in of_model.reliability])
        for name, of_model in calibration
    ]
    diagonal = curve("ideal", [(0.0, 0.0), (1.0, 1.0)])
    errors = ", ".join(f"{name} {format_score(of_model.expected_error)}" for name, of_model in calibration)
    rows = tuple(
        (name, format_score(group.confidence), format_score(group.right), format_count(group.rows))
        for name, group in bins
    )
    return curves_chart(
        name="reliability",
        sentence=f"Expected calibration error, the gap between confidence and accuracy: {errors}.",
        traces=(*traces, diagonal),
        x={**SHARE_AXIS, "title": axis_title("confidence")},
        y={**SHARE_AXIS, "title": axis_title("accuracy")},
        table=Table("Accuracy by confidence", ("Model", "Confidence", "Accuracy", "Rows"), rows),
    )


def risk_chart(model: ReportModel) -> Chart | None:
    """The share of wrong predictions among the most confident rows; None without rows."""
    calibration = _calibration(model)
    points = [(name, point) for name, of_model in calibration for point in of_model.risk_coverage]
    if not points:
        return None
    areas = ", ".join(f"{name} {format_score(of_model.area_under_risk)}" for name, of_model in calibration)
    rows = tuple((name, *map(format_score, (point.coverage, point.risk))) for name, point in points)
    return curves_chart(
        name="risk",
        sentence=f"Area under the risk-coverage curve, lower is better: {areas}.",
        traces=[
            curve(name, [(point.coverage, point.risk) for point in of_model.risk_coverage])
            for name, of_model in calibration
        ],
        x={**SHARE_AXIS, "title": axis_title("coverage: most confident rows")},
        y={"rangemode": "tozero", "tickformat": ".0%", "title": axis_title("error rate")},
        table=Table("Error rate of the most confident rows", ("Model", "Coverage", "Risk"), rows),
    )


def precision_recall_chart(model: ReportModel) -> Chart | None:
    """Precision against recall of the positive class; None unless the task is binary."""
    curves = {role.value: points for role, points in model.comparison.detection.items() if points}
    if not curves:
        return None
    rows = tuple(
        (name, *map(format_score, (point.threshold, point.recall, point.precision)))
        for name, points in curves.items()
        for point in points
    )
    recalls = {
        name: max((point.recall for point in points if point.precision >= HALF), default=0.0)
        for name, points in curves.items()
    }
    best = ", ".join(f"{name} {format_score(recall)}" for name, recall in recalls.items())
    columns = ("Model", "Decision threshold", "Recall", "Precision")
    return curves_chart(
        name="detection",
        sentence=f"Highest recall of the positive class at a precision of one half or more: {best}.",
        traces=[curve(name, [(point.recall, point.precision) for point in points]) for name, points in curves.items()],
        x={**SHARE_AXIS, "title": axis_title("recall")},
        y={**SHARE_AXIS, "title": axis_title("precision")},
        table=Table("Precision and recall by decision threshold", columns, rows),
    )


def _calibration(model: ReportModel) -> list[tuple[str, Calibration]]:
    by_role = model.comparison.calibration
    return [(role.value, by_role[role]) for role in Model if role in by_role]
