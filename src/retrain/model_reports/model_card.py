"""The model card of the retrained model, in the Markdown and metadata that model hubs read."""

import yaml

from retrain.ml_configuration.comparison_document import Comparison
from retrain.model_reports.charts.headline_scores import scores_table
from retrain.model_reports.charts.label_scores import labels_table
from retrain.model_reports.escaping import one_line, prose
from retrain.model_reports.markdown import markdown_sections
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.column_drift import drift_table
from retrain.model_reports.tables.decision_checks import checks_table
from retrain.model_reports.tables.provenance import provenance_table, reasons_table, rows_table

HUB_LICENCES = frozenset(
    [
        *("apache-2.0", "bsd-3-clause", "mit", "unlicense", "odbl"),
        *("cc-by-4.0", "cc-by-nc-4.0", "cc-by-sa-4.0", "cc0-1.0"),
    ]
)
MIN_ROWS = 30
INTRODUCTION = (
    "A classifier of records, retrained on the data below and compared with the legacy model on rows "
    "that neither was trained on. It is intended for records from the same source; it was not "
    "evaluated on others."
)


def render_model_card(model: ReportModel) -> str:
    """Markdown under Hugging Face's YAML metadata; never contains text of a record."""
    metadata = yaml.safe_dump(_metadata(model), sort_keys=False, width=float("inf"))
    tables = {
        "Scores": scores_table(model),
        "Labels": labels_table(model.comparison),
        "Checks": checks_table(model.decision),
        "Drift": drift_table(model.drift),
        "Rows": rows_table(model),
        "Rows left out": reasons_table(model),
        "Provenance": provenance_table(model),
    }
    parts = (
        f"---\n{metadata}---",
        f"# {prose(model.title)}",
        INTRODUCTION,
        f"## {model.decision.outcome.words}",
        prose(model.decision.summary),
        _limitations(model.comparison),
        *markdown_sections(tables),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _metadata(model: ReportModel) -> dict[str, object]:
    return {
        **_licence(model.ingest.licence),
        "library_name": "retrain",
        "pipeline_tag": "tabular-classification",
        "tags": ["tabular-classification", "retrain", one_line(model.decision.retrained.task)],
        "datasets": [one_line(model.ingest.source)],
        "metrics": ["f1", "accuracy"],
        "model-index": [{"name": one_line(model.decision.retrained.digest), "results": [_result(model)]}],
    }


def _licence(licence: str) -> dict[str, object]:
    """The hub's identifier that the licence begins with; else `other` and its own words."""
    first_words = licence.replace(",", " ").lower().split()[:1]
    if HUB_LICENCES.isdisjoint(first_words):
        return {"license": "other", "license_name": one_line(licence)}
    return {"license": first_words[0]}


def _result(model: ReportModel) -> dict[str, object]:
    source = one_line(model.ingest.source)
    comparison = model.comparison
    return {
        "task": {"type": "tabular-classification", "name": one_line(model.decision.retrained.task)},
        "dataset": {"type": source, "name": source, "split": "recent"},
        "metrics": [
            {"type": "f1", "name": "Macro F1", "value": comparison.macro_f1.retrained},
            {"type": "accuracy", "name": "Accuracy", "value": comparison.accuracy.retrained},
        ],
    }


def _limitations(comparison: Comparison) -> str:
    rare = sum(label.support < MIN_ROWS for label in comparison.per_label)
    return (
        f"Limitations: {rare} of {len(comparison.per_label)} labels have fewer than {MIN_ROWS} rows "
        "in the recent holdout, too few for a reliable F1."
    )
