"""A table that the page, the Markdown reports, the deck and the terminal print."""

from dataclasses import dataclass


class Data(str):
    """A cell that comes from data or configuration, so every printer escapes it."""

    __slots__ = ()


@dataclass(frozen=True)
class Table:
    """Rows of cells under column headings.

    Attributes:
        caption: what the table contains.
        columns: the headings.
        rows: one tuple of cells a row, as long as `columns`.
        texts: number of columns, from the left, that contain words; the others contain numbers.
        tones: a CSS class for each row, or empty.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: int = 1
    tones: tuple[str, ...] = ()
