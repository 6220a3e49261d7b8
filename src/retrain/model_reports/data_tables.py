"""Where every row went."""

from collections.abc import Mapping

from retrain.model_reports.formatting import count
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.table import Data, Table


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
    rows = (
        *_reasons("quarantined", model.ingest.reasons),
        *_reasons("removed", model.filtering.reasons),
        *(
            row
            for split, holdout in model.decision.holdouts.items()
            for row in _reasons(f"left out of {split.value}", holdout.left_out)
        ),
    )
    return Table("Why rows were left out", ("Rows", "Reason", "Count"), rows, texts=2)


def _reasons(what: str, reasons: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    largest = sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((what, Data(reason), count(number)) for reason, number in largest if number)
