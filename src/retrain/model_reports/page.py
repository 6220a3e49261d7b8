"""The page: one HTML file that opens without a network."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from retrain.model_reports.charts.calibration import reliability_chart, risk_chart
from retrain.model_reports.charts.chart import Chart
from retrain.model_reports.charts.checks_forest import forest_chart
from retrain.model_reports.charts.confusion import appeared_table, confusion_chart, disappeared_table
from retrain.model_reports.charts.labels import labels_chart
from retrain.model_reports.charts.learning_curves import learning_chart
from retrain.model_reports.charts.over_time import over_time_chart
from retrain.model_reports.charts.precision_recall import detection_chart
from retrain.model_reports.charts.scores import scores_chart, tiles
from retrain.model_reports.charts.severity import severity_chart
from retrain.model_reports.escaping import script_json
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.checks import SIGNS, checks_table
from retrain.model_reports.tables.drift import drift_table
from retrain.model_reports.tables.flips import flips_table
from retrain.model_reports.tables.provenance import provenance_table, reasons_table, rows_table
from retrain.model_reports.tables.slices import rules_table, slices_table

PACKAGE = "retrain.model_reports"
CHARTS: tuple[Callable[[ReportModel], Chart | None], ...] = (
    forest_chart,
    scores_chart,
    over_time_chart,
    labels_chart,
    confusion_chart,
    severity_chart,
    reliability_chart,
    risk_chart,
    detection_chart,
    learning_chart,
)


def page(model: ReportModel) -> str:
    """One self-contained HTML page, byte-identical for equal input.

    Its content security policy lets only its own scripts run, by their SHA-256, and nothing be
    fetched.
    """
    outcome, comparison = model.decision.outcome, model.comparison
    return rendered(
        "page.html.j2",
        [chart for draw in CHARTS if (chart := draw(model))],
        model=model,
        outcome=outcome.value,
        sign=SIGNS[outcome],
        headline=outcome.words,
        tiles=tiles(model),
        checks=checks_table(model.decision),
        appeared=appeared_table(comparison),
        disappeared=disappeared_table(comparison),
        flips=flips_table(model),
        slices=slices_table(model),
        rules=rules_table(model),
        drift=drift_table(model.drift),
        rows=rows_table(model),
        reasons=reasons_table(model),
        provenance=provenance_table(model),
    )


def rendered(template: str, charts: Sequence[Chart], **values: object) -> str:
    """The page of a template: its charts by their names, its values, and what the policy allows to run."""
    environment = Environment(
        autoescape=True, loader=PackageLoader(PACKAGE), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    named = {chart.name: chart for chart in charts}
    code = _code(script_json({name: chart.figure for name, chart in named.items()}))
    return environment.get_template(template).render(charts=named, **values, **code)


def _code(figures: str) -> dict[str, Markup]:
    style, script = (_joined(suffix) for suffix in (".css", ".js"))
    plotly = get_plotlyjs()
    hashes = " ".join(f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in (plotly, script))
    parts = {"figures": figures, "script_hashes": hashes, "style": style, "plotly": plotly, "script": script}
    return {name: Markup(part) for name, part in parts.items()}  # noqa: S704


def _joined(suffix: str) -> str:
    templates = sorted(files(PACKAGE).joinpath("templates").iterdir(), key=lambda each: each.name)
    return "\n".join(each.read_text("utf-8") for each in templates if each.name.endswith(suffix))
