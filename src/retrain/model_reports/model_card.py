"""The model card: what the retrained model is, in the Markdown and metadata that model hubs read."""

import yaml

from retrain.ml_configuration.comparison_document import Comparison
from retrain.model_reports.charts.labels import labels_table
from retrain.model_reports.charts.scores import scores_table
from retrain.model_reports.escaping import one_line, prose
from retrain.model_reports.markdown import sections
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.checks import checks_table
from retrain.model_reports.tables.drift import drift_table
from retrain.model_reports.tables.provenance import provenance_table, reasons_table, rows_table

HUB_LICENCES = frozenset(
    {"apache-2.0", "bsd-3-clause", "cc-by-4.0", "cc-by-nc-4.0", "cc-by-sa-4.0", "cc0-1.0", "mit", "odbl", "unlicense"}
)
LEAST_ROWS = 30
INTRODUCTION = (
    "A classifier of records, retrained on the records below and judged against the model that served before, on rows "
    "that neither was trained on. It is meant for records like these; what it answers on others nobody has measured."
)


def model_card(model: ReportModel) -> str:
    """Markdown under Hugging Face's YAML metadata; it never holds text of a record."""
    front = yaml.safe_dump(_metadata(model), sort_keys=False, width=float("inf"))
    tables = {
        "Scores": scores_table(model),
        "Labels": labels_table(model.comparison),
        "Checks": checks_table(model.decision),
        "Drift": drift_table(model.drift),
        "Rows": rows_table(model),
        "Rows left out": reasons_table(model),
        "Made from": provenance_table(model),
    }
    parts = (
        f"---\n{front}---",
        f"# {prose(model.title)}",
        INTRODUCTION,
        f"## {model.decision.outcome.words}",
        prose(model.decision.summary),
        _limits(model.comparison),
        *sections(tables),
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
    """The hub's identifier that the data's licence begins with; else its own words beside `other`."""
    first = licence.replace(",", " ").split()[:1]
    known = [each.lower() for each in first if each.lower() in HUB_LICENCES]
    return {"license": known[0]} if known else {"license": "other", "license_name": one_line(licence)}


def _result(model: ReportModel) -> dict[str, object]:
    comparison, source = model.comparison, one_line(model.ingest.source)
    named = {"f1": ("Macro F1", comparison.macro_f1), "accuracy": ("Accuracy", comparison.accuracy)}
    return {
        "task": {"type": "tabular-classification", "name": one_line(model.decision.retrained.task)},
        "dataset": {"type": source, "name": source, "split": "recent"},
        "metrics": [{"type": kind, "name": name, "value": found.retrained} for kind, (name, found) in named.items()],
    }


def _limits(comparison: Comparison) -> str:
    few = sum(each.support < LEAST_ROWS for each in comparison.per_label)
    return (
        f"Limits: {few} of {len(comparison.per_label)} labels have fewer than {LEAST_ROWS} recent rows, "
        "too few to say how well they are told apart."
    )
