"""Rows of different lengths are gathered, recoded, counted and cut without mixing them up."""

import numpy as np
import pytest

from retrain.featurizers import ragged
from retrain.featurizers.ragged import UNKNOWN, Ragged, concatenate, encode_rows, from_arrays

ROWS = [[2, 0, 2], [], [1]]


def from_rows(rows: list[list[int]]) -> Ragged:
    return from_arrays([np.array(row, np.int32) for row in rows])


def rows_of(rows: Ragged) -> list[list[int]]:
    return [part.tolist() for part in np.split(rows.codes, rows.offsets[1:-1])]


def test_rows_are_stored_one_after_another():
    assert rows_of(from_rows(ROWS)) == ROWS
    assert rows_of(encode_rows([["c", "a", "c"], [], ["b"]], "abc".index)) == ROWS
    assert rows_of(concatenate([from_rows(ROWS[:1]), from_rows(ROWS[1:])])) == ROWS


def test_gathering_replaces_each_code_by_a_row():
    inner = from_rows([[7], [8, 9], []])
    assert rows_of(from_rows([[1, 0], [2], [1]]).gather(inner)) == [[8, 9, 7], [], [8, 9]]


def test_recoding_keeps_what_is_unknown_until_it_is_dropped():
    recoded = from_rows([[0, 1], [UNKNOWN]]).recode(np.array([5, UNKNOWN], np.int32))
    assert rows_of(recoded) == [[5, UNKNOWN], [UNKNOWN]]
    assert rows_of(recoded.drop_unknown()) == [[5], []]


@pytest.mark.parametrize("width", [3, 9])
def test_counts_are_those_of_each_row(width):
    counts = from_rows(ROWS).counts(width)
    assert counts.has_sorted_indices
    assert counts.toarray()[:, :3].tolist() == [[1, 0, 2], [0, 0, 0], [0, 1, 0]]


def test_chunks_cut_no_row(monkeypatch):
    monkeypatch.setattr(ragged, "CHUNK", 2)
    rows = from_rows([[1, 2, 3], [4], [], [5, 6]])
    chunks = list(rows.chunks())
    assert len(chunks) > 1
    assert rows_of(concatenate(chunks)) == rows_of(rows)
