import plotly.graph_objects as go
import pytest

from retrain.model_reports.charts.confusion import DRAWN, confusion_chart
from retrain.model_reports.charts.labels import labels_chart
from retrain.model_reports.charts.scores import scores_chart
from retrain.model_reports.page import CHARTS

LABELS = [f"label_{number}" for number in range(20)]


def figure(chart) -> go.Figure:
    """The chart as plotly understands it: an unknown property raises."""
    return go.Figure({"data": chart.figure["data"], "layout": chart.figure["layout"]})


@pytest.mark.parametrize("legacy", [True, False])
def test_plotly_knows_every_property_of_every_chart(documents, model_of, legacy: bool) -> None:
    model = model_of(documents(LABELS, legacy=legacy))
    charts = [draw(model) for draw in CHARTS]
    assert all(len(figure(chart).data) >= 1 for chart in charts if chart)
    assert all(charts)


def test_blind_labels_are_marked(documents, model_of) -> None:
    made = documents(["a", "b"])
    made["decision"]["reasons"][0]["detail"] = {"blind": ["b"]}
    chart = labels_chart(model_of(made))
    assert sorted(figure(chart).layout.yaxis.ticktext) == ["a", "b ○"]
    assert "1 are blind" in chart.sentence


def test_a_chart_without_a_legacy_model_draws_none(documents, model_of) -> None:
    model = model_of(documents(LABELS, legacy=False))
    assert [trace.name for trace in figure(scores_chart(model)).data] == ["retrained", "best possible"]
    assert [trace.name for trace in figure(labels_chart(model)).data] == ["retrained"]
    assert confusion_chart(model).sentence.startswith("The retrained model makes")


def test_the_heatmap_is_centred_on_zero(documents, model_of) -> None:
    trace = figure(confusion_chart(model_of(documents(LABELS)))).data[0]
    assert trace.zmin == -trace.zmax
    assert all(row[index] is None for index, row in enumerate(trace.z))


def test_the_sentences_count_what_changed(documents, model_of) -> None:
    made = documents(["a", "b"])
    made["comparison"]["confusion"] = {"legacy": [[5, 5], [0, 10]], "retrained": [[8, 2], [1, 9]]}
    for entry, before, after in zip(made["comparison"]["per_label"], (0.5, 0.9), (0.6, 0.9), strict=True):
        entry.update(legacy_f1=before, retrained_f1=after)
    model = model_of(made)
    assert labels_chart(model).sentence == "F1 rises on 1 labels, falls on 0 and stays on 1."
    assert confusion_chart(model).sentence.startswith("1 kinds of mistake grew and 1 shrank")
    assert "\u22122" in confusion_chart(model).sentence


def test_no_empty_chart_is_drawn(documents, model_of) -> None:
    made = documents(LABELS)
    made["comparison"]["confusion"]["legacy"] = made["comparison"]["confusion"]["retrained"]
    made["comparison"]["per_label"] = []
    model = model_of(made)
    assert confusion_chart(model) is None
    assert labels_chart(model) is None


def test_very_many_labels_leave_the_most_changed_in_the_heatmap(documents, model_of) -> None:
    model = model_of(documents([f"label_{number}" for number in range(DRAWN + 30)]))
    assert len(figure(confusion_chart(model)).data[0].z) == DRAWN


def test_ticks_are_data_and_never_markup(documents, model_of) -> None:
    model = model_of(documents(["<a href=https://x>", "b"]))
    ticks = figure(labels_chart(model)).layout.yaxis.ticktext
    assert "&lt;a href=https://x&gt;" in ticks
