"""Rows are counted by triples of true label and both predictions."""

import numpy as np
import pytest

from retrain.decision import PairedCounts
from retrain.ml_configuration.errors import InputError


def column(text):
    return np.array(list(text), dtype=object)


def counted():
    return PairedCounts.of(column("aabbc"), column("aabab"), column("abbbb"), ("a", "b", "c"))


def test_rows_are_counted_by_distinct_triple():
    counts = counted()
    triples = zip(counts.truth.tolist(), counts.legacy.tolist(), counts.retrained.tolist(), strict=True)
    assert dict(zip(triples, counts.n.tolist(), strict=True)) == {
        (0, 0, 0): 1,
        (0, 0, 1): 1,
        (1, 0, 1): 1,
        (1, 1, 1): 1,
        (2, 1, 1): 1,
    }


def test_rows_are_counted_by_who_is_right():
    counts = counted()
    assert counts.rows == 5
    assert counts.count(counts.legacy_right) == 3
    assert counts.count(counts.retrained_right & ~counts.legacy_right) == 1


def test_only_rows_with_a_known_truth_are_kept():
    kept = counted().with_truth_in({"b", "c", "never seen"})
    assert kept.rows == 3
    assert set(kept.truth.tolist()) == {1, 2}
    assert kept.labels == ("a", "b", "c")


def test_a_label_that_is_not_listed_is_named():
    with pytest.raises(InputError, match="label 'c', which is not among the 2 labels"):
        PairedCounts.of(column("ab"), column("ac"), column("ab"), ("a", "b"))


def test_no_rows_and_no_labels_are_zero_triples():
    empty = column("")
    assert PairedCounts.of(empty, empty, empty, ()).rows == 0


def test_numpy_string_arrays_count_like_object_arrays():
    text = column("aabbc").astype(np.str_)
    assert PairedCounts.of(text, text, text, ("a", "b", "c")).n.tolist() == [2, 2, 1]
