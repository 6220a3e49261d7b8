"""What a source yields."""

from dataclasses import dataclass

import pandas as pd

from records.quarantine import BadCell, count_rows


@dataclass(frozen=True)
class Gathered:
    """The records of a source, and what became of the rows that are not among them.

    Attributes:
        records: the rows that are kept, as strings.
        oracle: id, label, probability, truth as strings: the best possible answer; without rows where nobody knows it.
        quarantine: every bad cell, in the order of files and lines.
        after_as_of: rows later than the day up to which the source is read.
    """

    records: pd.DataFrame
    oracle: pd.DataFrame
    quarantine: tuple[BadCell, ...]
    after_as_of: int

    @property
    def quarantined(self) -> int:
        """Rows in the quarantine."""
        return count_rows(self.quarantine)

    @property
    def read(self) -> int:
        """Rows in the source: those kept, in quarantine and after `as_of`."""
        return len(self.records) + self.quarantined + self.after_as_of


def no_oracle() -> pd.DataFrame:
    """The oracle of a source whose truth nobody knows: a header without rows."""
    return pd.DataFrame(columns=["id", "label", "probability", "truth"], dtype=str)
