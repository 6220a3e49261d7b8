"""Which day a letter arrives, and how far the drift has come by then."""

from calendar import monthrange
from datetime import date

import numpy as np

from records.mail.drawing import Integers

FIRST_YEAR = 2024
MONTHS = 24
DRIFT_BEGINS = 12
DRIFT_STEPS = 6


def months_until(day: date) -> int:
    """How many months of mail begin on or before a day: 0 to 24."""
    return min(max((day.year - FIRST_YEAR) * 12 + day.month, 0), MONTHS)


def drift(months: Integers) -> Integers:
    """How far the drift has come in each month, counted from the first of all: 0 before it, 6 from the 18th on."""
    return np.clip(months - DRIFT_BEGINS + 1, 0, DRIFT_STEPS)


def arrival(row: int, rows_per_month: int) -> str:
    """The day on which a row arrives, in ISO 8601; the letters of a month are spread over it in their order."""
    month, nth = divmod(row, rows_per_month)
    year, month = FIRST_YEAR + month // 12, month % 12 + 1
    return date(year, month, 1 + nth * monthrange(year, month)[1] // rows_per_month).isoformat()
