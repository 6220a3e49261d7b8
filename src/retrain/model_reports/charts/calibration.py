"""How far each model's confidence can be trusted: reliability, and the risk at each coverage."""

from retrain.ml_configuration.comparison_document import Calibration, Model
from retrain.model_reports.charts.chart import Chart, Figure, title
from retrain.model_reports.charts.curves import HEIGHT, curve, plane
from retrain.model_reports.formatting import count, score
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.table import Table

SHARE: Figure = {"range": [-0.02, 1.02], "tickformat": ".0%"}


def reliability_chart(model: ReportModel) -> Chart | None:
    """The share of right answers at each confidence, in bins of equal mass; None where no row was answered."""
    found = _by_model(model)
    bins = [(name, one) for name, each in found for one in each.reliability]
    if not bins:
        return None
    traces = [curve(name, [(one.confidence, one.right) for one in each.reliability]) for name, each in found]
    ideal = curve("as good as it says", [(0.0, 0.0), (1.0, 1.0)])
    x: Figure = {**SHARE, "title": title("confidence")}
    errors = ", ".join(f"{name} {score(each.expected_error)}" for name, each in found)
    rows = tuple((name, score(one.confidence), score(one.right), count(one.rows)) for name, one in bins)
    table = Table("Confidence and right answers, bin by bin", ("Model", "Confidence", "Right", "Rows"), rows)
    sentence = f"Mean distance of the confidence from the share of right answers: {errors}."
    return Chart(
        "reliability",
        sentence,
        plane((*traces, ideal), x, {**SHARE, "title": title("right answers")}),
        HEIGHT,
        300,
        table,
    )


def risk_chart(model: ReportModel) -> Chart | None:
    """The share of wrong answers among the most confident rows; None where there are no rows."""
    found = _by_model(model)
    told = [(name, one) for name, each in found for one in each.risk_coverage]
    if not told:
        return None
    traces = [curve(name, [(one.coverage, one.risk) for one in each.risk_coverage]) for name, each in found]
    y: Figure = {"rangemode": "tozero", "tickformat": ".0%", "title": title("wrong")}
    areas = ", ".join(f"{name} {score(each.area_under_risk)}" for name, each in found)
    rows = tuple((name, score(one.coverage), score(one.risk)) for name, one in told)
    table = Table("Wrong answers among the most confident rows", ("Model", "Coverage", "Risk"), rows)
    sentence = f"Area under the curve of risk and coverage, where less is better: {areas}."
    return Chart(
        "risk", sentence, plane(traces, {**SHARE, "title": title("most confident rows")}, y), HEIGHT, 300, table
    )


def _by_model(model: ReportModel) -> list[tuple[str, Calibration]]:
    known = model.comparison.calibration
    return [(role.value, known[role]) for role in Model if role in known]
