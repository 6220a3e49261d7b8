"""The page: one HTML file that opens without a network."""

import base64
import hashlib
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from retrain.model_reports.chart import Chart
from retrain.model_reports.checks_table import checks_table
from retrain.model_reports.confusion import appeared_table, disappeared_table
from retrain.model_reports.confusion_chart import confusion_chart
from retrain.model_reports.data_tables import reasons_table, rows_table
from retrain.model_reports.escaping import script_json
from retrain.model_reports.labels_chart import labels_chart
from retrain.model_reports.provenance_table import provenance_table
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.scores_chart import scores_chart
from retrain.model_reports.tiles import tiles
from retrain.model_reports.wording import OUTCOMES

MISTAKES = 8


def page(model: ReportModel) -> str:
    """One self-contained HTML page, byte-identical for equal input.

    Its content security policy lets only its own scripts run, by their SHA-256, and nothing be fetched.
    """
    charts = [chart for chart in (scores_chart(model), *_comparison_charts(model)) if chart]
    plotly, script = get_plotlyjs(), _packaged("page.js")
    return _template().render(
        **_tables(model),
        model=model,
        outcome=model.decision.outcome.value,
        words=OUTCOMES[model.decision.outcome],
        tiles=tiles(model),
        charts={chart.name: chart for chart in charts},
        figures=Markup(script_json({chart.name: chart.figure for chart in charts})),  # noqa: S704
        script_hashes=Markup(" ".join(_hash(each) for each in (plotly, script))),  # noqa: S704
        style=Markup(_packaged("page.css")),  # noqa: S704
        plotly=Markup(plotly),  # noqa: S704
        script=Markup(script),  # noqa: S704
    )


def _comparison_charts(model: ReportModel) -> tuple[Chart | None, Chart | None]:
    return labels_chart(model.comparison), confusion_chart(model.comparison)


def _tables(model: ReportModel) -> dict[str, object]:
    return {
        "checks": checks_table(model.decision),
        "appeared": appeared_table(model.comparison, MISTAKES),
        "disappeared": disappeared_table(model.comparison, MISTAKES),
        "rows": rows_table(model),
        "reasons": reasons_table(model),
        "provenance": provenance_table(model),
    }


def _template() -> Template:
    loader = PackageLoader("retrain.model_reports")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html.j2")


def _packaged(name: str) -> str:
    return files("retrain.model_reports").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
