"""Columns are made from others without overwriting one."""

import pytest
from pydantic import ValidationError

from retrain.adapters.deriving import ExtractText, JoinColumns
from retrain.ml_configuration.errors import InputError

RECORDS = {"id": ["1", "2", "3"], "title": ["Sea", "", "Sun"], "made": ["c.1997-9", "no date", "1880"]}


def test_columns_are_joined_and_stay():
    joined = JoinColumns(columns=("title", "made"), into="text", separator=" / ").adapt(RECORDS)
    assert joined["text"] == ["Sea / c.1997-9", " / no date", "Sun / 1880"]
    assert joined["title"] == RECORDS["title"]
    assert "text" not in RECORDS


def test_what_a_pattern_matches_first_is_extracted_and_the_rest_is_missing():
    years = ExtractText(column="made", into="made", pattern="([0-9]{4})").adapt(RECORDS)
    assert years["made"] == ["1997", "", "1880"]
    optional = ExtractText(column="made", into="mark", pattern=r"(c\.)?[0-9]").adapt(RECORDS)
    assert optional["mark"] == ["c.", "", ""]


@pytest.mark.parametrize("pattern", ["[0-9]{4}", "([0-9])([0-9])", "(?=x)(y)", "("])
def test_a_pattern_without_exactly_one_group_is_refused(pattern):
    with pytest.raises(ValidationError, match=r"linear time|groups"):
        ExtractText(column="made", into="year", pattern=pattern)


def test_no_column_is_overwritten_by_accident_and_none_may_be_absent():
    with pytest.raises(InputError, match="already have a column 'id'"):
        JoinColumns(columns=("title",), into="id").adapt(RECORDS)
    with pytest.raises(InputError, match="titel"):
        JoinColumns(columns=("titel",), into="text").adapt(RECORDS)
