"""Mistakes are counted by cost, beside the mean cost of a prediction."""

import pytest

from retrain.model_reports.diagnostics.mistake_costs import mistake_costs_chart


@pytest.mark.parametrize(("legacy", "counts", "bars"), [(True, ("210", "90"), 2), (False, ("—", "90"), 1)])
def test_mistakes_are_counted_by_cost(documents, model_of, legacy, counts, bars) -> None:
    chart = mistake_costs_chart(model_of(documents(["a", "b"], legacy=legacy)))
    assert chart.table.rows == (("0.500", *counts), ("1.000", *counts))
    assert chart.sentence.startswith("Mean cost of a prediction: retrained 0.300 (0.290 to 0.310)")
    assert len(chart.figure["data"]) == bars
