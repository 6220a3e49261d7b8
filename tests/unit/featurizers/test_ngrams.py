"""Texts become positions of their distinct words, and groups the positions of their members."""

import numpy as np

from retrain.featurizers.ngrams import encode_words, group_members, numbering


def test_words_are_lower_case_and_numbered_by_first_appearance():
    words = encode_words(("Red blue", "", "blue RED red"))
    assert words.distinct == ("red", "blue")
    assert words.texts.codes.tolist() == [0, 1, 1, 0, 0]
    assert words.texts.offsets.tolist() == [0, 2, 2, 5]


def test_keys_are_numbered_in_the_order_of_their_first_use():
    codes = numbering()
    assert [codes[key] for key in "abac"] == [0, 1, 0, 2]


def test_members_are_the_positions_of_each_group():
    members = group_members(np.array(["x", "y", "x"], object))
    assert members.codes.tolist() == [0, 2, 1]
    assert members.offsets.tolist() == [0, 2, 3]
