"""The deck's phrases and numbers in the language of its readers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from retrain.ml_configuration.errors import InputError
from retrain.model_reports.escaping import one_line
from retrain.model_reports.formatting import format_change, format_count, format_score
from retrain.model_reports.tables.report_table import Data, Table

MAX_CELL = 44
SWAP_MARKS = str.maketrans(".,", ",.")


@dataclass(frozen=True)
class Translator:
    """Translates English phrases and formatted numbers.

    Attributes:
        words: English phrase, with its `{fields}` -> translation.
        decimal_comma: whether numbers are written as 1.234,5.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    decimal_comma: bool = False

    def text(self, phrase: str, **fields: str) -> str:
        """The phrase translated, or in English without a translation, its fields filled in.

        Raises:
            InputError: a translation names a field that the phrase does not have.
        """
        try:
            return self.words.get(phrase, phrase).format_map(fields)
        except (LookupError, ValueError, AttributeError) as error:
            location = f"conf/report: style.words: {phrase!r}"
            message = f"{location}: use only the fields {sorted(fields)} in its translation"
            raise InputError(message) from error

    def number(self, formatted: str) -> str:
        """A formatted number with the language's decimal mark."""
        return formatted.translate(SWAP_MARKS) if self.decimal_comma else formatted

    def score(self, value: float | None) -> str:
        """A score such as `0.713`."""
        return self.number(format_score(value))

    def change(self, value: float | None, digits: int = 3) -> str:
        """A signed difference such as `+0.021`."""
        return self.number(format_change(value, digits))

    def count(self, value: int) -> str:
        """A number of rows such as `12,345`."""
        return self.number(format_count(value))

    def percent(self, share: float, digits: int = 1) -> str:
        """A share such as `84.4 %`."""
        return self.number(f"{100 * share:.{digits}f} %")

    def table(self, table: Table) -> Table:
        """The table with its words and numbers translated, and each cell of data on one line."""
        return replace(
            table,
            caption=self.text(table.caption),
            columns=tuple(map(self.text, table.columns)),
            rows=tuple(tuple(map(self._cell, row)) for row in table.rows),
        )

    def _cell(self, cell: str) -> str:
        if isinstance(cell, Data):
            return one_line(cell, MAX_CELL)
        return self.number(cell) if cell[-1:].isdigit() else self.text(cell)
