"""The headline scores of both models are shown with their intervals, in the tiles, the table and the chart."""

import plotly.graph_objects as go

from retrain.model_reports.charts.headline_scores import scores_chart, scores_table, tiles

LABELS = ["lion", "tiger", "bee"]


def test_scores_have_intervals_the_best_possible_score_and_the_gain_from_taggers(documents, model_of) -> None:
    rows = {row[0]: row[1:] for row in scores_table(model_of(documents(LABELS))).rows}
    assert rows["Macro F1, recent"][1] == "0.842 (0.832 to 0.852)"
    assert rows["Macro F1, validation"] == ("0.760", "0.851", "+0.091", "0.913")
    assert rows["Gain in macro F1 from taggers, validation"][:2] == ("+0.009", "+0.012")


def test_scores_without_taggers_have_no_row_for_them(documents, model_of) -> None:
    made = documents(LABELS)
    del made["metrics"]["validation"]["taggers"]
    assert len(scores_table(model_of(made)).rows) == 4


def test_flips_have_a_tile_only_where_there_are_two_models(documents, model_of) -> None:
    both = tiles(model_of(documents(LABELS)))
    alone = tiles(model_of(documents(LABELS, legacy=False)))
    assert [value for _, value, _ in both[:3]] == ["0.842", "0.861", "211 / 64"]
    assert len(alone) == 3
    assert alone[0][2] == "95 % interval 0.832 to 0.852"


def test_a_score_without_legacy_and_interval_has_a_note(documents, model_of) -> None:
    made = documents(LABELS, legacy=False)
    made["comparison"]["macro_f1"]["retrained_interval"] = None
    assert tiles(model_of(made))[0] == ("Macro F1, recent", "0.842", "no legacy model")


def test_without_a_legacy_model_none_is_drawn(documents, model_of) -> None:
    chart = scores_chart(model_of(documents(LABELS, legacy=False)))
    traces = go.Figure({"data": chart.figure["data"], "layout": chart.figure["layout"]}).data
    assert [trace.name for trace in traces] == ["retrained", "best possible"]
