"""Which records say nearly the same."""

import numpy as np
import pytest

from retrain.task_setup.near_duplicates import near_duplicates, shingles

WORDS = np.array([f"word{number}" for number in range(500)])


def invented(count: int, length: int, seed: int) -> list[str]:
    return [" ".join(words) for words in np.random.default_rng(seed).choice(WORDS, (count, length))]


def test_a_text_with_one_word_changed_is_found_among_a_thousand_and_others_stay_alone():
    texts = invented(1000, 60, seed=1)
    words = [text.upper().split() for text in texts[:200]]
    changed = ["  ".join([*each[:30], "other", *each[31:]]) for each in words]
    groups = near_duplicates([shingles(text) for text in [*texts, *changed]])
    assert np.array_equal(groups[:200], groups[1000:])
    assert len(np.unique(groups)) == 1000


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("a b c d e f g h i j k l", "A  b c d e f g h i j k l", True),
        ("a b c d e f g h i j k l", "a b c d e f g h i j k m", True),
        ("a b c d e f g h i j k l", "a b c x e f g h i j k l", False),
        ("thanks", "Thanks ", True),
        ("thanks a", "thanks b", False),
    ],
)
def test_two_texts_are_joined_where_four_in_five_of_their_shingles_agree(one, other, alike):
    groups = near_duplicates([shingles(one), shingles(other)])
    assert (groups[0] == groups[1]) is np.bool_(alike)


def test_one_record_is_its_own_group():
    assert near_duplicates([["x"]]).tolist() == [0]
