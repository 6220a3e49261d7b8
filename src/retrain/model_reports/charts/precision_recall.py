"""What becomes of the label that a binary task looks for."""

from retrain.model_reports.charts.chart import Chart, Figure, title
from retrain.model_reports.charts.curves import HEIGHT, curve, plane
from retrain.model_reports.formatting import score
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.table import Table

COLUMNS = ("Model", "Limit", "Recall", "Precision")
HALF = 0.5
SHARE: Figure = {"range": [-0.02, 1.02], "tickformat": ".0%"}


def detection_chart(model: ReportModel) -> Chart | None:
    """Precision against recall on the recent rows; None unless the task looks for a label."""
    found = {role.value: points for role, points in model.comparison.detection.items() if points}
    if not found:
        return None
    traces = [curve(name, [(one.recall, one.precision) for one in points]) for name, points in found.items()]
    told = [(name, one) for name, points in found.items() for one in points]
    rows = tuple((name, score(one.limit), score(one.recall), score(one.precision)) for name, one in told)
    table = Table("Precision and recall by the limit of the probability", COLUMNS, rows)
    best = ", ".join(
        f"{name} {score(max((one.recall for one in points if one.precision >= HALF), default=0.0))}"
        for name, points in found.items()
    )
    figure = plane(traces, {**SHARE, "title": title("recall")}, {**SHARE, "title": title("precision")})
    return Chart("detection", f"Largest recall at a precision of one half: {best}.", figure, HEIGHT, 300, table)
