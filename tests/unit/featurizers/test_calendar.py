"""Dates become positions in time, in the year and in the week, and a missing one is marked."""

import numpy as np
import pytest

from retrain.featurizers import fitted_from_state
from retrain.featurizers.calendar import Calendar
from retrain.ml_configuration.errors import InputError


def days(*cells):
    return {"due": cells}


def fitted(*cells):
    return Calendar(columns=("due",)).fit(days(*cells), np.array(["g"] * len(cells), dtype=object))


def test_a_day_is_scaled_and_the_same_day_of_another_week_or_year_has_the_same_place_there():
    featurizer = fitted("2024-01-01", "2024-01-03")
    first, hour, week, year, missing = featurizer.transform(
        days("2024-01-01", "2024-01-03T23:59", "2024-01-08", "2025-01-01", "")
    )
    assert featurizer.feature_names[:2] == ("due day", "due year sine")
    assert (first[0], hour[0], week[0]) == (-1, 1, 6)
    np.testing.assert_allclose(first[3:5], week[3:5], atol=1e-5)
    np.testing.assert_allclose(first[1:3], year[1:3], atol=0.02)
    assert abs(first[3:5] - hour[3:5]).max() > 0.5
    assert missing.tolist() == [0, 0, 0, 0, 0, 1]


def test_a_far_day_stays_within_float32_and_a_constant_column_has_scale_1():
    assert fitted("2024-01-01").transform(days("9999-12-31", "2024-01-02"))[:, 0].tolist() == [1e4, 1]


def test_a_column_without_a_day_is_refused():
    with pytest.raises(InputError, match=r"date column 'due' has no day.*role 'ignore'"):
        fitted("", "")


def test_a_state_turns_back_into_the_same_featurizer():
    featurizer = fitted("2024-01-01", "", "2020-02-29")
    again = fitted_from_state(featurizer.to_state())
    assert np.array_equal(again.transform(days("2021-05-05", "")), featurizer.transform(days("2021-05-05", "")))
    assert again.transform(days()).shape == (0, 6)
