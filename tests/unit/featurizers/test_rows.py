"""A featurizer that reads one record by itself yields the bits that it has among many."""

import numpy as np
import pandas as pd
import pytest

from retrain.featurizers import ReadRow, Row, SparseRow
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
def test_a_featurizer_reads_one_record_with_the_bits_of_many(kind, options, cells):
    records = pd.DataFrame({"x": cells}, dtype=str)
    fitted = kind(columns=("x",), **options).fit(records.head(3), np.array(["a", "b", "c"], object))
    table, read = fitted.transform(records), fitted.row
    assert read is not None
    for place, cell in enumerate(cells):
        assert dense_of(read, {"x": cell}, table.shape[1]).tobytes() == as_dense(table)[place].tobytes()


def dense_of(read: ReadRow, record: dict[str, str], width: int) -> np.ndarray:
    row: Row = read(record)
    if not isinstance(row, SparseRow):
        return row
    dense = np.zeros(width, np.float32)
    dense[row.columns] = row.values
    return dense


def as_dense(table) -> np.ndarray:
    return table if isinstance(table, np.ndarray) else table.toarray()
