"""N-grams of words occur in enough groups, and a reader finds them in one text or in many."""

import numpy as np
import pytest

from retrain.featurizers.character_ngrams import CharacterNgrams
from retrain.featurizers.ngrams import encode_words, group_members
from retrain.featurizers.word_ngrams import WordNgrams

TEXTS = ("red bill paid", "red bill", "bill paid twice")


@pytest.mark.parametrize(("min_groups", "names"), [
    (1, ["bill", "bill paid", "paid", "paid twice", "red", "red bill", "twice"]),
    (2, ["bill", "bill paid", "paid", "red", "red bill"]),
])  # fmt: skip
def test_the_terms_are_those_of_enough_groups(min_groups, names):
    groups = group_members(np.array(["x", "y", "z"], object))
    terms = WordNgrams(1, 2).terms(encode_words(TEXTS), groups, min_groups)
    assert sorted(terms.names) == names
    frequency = dict(zip(terms.names, terms.group_frequency.tolist(), strict=True))
    assert frequency["bill"] == 3
    assert frequency["red bill"] == 2


@pytest.mark.parametrize("analyzer", [WordNgrams(1, 3), WordNgrams(2, 2), CharacterNgrams(2, 4)])
def test_a_reader_finds_the_same_terms_in_one_text_and_in_many(analyzer):
    words = encode_words(TEXTS)
    terms = analyzer.terms(words, group_members(np.arange(3).astype(object)), 1)
    columns = {name: column for column, name in enumerate(terms.names[::2])}
    reader = analyzer.reader(columns)
    (rows,) = reader.read_texts(words)
    many = np.split(rows.codes, rows.offsets[1:-1])
    assert [sorted(row.tolist()) for row in many] == [sorted(reader.read_text(text).tolist()) for text in TEXTS]
    assert sum(map(len, many)) > 0
