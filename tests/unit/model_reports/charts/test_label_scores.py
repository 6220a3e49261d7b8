"""The labels are shown with the largest loss first, and the underpowered ones are marked."""

import plotly.graph_objects as go

from retrain.model_reports.charts.label_scores import labels_chart, labels_table, largest_changes

LABELS = ["lion", "tiger", "bee"]


def figure(chart) -> go.Figure:
    return go.Figure({"data": chart.figure["data"], "layout": chart.figure["layout"]})


def with_scores(documents, legacy: tuple[float, ...], retrained: tuple[float, ...]):
    made = documents(LABELS[: len(legacy)])
    for entry, before, after in zip(made["comparison"]["per_label"], legacy, retrained, strict=True):
        entry.update(legacy_f1=before, retrained_f1=after)
    return made


def test_the_label_with_the_largest_loss_comes_first(documents, model_of) -> None:
    comparison = model_of(with_scores(documents, (0.5, 0.9, 0.7), (0.6, 0.8, 0.7))).comparison
    assert [row[0] for row in labels_table(comparison).rows] == ["tiger", "bee", "lion"]
    assert [row[0] for row in largest_changes(comparison).rows] == ["tiger", "lion"]


def test_without_a_legacy_model_no_label_changed(documents, model_of) -> None:
    model = model_of(documents(LABELS, legacy=False))
    assert largest_changes(model.comparison).rows == ()
    assert [trace.name for trace in figure(labels_chart(model)).data] == ["retrained"]


def test_underpowered_labels_are_marked(documents, model_of) -> None:
    made = documents(["a", "b"])
    made["decision"]["reasons"][0]["detail"] = {"underpowered": ["b"]}
    chart = labels_chart(model_of(made))
    assert sorted(figure(chart).layout.yaxis.ticktext) == ["a", "b ○"]
    assert "1 have too few rows to detect even a large loss (underpowered)." in chart.sentence


def test_the_sentence_counts_what_changed(documents, model_of) -> None:
    chart = labels_chart(model_of(with_scores(documents, (0.5, 0.9), (0.6, 0.9))))
    assert chart.sentence == "F1 rises on 1 labels, falls on 0 and is unchanged on 1."


def test_without_labels_there_is_no_chart(documents, model_of) -> None:
    made = documents(LABELS)
    made["comparison"]["per_label"] = []
    assert labels_chart(model_of(made)) is None


def test_tick_labels_are_escaped(documents, model_of) -> None:
    chart = labels_chart(model_of(documents(["<a href=https://x>", "b"])))
    assert "&lt;a href=https://x&gt;" in figure(chart).layout.yaxis.ticktext
