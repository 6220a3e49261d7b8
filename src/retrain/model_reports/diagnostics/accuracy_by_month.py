"""The accuracy of both models by month."""

from retrain.model_reports.charts.chart import QUIET_COLOUR, Chart, Figure
from retrain.model_reports.diagnostics.curves import curve, curves_chart
from retrain.model_reports.formatting import format_count, format_score
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.stage_documents import MonthScore
from retrain.model_reports.tables.report_table import Data, Table

NAMES = {"legacy": "legacy", "retrained": "retrained", "bayes": "best possible"}
COLUMNS = ("Month", "Split", "Rows", "Legacy", "Retrained", "Best possible")


def accuracy_by_month_chart(model: ReportModel) -> Chart | None:
    """Accuracy by month, on validation, then on the recent holdout; None without a time column."""
    months = [*model.months, *_recent_months(model)]
    if not months:
        return None
    traces = [
        curve(name, [(score.month, score.accuracy) for score in months if score.model == role])
        for role, name in NAMES.items()
    ]
    recent = [score.month for score in months if score.split == "recent"]
    return curves_chart(
        name="over-time",
        sentence=_sentence(months),
        traces=traces,
        x={"type": "date"},
        y={"tickformat": ".0%"},
        table=_table(months),
        **(_recent_mark(recent[0]) if recent else {}),
    )


def _recent_months(model: ReportModel) -> list[MonthScore]:
    return [
        MonthScore(
            month=scores.name.removeprefix("month="),
            model=role,
            rows=scores.rows,
            accuracy=accuracy,
            split="recent",
        )
        for scores in model.comparison.months
        for role, accuracy in (("legacy", scores.legacy), ("retrained", scores.retrained))
        if accuracy is not None
    ]


def _recent_mark(month: str) -> Figure:
    line = {"color": QUIET_COLOUR, "width": 1.5, "dash": "dot"}
    ends = {"x0": month, "x1": month, "y0": 0, "y1": 1, "yref": "paper"}
    shape = {"type": "line", **ends, "line": line}
    position = {"x": month, "y": 0.02, "yref": "paper", "xanchor": "right", "yanchor": "bottom"}
    note = {"text": "recent holdout from here", "showarrow": False, **position}
    return {"shapes": [shape], "annotations": [note]}


def _sentence(months: list[MonthScore]) -> str:
    names = {score.month for score in months}
    last = max(names)
    newest = [score for score in months if score.month == last]
    scores = ", ".join(f"{NAMES[score.model]} {format_score(score.accuracy)}" for score in newest)
    return f"Accuracy over {len(names)} months; in the last, {last}: {scores}."


def _table(months: list[MonthScore]) -> Table:
    by_month: dict[tuple[str, str], dict[str, MonthScore]] = {}
    for score in months:
        by_month.setdefault((score.month, score.split), {})[score.model] = score
    rows = tuple(_row(month, split, by_model) for (month, split), by_model in by_month.items())
    return Table("Accuracy by month", COLUMNS, rows, texts=2)


def _row(month: str, split: str, by_model: dict[str, MonthScore]) -> tuple[str, ...]:
    rows = max(score.rows for score in by_model.values())
    accuracies = [by_model[name].accuracy if name in by_model else None for name in NAMES]
    return Data(month), split, format_count(rows), *map(format_score, accuracies)
