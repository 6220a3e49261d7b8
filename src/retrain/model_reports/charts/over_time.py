"""Both models month by month."""

from retrain.model_reports.charts.chart import QUIET_COLOUR, Chart, Figure
from retrain.model_reports.charts.curves import HEIGHT, curve, plane
from retrain.model_reports.documents import MonthScore
from retrain.model_reports.formatting import count, score
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.table import Data, Table

ROLES = {"legacy": "legacy", "retrained": "retrained", "bayes": "best possible"}
COLUMNS = ("Month", "Rows", "Count", "Legacy", "Retrained", "Best possible")


def over_time_chart(model: ReportModel) -> Chart | None:
    """Accuracy by month on the validation rows, then on the recent ones; None where the task has no time column."""
    months = months_of(model)
    if not months:
        return None
    traces = [
        curve(name, [(one.month, one.accuracy) for one in months if one.model == role]) for role, name in ROLES.items()
    ]
    recent = [one.month for one in months if one.split == "recent"]
    marks: Figure = {"shapes": [_line(recent[0])], "annotations": [_words(recent[0])]} if recent else {}
    figure = plane(traces, {"type": "date"}, {"tickformat": ".0%"}, **marks)
    return Chart("over-time", _sentence(months), figure, HEIGHT, 300, _table(months))


def months_of(model: ReportModel) -> list[MonthScore]:
    """The months of the validation rows, then those of the recent ones, one entry a month and model."""
    recent = [
        MonthScore(
            month=each.name.removeprefix("month="), model=role, rows=each.rows, accuracy=accuracy, split="recent"
        )
        for each in model.comparison.months
        for role, accuracy in (("legacy", each.legacy), ("retrained", each.retrained))
        if accuracy is not None
    ]
    return [*model.months, *recent]


def _line(month: str) -> Figure:
    return {"type": "line", "x0": month, "x1": month, "y0": 0, "y1": 1, "yref": "paper"} | {
        "line": {"color": QUIET_COLOUR, "width": 1.5, "dash": "dot"}
    }


def _words(month: str) -> Figure:
    place = {"x": month, "y": 0.02, "yref": "paper", "xanchor": "right", "yanchor": "bottom"}
    return {"text": "recent rows from here", "showarrow": False, **place}


def _sentence(months: list[MonthScore]) -> str:
    last = max(one.month for one in months)
    told = ", ".join(f"{ROLES[one.model]} {score(one.accuracy)}" for one in months if one.month == last)
    return f"Accuracy over {len({one.month for one in months})} months; in the last, {last}: {told}."


def _table(months: list[MonthScore]) -> Table:
    found: dict[tuple[str, str], dict[str, MonthScore]] = {}
    for one in months:
        found.setdefault((one.month, one.split), {})[one.model] = one
    rows = tuple(
        (
            Data(month),
            split,
            count(max(one.rows for one in by_role.values())),
            *(score(by_role[role].accuracy if role in by_role else None) for role in ROLES),
        )
        for (month, split), by_role in found.items()
    )
    return Table("Accuracy by month", COLUMNS, rows, texts=2)
