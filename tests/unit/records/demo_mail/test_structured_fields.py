"""The structured columns: months and days of arrival."""

from datetime import date

import pytest

from records.demo_mail.structured_fields import arrival, months_until


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2020, 5, 5), 0),
        (date(2024, 1, 1), 1),
        (date(2025, 9, 30), 21),
        (date(2025, 12, 31), 24),
        (date(2030, 1, 1), 24),
    ],
)
def test_a_snapshot_counts_the_months_that_have_begun(day, months):
    assert months_until(day) == months


@pytest.mark.parametrize("rows_per_month", [1, 7, 120, 500])
def test_days_are_sorted_and_stay_in_their_month(rows_per_month):
    days = [arrival(row, rows_per_month) for row in range(24 * rows_per_month)]
    assert days == sorted(days)
    months = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
    assert [day[:7] for day in days[::rows_per_month]] == months
