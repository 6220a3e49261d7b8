"""Where every row went, and what is needed to reproduce the report."""

from collections.abc import Iterator, Mapping

from retrain.ml_configuration.decision_document import ModelRecord
from retrain.model_reports.formatting import format_count
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.report_table import Data, Table


def rows_table(model: ReportModel) -> Table:
    """Row counts from the source to the splits."""
    ingested = model.ingest.rows
    filtered = model.filtering.rows
    split = model.splitting.rows
    counts = {
        "Read from the source": ingested.read,
        "Newer than the snapshot": ingested.after_as_of,
        "Quarantined": ingested.quarantined,
        "Removed by filters": filtered.removed,
        "Kept": filtered.kept,
        "Train": split.train,
        "Validation": split.validation,
        "Sealed test set": split.sealed,
        "Recent holdout": split.recent,
        "Reserved for the next seal": split.waiting,
    }
    rows = tuple((name, format_count(count)) for name, count in counts.items())
    return Table("What became of the rows", ("Rows", "Count"), rows)


def reasons_table(model: ReportModel) -> Table:
    """Why rows were quarantined, removed or left out of a holdout, the largest counts first."""
    counts = {"quarantined": model.ingest.reasons, "removed": model.filtering.reasons}
    holdouts = model.decision.holdouts
    counts |= {f"left out of {split.value}": rows.left_out for split, rows in holdouts.items()}
    rows = tuple(row for group, reasons in counts.items() for row in _largest_first(group, reasons))
    return Table("Why rows were left out", ("Rows", "Reason", "Count"), rows, texts=2)


def provenance_table(model: ReportModel) -> Table:
    """Source, licence, digests, policy, seed and number of holdout evaluations."""
    decision = model.decision
    splitting = model.splitting
    evaluations = decision.evaluations
    values = {
        "Source": model.ingest.source,
        "Licence of the data": model.ingest.licence,
        "Read up to": model.ingest.as_of or "the last row",
        "Retrained model": _model(decision.retrained),
        "Legacy model": _model(decision.legacy) if decision.legacy else "none yet",
        **{f"Rows of {split.value}": rows.digest for split, rows in decision.holdouts.items()},
        "Seal": f"{splitting.seal.name}, until {splitting.seal.until}",
        "Recent holdout from": splitting.recent_from or "a hash slice: the task has no time column",
        "Policy": decision.policy,
        "Random seed of the policy": str(decision.seed),
        "Evaluations on the sealed test set": f"{evaluations.sealed} of {evaluations.at_most}",
        "Evaluations of this model": str(evaluations.window),
    }
    rows = tuple((name, Data(value)) for name, value in values.items())
    return Table("Needed to reproduce this report", ("What", "Value"), rows, texts=2)


def _largest_first(group: str, reasons: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
        if count:
            yield group, Data(reason), format_count(count)


def _model(model: ModelRecord) -> str:
    return f"{model.digest} (task {model.task})"
