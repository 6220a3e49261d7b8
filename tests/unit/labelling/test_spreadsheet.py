"""The CSV for a spreadsheet holds no formula, and its annotations have their lines."""

import csv
import io

import pytest

from retrain.labelling import LabelRequest, SelectionReason
from retrain.labelling.spreadsheet import read_csv, write_csv
from retrain.ml_configuration.errors import InputError


def test_no_cell_of_the_csv_is_a_formula():
    text = write_csv([LabelRequest("+1", "-2", "\u200b=1", "@x", 0.5, SelectionReason.RANDOM)])
    (row,) = csv.DictReader(io.StringIO(text))
    assert [row[name] for name in ("record_id", "text", "prediction", "digest")] == ["'+1", "'\u200b=1", "'@x", "'-2"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('record_id,text,label,digest\n"a', "f:2: "),
        ("record_id;text;label;digest\n", "f:1: there is no column 'record_id'"),
    ],
)
def test_a_file_of_another_format_is_refused(text, message):
    with pytest.raises(InputError) as problem:
        read_csv(text, "f")
    assert str(problem.value).startswith(message)


def test_an_annotation_has_the_first_line_of_its_row():
    first, second = read_csv('record_id,text,label,digest\n1,"a\na",x,0\n2,b,y,0\n', "f")
    assert (first.line, second.line) == (2, 4)
