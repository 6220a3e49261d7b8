"""A split needs shares, days and names that make sense."""

from copy import deepcopy
from datetime import date

import pytest
from pydantic import ValidationError

from retrain.ml_configuration.split import Seal, Splitting


def changed(values, dotted, value):
    copy = deepcopy(values)
    *path, last = dotted.split(".")
    section = copy
    for key in path:
        section = section[key]
    section[last] = value
    return copy


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("validation", 0.5, "less than 0.5"),
        ("validation", 0, "greater than 0"),
        ("seal.share", "much", "valid number"),
        ("seal.until", "2025-13-01", "valid date"),
        ("seal.name", "../uses", "match pattern"),
        ("recent.months", 0, "greater than or equal to 1"),
        ("recent.share", float("nan"), "finite number"),
        ("test", 0.2, "Extra inputs are not permitted"),
    ],
)
def test_shares_days_and_names_out_of_range_are_refused(tiny_values, key, value, message):
    with pytest.raises(ValidationError, match=message):
        Splitting.model_validate(changed(tiny_values["split"], key, value))


def test_a_day_is_read_as_a_date(tiny_values):
    assert Splitting.model_validate(tiny_values["split"]).seal.until == date(2025, 4, 30)


def test_a_seal_without_a_day_is_refused():
    with pytest.raises(ValidationError, match="no day is sealed"):
        Seal(name="s2", salt="x", share=0.1, since=date(2025, 4, 30), until=date(2025, 4, 30))


def test_recent_can_start_on_a_given_day_without_a_change_of_the_original(tiny_values):
    splitting = Splitting.model_validate(tiny_values["split"])
    changed = splitting.with_recent_since(date(2025, 7, 1))
    assert (changed.recent.since, changed.recent.months) == (date(2025, 7, 1), splitting.recent.months)
    assert splitting.recent.since != changed.recent.since
