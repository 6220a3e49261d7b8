"""The ticks of a dot chart are round values around everything that it shows."""

from retrain.model_reports.deck.blocks import Dot, tick_values


def test_ticks_are_round_and_enclose_everything_that_is_shown():
    rows = [
        Dot("a", 0.626, 0.838, "", (0.587, 0.665), (0.804, 0.863), 0.898),
        Dot("b", None, 0.7, ""),
    ]
    assert tick_values(rows) == [0.5, 0.6, 0.7, 0.8, 0.9]


def test_a_single_value_has_two_ticks():
    assert tick_values([Dot("a", None, 0.0, "")]) == [0.0, 0.01]
