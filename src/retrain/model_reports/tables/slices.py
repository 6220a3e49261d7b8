"""Slices of the rows, and what the rules did: as tables."""

from retrain.model_reports.formatting import change, count, difference, score
from retrain.model_reports.report_model import ReportModel
from retrain.model_reports.tables.table import Data, Table

SLICES = ("Slice", "Rows", "Legacy", "Retrained", "Difference", "Adjusted p")
RULES = ("Rule", "Model", "Rows decided", "Made right", "Made wrong", "Adjusted p")


def slices_table(model: ReportModel) -> Table:
    """Accuracy on each slice of the recent rows, the largest loss first."""
    rows = (
        (
            Data(each.name),
            count(each.rows),
            score(each.legacy),
            score(each.retrained),
            change(difference(each.retrained, each.legacy)),
            score(each.p_value),
        )
        for each in model.comparison.slices
    )
    return Table("Accuracy by slice of the recent rows", SLICES, tuple(rows))


def rules_table(model: ReportModel) -> Table:
    """What every rule that decided a recent row did to its model's answers."""
    rows = (
        (Data(each.rule), each.model.value, *map(count, (each.rows, each.fixed, each.broken)), score(each.p_value))
        for each in model.comparison.rules
    )
    return Table("What the rules did on the recent rows", RULES, tuple(rows), texts=2)
