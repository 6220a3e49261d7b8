"""Texts are near-duplicates exactly where four in five of their shingles agree."""

import numpy as np
import pytest

from retrain.task_setup import near_duplicates
from retrain.task_setup.near_duplicates import near_duplicate_groups, shingles

WORDS = np.array([f"word{number}" for number in range(500)])


def invented(count: int, length: int, seed: int) -> list[str]:
    return [" ".join(words) for words in np.random.default_rng(seed).choice(WORDS, (count, length))]


def test_texts_with_one_word_changed_are_found_among_a_thousand():
    texts = invented(1000, 60, seed=1)
    words = [text.upper().split() for text in texts[:200]]
    changed = ["  ".join([*text[:30], "other", *text[31:]]) for text in words]
    groups = near_duplicate_groups([shingles(text) for text in [*texts, *changed]])
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
    groups = near_duplicate_groups([shingles(one), shingles(other)])
    assert (groups[0] == groups[1]) is np.bool_(alike)


def test_a_single_text_is_a_group_of_its_own():
    assert near_duplicate_groups([["x"]]).tolist() == [0]


def test_texts_whose_hashes_collide_are_not_duplicates(monkeypatch):
    monkeypatch.setattr(near_duplicates, "HASH_SPACE", 16)
    groups = near_duplicate_groups([shingles(word) for word in WORDS])
    assert len(np.unique(groups)) == len(WORDS)
