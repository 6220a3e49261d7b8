"""The features of one record have the bits that they have among many."""

import numpy as np
import pytest

from retrain.featurizers import Row, RowTransform, SparseRow
from retrain.featurizers.one_hot import OneHot
from retrain.featurizers.standard_scaler import StandardScaler
from retrain.featurizers.tfidf import Tfidf


@pytest.mark.parametrize(
    ("kind", "options", "cells"),
    [
        (OneHot, {"min_groups": 1}, ["red", "blue", "", "green", "red"]),
        (StandardScaler, {}, ["1", "", "3e9", "-2.5", "1e308"]),
        (
            Tfidf,
            {"analyzer": "word", "min_ngram": 1, "max_ngram": 3, "min_groups": 1, "sublinear": True},
            ["a red bill red bill", "", "bill paid twice, twice paid", "zzz", "red red red red"],
        ),
        (
            Tfidf,
            {"analyzer": "char_wb", "min_ngram": 2, "max_ngram": 4, "min_groups": 1, "sublinear": False},
            ["a red bill red bill", "", "bill paid twice, twice paid", "zzz", "red red red red"],
        ),
    ],
)
def test_a_row_transform_has_the_bits_of_the_batch_transform(kind, options, cells):
    records = {"x": cells}
    fitted = kind(columns=("x",), **options).fit({"x": cells[:3]}, np.array(["a", "b", "c"], object))
    table = fitted.transform(records)
    read = fitted.row_transform
    assert read is not None
    for position, cell in enumerate(cells):
        assert dense_of(read, {"x": cell}, table.shape[1]).tobytes() == as_dense(table)[position].tobytes()


def dense_of(read: RowTransform, record: dict[str, str], width: int) -> np.ndarray:
    row: Row = read(record)
    if not isinstance(row, SparseRow):
        return row
    dense = np.zeros(width, np.float32)
    dense[row.columns] = row.values
    return dense


def as_dense(table) -> np.ndarray:
    return table if isinstance(table, np.ndarray) else table.toarray()
