"""Words become codes in their order, the most frequent first."""

import numpy as np
import pytest

from retrain.featurizers import fitted_from_state
from retrain.featurizers.tokens import Tokens
from retrain.ml_configuration.errors import InputError

RECORDS = {"text": ["the red house", "The green house!", "a the"], "more": ["", "the", "x"]}
GROUPS = np.array(["a", "b", "c"], dtype=object)


def tokens(**options):
    return Tokens(**{"columns": ("text", "more"), "length": 4, "min_groups": 2, "max_features": 9, **options})


def test_words_are_coded_in_their_order_the_most_spread_first():
    featurizer = tokens().fit(RECORDS, GROUPS)
    assert featurizer.state.text_lists == {"words": ("the", "house")}
    assert featurizer.feature_names == ("word 0", "word 1", "word 2", "word 3")
    features = featurizer.transform(RECORDS)
    assert features.dtype == np.float32
    assert features.tolist() == [[1, 0, 2, 0], [1, 0, 2, 1], [0, 1, 0, 0]]


def test_the_words_of_the_most_groups_are_kept_and_ties_go_by_alphabet():
    featurizer = tokens(min_groups=1, max_features=3).fit(RECORDS, GROUPS)
    assert featurizer.state.text_lists == {"words": ("the", "house", "a")}


def test_a_state_turns_back_into_the_same_featurizer():
    featurizer = tokens().fit(RECORDS, GROUPS)
    again = fitted_from_state(featurizer.to_state())
    assert np.array_equal(again.transform(RECORDS), featurizer.transform(RECORDS))


def test_no_word_at_all_names_the_remedy():
    with pytest.raises(InputError, match=r"no word of the text columns 'text', 'more' .* lower `min_groups`"):
        tokens(min_groups=4).fit(RECORDS, GROUPS)
