"""Where every row went, and what the report was made from."""

from collections.abc import Iterator, Mapping

from retrain.ml_configuration.decision_document import ModelRecord
from retrain.model_reports.formatting import count
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.table import Data, Table


def rows_table(model: ReportModel) -> Table:
    """Row counts from the source to the five splits."""
    read, filtered, split = model.ingest.rows, model.filtering.rows, model.splitting.rows
    counts = {
        "Read from the source": read.read,
        "Newer than the moment of the snapshot": read.after_as_of,
        "Quarantined": read.quarantined,
        "Removed by the filters": filtered.removed,
        "Kept": filtered.kept,
        "Train": split.train,
        "Validation": split.validation,
        "Sealed": split.sealed,
        "Recent": split.recent,
        "Waiting for the next seal": split.waiting,
    }
    return Table("Rows by what became of them", ("Rows", "Count"), tuple((k, count(v)) for k, v in counts.items()))


def reasons_table(model: ReportModel) -> Table:
    """Why rows were quarantined, removed or left out of judging, the largest count of each first."""
    reasons = {"quarantined": model.ingest.reasons, "removed": model.filtering.reasons}
    reasons |= {f"left out of {split.value}": holdout.left_out for split, holdout in model.decision.holdouts.items()}
    rows = tuple(row for what, counts in reasons.items() for row in _largest_first(what, counts))
    return Table("Why rows were left out", ("Rows", "Reason", "Count"), rows, texts=2)


def provenance_table(model: ReportModel) -> Table:
    """Source, licence, digests, policy, seed and looks: what is needed to get the same bytes again."""
    decision, splitting = model.decision, model.splitting
    facts = {
        "Source": model.ingest.source,
        "Licence of the data": model.ingest.licence,
        "Read up to": model.ingest.as_of or "the last row",
        "Retrained model": _model(decision.retrained),
        "Legacy model": _model(decision.legacy) if decision.legacy else "none yet",
        **{f"Rows of {split.value}": holdout.digest for split, holdout in decision.holdouts.items()},
        "Seal": f"{splitting.seal.name}, until {splitting.seal.until}",
        "Recent from": splitting.recent_from or "a hash slice: the task has no time column",
        "Policy": decision.policy,
        "Seed of the statistics": str(decision.seed),
        "Registered looks at the seal": f"{decision.looks.seal} of {decision.looks.at_most}",
        "Times that this model was judged": str(decision.looks.window),
    }
    return Table("What this report was made from", ("What", "Value"), tuple((k, Data(v)) for k, v in facts.items()), 2)


def _largest_first(what: str, counts: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    for reason, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if number:
            yield what, Data(reason), count(number)


def _model(model: ModelRecord) -> str:
    return f"{model.digest} (task {model.task})"
