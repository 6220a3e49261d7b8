"""N-grams of characters stay inside words, which are padded with blanks."""

import numpy as np

from retrain.featurizers.character_ngrams import CharacterNgrams
from retrain.featurizers.ngrams import encode_words, group_members


def test_the_terms_are_runs_of_characters_inside_padded_words():
    groups = group_members(np.array(["x", "y"], object))
    terms = CharacterNgrams(2, 3).terms(encode_words(("ab c", "ab")), groups, 1)
    assert sorted(terms.names) == [" a", " ab", " c", " c ", "ab", "ab ", "b ", "c "]
    assert dict(zip(terms.names, terms.group_frequency.tolist(), strict=True))["ab"] == 2


def test_a_short_word_counts_once():
    groups = group_members(np.array(["x"], object))
    terms = CharacterNgrams(5, 7).terms(encode_words(("a",)), groups, 1)
    assert terms.names == [" a "]
