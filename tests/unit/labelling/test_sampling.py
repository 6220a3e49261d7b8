"""Rows are selected by smallest margin, with diverse labels and texts, and a tenth at random."""

import numpy as np
import pytest

from retrain.labelling import Pool, SelectionReason, margins, select_rows

LABELS = np.array(["bill", "meter", "moving"], dtype=object)
WORDS = ["amount", "cellar", "keys", "display", "flat", "counter", "landlord", "payment", "transfer", "digits"]


def pool(rows: int, labelled: float = 0.5) -> Pool:
    draws = np.random.default_rng(3)
    return Pool(
        texts=[f"{' '.join(draws.choice(WORDS, 6))} {number:x}" for number in range(rows)],
        predictions=draws.choice(LABELS, rows),
        margins=draws.uniform(-1, 1, rows),
        labelled=draws.random(rows) < labelled,
    )


def test_the_margin_is_the_lead_of_the_label_or_else_of_the_prediction():
    probabilities = np.array([[0.7, 0.2, 0.1]] * 3)
    assert margins(probabilities, np.array([0, 1, -1])).tolist() == pytest.approx([0.5, -0.5, 0.5])


def test_a_model_of_one_label_has_a_margin_too():
    assert margins(np.ones((2, 1)), np.array([0, -1])).tolist() == [1.0, 1.0]


def test_nine_in_ten_have_the_smallest_margins_and_confirmed_labels_are_left_out():
    given = pool(400)
    chosen = select_rows(given, 40, seed=1)
    useful = [row for row, reason in chosen.items() if reason is not SelectionReason.RANDOM]
    assert len(chosen) == 40
    assert len(useful) == 36
    assert [given.margins[row] for row in useful] == sorted(given.margins[useful])
    assert all((chosen[row] is SelectionReason.DOUBTFUL) == given.labelled[row] for row in useful)
    assert all(given.margins[row] < 0 for row in useful if given.labelled[row])


def test_a_tenth_is_drawn_from_all_rows_by_the_seed():
    given = pool(400, labelled=1.0)
    one, same, other = (
        [row for row, reason in select_rows(given, 100, seed).items() if reason is SelectionReason.RANDOM]
        for seed in (1, 1, 2)
    )
    assert one == same != other
    assert len(one) == 10
    assert max(given.margins[one]) > 0


def test_no_predicted_label_exceeds_its_share():
    given = pool(400, labelled=0.0)
    hard = np.where(given.predictions == "bill", given.margins - 3, given.margins)
    chosen = select_rows(Pool(given.texts, given.predictions, hard, given.labelled), 50, seed=1)
    useful = [row for row, reason in chosen.items() if reason is not SelectionReason.RANDOM]
    assert (given.predictions[useful] == "bill").sum() == 15
    assert len(useful) == 45


def test_only_the_most_useful_of_nearly_equal_texts_is_selected():
    texts = [
        "the meter in my cellar shows other digits",
        "The meter in my cellar shows other digits!",
        "keys of the flat",
    ]
    same = Pool(texts, LABELS, np.array([0.2, 0.1, 0.3]), np.zeros(3, dtype=bool))
    assert [row for row, reason in select_rows(same, 3, 1).items() if reason is not SelectionReason.RANDOM] == [1, 2]


def test_a_pool_with_fewer_rows_is_selected_whole():
    assert set(select_rows(pool(5, labelled=0.0), 100, seed=1)) == set(range(5))
