"""A document's dates become days in ISO 8601."""

import pytest

from records.documents.document import iso_date


@pytest.mark.parametrize(
    ("written_day", "iso"),
    [
        ("D:20240105120000+01'00'", "2024-01-05"),
        ("2024-01-05T08:00Z", "2024-01-05"),
        ("20249905", ""),
        (None, ""),
    ],
)
def test_a_day_is_read_where_there_is_one(written_day, iso):
    assert iso_date(written_day) == iso
