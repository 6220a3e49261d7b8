"""One table, printed alike on the page and in the comment."""

from dataclasses import dataclass


class Data(str):
    """A cell whose string came from data or configuration, so that every printer escapes it as such."""

    __slots__ = ()


@dataclass(frozen=True)
class Table:
    """Cells under their headings.

    Attributes:
        caption: says what the table holds.
        columns: the headings.
        rows: one tuple of cells a row, as long as `columns`.
        texts: so many columns, from the left, hold words; the others hold numbers.
        tones: a class for each row, or empty.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: int = 1
    tones: tuple[str, ...] = ()
