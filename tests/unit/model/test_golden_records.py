"""Golden records depend on their seed alone, and need nothing to be drawn from."""

import pytest

from retrain.ml_configuration import paths, stages
from retrain.model.golden_records import synthesize_golden_records
from retrain.workspace.csv_tables import TableColumns, read_table

pytestmark = pytest.mark.usefixtures("workplace")


def test_records_can_be_synthesized_without_vocabulary_and_numbers(sections):
    task = sections(stages.EvaluateSections).task
    records = synthesize_golden_records(TableColumns(read_table(paths.FILTERED).assign(amount="")), [], task, seed=1)
    assert set(records["text"]) == set(records["amount"]) == {""}
    assert records["id"][:2] == ["golden-1", "golden-2"]


def test_equal_seeds_give_equal_records(sections):
    task = sections(stages.EvaluateSections).task
    rows = TableColumns(read_table(paths.FILTERED))
    first, again, other = (synthesize_golden_records(rows, ["meter", "bill"], task, seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other
