"""The learning curves show losses and validation scores of every epoch."""

from retrain.model_reports.diagnostics.learning_curves import learning_curves_chart


def test_the_last_epoch_is_summed_up_and_every_epoch_listed(documents, model_of) -> None:
    chart = learning_curves_chart(model_of(documents(["a", "b"])))
    assert chart.sentence == "After 2 epochs: training loss 0.500, validation loss 0.700, macro F1 0.800."
    assert chart.table.rows == (("0", "0.900", "0.950", "0.600"), ("1", "0.500", "0.700", "0.800"))
    assert [trace["yaxis"] for trace in chart.figure["data"]] == ["y2", "y2", "y"]


def test_a_shorter_curve_ends_in_dashes(documents, model_of) -> None:
    made = documents(["a", "b"])
    made["curves"]["loss"] = [0.9]
    assert learning_curves_chart(model_of(made)).table.rows[1][1] == "—"
