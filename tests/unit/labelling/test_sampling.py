import numpy as np
import pytest

from retrain.labelling import Pool, Why, choose, margins

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


def test_a_margin_says_how_far_the_label_is_ahead_and_without_one_the_answer():
    probabilities = np.array([[0.7, 0.2, 0.1]] * 3)
    assert margins(probabilities, np.array([0, 1, -1])).tolist() == pytest.approx([0.5, -0.5, 0.5])


def test_a_model_of_one_label_has_a_margin_too():
    assert margins(np.ones((2, 1)), np.array([0, -1])).tolist() == [1.0, 1.0]


def test_nine_in_ten_are_the_smallest_margins_and_labels_that_nobody_contradicts_are_left_alone():
    given = pool(400)
    chosen = choose(given, 40, seed=1)
    useful = [place for place, why in chosen.items() if why is not Why.RANDOM]
    assert len(chosen) == 40
    assert len(useful) == 36
    assert [given.margins[place] for place in useful] == sorted(given.margins[useful])
    assert all((chosen[place] is Why.DOUBTFUL) == given.labelled[place] for place in useful)
    assert all(given.margins[place] < 0 for place in useful if given.labelled[place])


def test_a_tenth_is_drawn_from_all_rows_by_the_seed():
    given = pool(400, labelled=1.0)
    one, same, other = (
        [place for place, why in choose(given, 100, seed).items() if why is Why.RANDOM] for seed in (1, 1, 2)
    )
    assert one == same != other
    assert len(one) == 10
    assert max(given.margins[one]) > 0


def test_no_label_takes_more_than_its_share():
    given = pool(400, labelled=0.0)
    hard = np.where(given.predictions == "bill", given.margins - 3, given.margins)
    chosen = choose(Pool(given.texts, given.predictions, hard, given.labelled), 50, seed=1)
    useful = [place for place, why in chosen.items() if why is not Why.RANDOM]
    assert (given.predictions[useful] == "bill").sum() == 15
    assert len(useful) == 45


def test_of_nearly_equal_texts_only_the_most_useful_one_is_asked_for():
    texts = [
        "the meter in my cellar shows other digits",
        "The meter in my cellar shows other digits!",
        "keys of the flat",
    ]
    same = Pool(texts, LABELS, np.array([0.2, 0.1, 0.3]), np.zeros(3, dtype=bool))
    assert [place for place, why in choose(same, 3, 1).items() if why is not Why.RANDOM] == [1, 2]


def test_fewer_rows_than_asked_for_are_all_of_them():
    assert set(choose(pool(5, labelled=0.0), 100, seed=1)) == set(range(5))
