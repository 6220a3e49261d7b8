"""The words of the deck in the language of its readers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from retrain.ml_configuration.errors import InputError
from retrain.model_reports.escaping import one_line
from retrain.model_reports.tables.table import Data, Table

CELL = 44
COMMA = str.maketrans(".,", ",.")


@dataclass(frozen=True)
class Wording:
    """Puts English phrases and numbers into another language.

    Attributes:
        words: an English phrase, with its `{fields}` -> the same in that language.
        decimal_comma: whether numbers are written as 1.234,5.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    decimal_comma: bool = False

    def say(self, phrase: str, **facts: str) -> str:
        """The phrase in that language, or in English where it is not known, its fields filled.

        Raises:
            InputError: a translation names a field that the phrase does not have.
        """
        try:
            return self.words.get(phrase, phrase).format_map(facts)
        except (LookupError, ValueError, AttributeError) as error:
            place = f"conf/report: style.words: {phrase!r}"
            raise InputError(f"{place}: write only the fields {sorted(facts)} in its translation") from error

    def number(self, written: str) -> str:
        """A written number with its decimal mark."""
        return written.translate(COMMA) if self.decimal_comma else written

    def percent(self, share: float, digits: int = 1) -> str:
        """A share such as `84.4 %`."""
        return self.number(f"{100 * share:.{digits}f} %")

    def table(self, table: Table) -> Table:
        """The table with its own words and numbers put into that language, and what came from data on one line."""
        rows = tuple(tuple(map(self._cell, row)) for row in table.rows)
        return replace(table, caption=self.say(table.caption), columns=tuple(map(self.say, table.columns)), rows=rows)

    def _cell(self, cell: str) -> str:
        if isinstance(cell, Data):
            return one_line(cell, CELL)
        return self.number(cell) if cell[-1:].isdigit() else self.say(cell)
