"""The HTML page: one file that opens without a network."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from retrain.model_reports.charts.chart import Chart
from retrain.model_reports.charts.confusion import appeared_table, confusion_chart, disappeared_table
from retrain.model_reports.charts.headline_scores import scores_chart, tiles
from retrain.model_reports.charts.label_scores import labels_chart
from retrain.model_reports.diagnostics import DIAGNOSTIC_CHARTS, DIAGNOSTIC_TABLES
from retrain.model_reports.escaping import script_json
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.column_drift import drift_table
from retrain.model_reports.tables.decision_checks import SIGNS, checks_table
from retrain.model_reports.tables.provenance import provenance_table, reasons_table, rows_table
from retrain.model_reports.tables.report_table import Table

TEMPLATES = Path(__file__).with_name("templates")
CHARTS: tuple[Callable[[ReportModel], Chart | None], ...] = (
    scores_chart,
    labels_chart,
    confusion_chart,
    *DIAGNOSTIC_CHARTS,
)
TABLES: dict[str, Callable[[ReportModel], Table]] = {
    "checks": lambda model: checks_table(model.decision),
    "appeared": lambda model: appeared_table(model.comparison),
    "disappeared": lambda model: disappeared_table(model.comparison),
    "drift": lambda model: drift_table(model.drift),
    "rows": rows_table,
    "reasons": reasons_table,
    "provenance": provenance_table,
    **DIAGNOSTIC_TABLES,
}


def render_page(model: ReportModel) -> str:
    """One self-contained HTML page, byte-identical for equal input.

    Its content security policy allows only its own scripts, by their SHA-256, and no request.
    """
    outcome = model.decision.outcome
    charts = [draw(model) for draw in CHARTS]
    tables = {name: make(model) for name, make in TABLES.items()}
    return render_template(
        "page.html.j2",
        [chart for chart in charts if chart is not None],
        model=model,
        outcome=outcome.value,
        sign=SIGNS[outcome],
        headline=outcome.words,
        tiles=tiles(model),
        **tables,
    )


def render_template(template: str, charts: Sequence[Chart], **values: object) -> str:
    """A page from one of the templates, given its charts and its values; adds style and scripts."""
    environment = Environment(
        autoescape=True,
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    charts_by_name = {chart.name: chart for chart in charts}
    figures = script_json({name: chart.figure for name, chart in charts_by_name.items()})
    return environment.get_template(template).render(charts=charts_by_name, **values, **_assets(figures))


def _assets(figures: str) -> dict[str, Markup]:
    script = _concatenated(".js")
    plotly = get_plotlyjs()
    hashes = f"{_csp_hash(plotly)} {_csp_hash(script)}"
    assets = {"figures": figures, "script_hashes": hashes, "plotly": plotly, "script": script}
    assets["style"] = _concatenated(".css")
    return {name: Markup(asset) for name, asset in assets.items()}  # noqa: S704


def _csp_hash(script: str) -> str:
    """The script's hash as the content security policy names it."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def _concatenated(suffix: str) -> str:
    """The templates with this suffix, in the order of their names."""
    paths = sorted(TEMPLATES.rglob(f"*{suffix}"), key=lambda path: path.name)
    return "\n".join(path.read_text("utf-8") for path in paths)
