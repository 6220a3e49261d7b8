"""The confusion tables and the heatmap show exactly the mistakes whose count changed."""

import plotly.graph_objects as go

from retrain.model_reports.charts.confusion import (
    MAX_LABELS,
    appeared_table,
    changed_mistakes,
    confusion_chart,
    disappeared_table,
    mistakes,
)

LABELS = ["lion", "tiger", "bee"]
MANY_LABELS = [f"label_{number}" for number in range(20)]


def small(documents, legacy: bool = True):
    """Documents with counts that a reader can check by eye."""
    made = documents(LABELS, legacy=legacy)
    made["comparison"]["confusion"]["retrained"] = [[9, 1, 0], [2, 8, 0], [0, 0, 5]]
    if legacy:
        made["comparison"]["confusion"]["legacy"] = [[6, 1, 3], [0, 10, 0], [0, 0, 5]]
    return made


def heatmap(chart):
    return go.Figure({"data": chart.figure["data"], "layout": chart.figure["layout"]}).data[0]


def test_right_predictions_are_not_mistakes(documents, model_of) -> None:
    cells = mistakes(model_of(small(documents)).comparison)
    assert [(cell.truth, cell.prediction, cell.change, cell.support) for cell in cells] == [
        ("lion", "tiger", 0, 10),
        ("lion", "bee", -3, 10),
        ("tiger", "lion", 2, 10),
    ]


def test_mistakes_that_appeared_and_disappeared_are_listed_apart(documents, model_of) -> None:
    comparison = model_of(small(documents)).comparison
    assert appeared_table(comparison).rows == (("tiger", "lion", "0", "2", "+2"),)
    assert disappeared_table(comparison).rows == (("lion", "bee", "3", "0", "\u22123"),)
    assert [row[-1] for row in confusion_chart(model_of(small(documents))).table.rows] == ["\u22123", "+2"]
    assert changed_mistakes(comparison)[0].change == -3


def test_without_a_legacy_model_the_mistakes_of_one_model_are_counted(documents, model_of) -> None:
    model = model_of(small(documents, legacy=False))
    table = appeared_table(model.comparison)
    assert table.columns == ("Truth", "Prediction", "Rows")
    assert table.rows == (("tiger", "lion", "2"), ("lion", "tiger", "1"))
    assert confusion_chart(model).sentence == "The retrained model makes 3 mistakes of 2 kinds."


def test_the_heatmap_is_centred_on_zero(documents, model_of) -> None:
    trace = heatmap(confusion_chart(model_of(documents(MANY_LABELS))))
    assert trace.zmin == -trace.zmax
    assert all(row[index] is None for index, row in enumerate(trace.z))


def test_the_sentence_counts_what_changed(documents, model_of) -> None:
    made = documents(["a", "b"])
    made["comparison"]["confusion"] = {"legacy": [[5, 5], [0, 10]], "retrained": [[8, 2], [1, 9]]}
    sentence = confusion_chart(model_of(made)).sentence
    assert sentence.startswith("1 kinds of mistake grew and 1 shrank")
    assert "\u22122" in sentence


def test_without_a_change_there_is_no_heatmap(documents, model_of) -> None:
    made = documents(MANY_LABELS)
    made["comparison"]["confusion"]["legacy"] = made["comparison"]["confusion"]["retrained"]
    assert confusion_chart(model_of(made)) is None


def test_of_very_many_labels_the_most_changed_are_in_the_heatmap(documents, model_of) -> None:
    model = model_of(documents([f"label_{number}" for number in range(MAX_LABELS + 30)]))
    assert len(heatmap(confusion_chart(model)).z) == MAX_LABELS
