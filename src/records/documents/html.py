"""Reads HTML; nothing that a page links to is fetched."""

import re
from html.parser import HTMLParser

from records.documents.document import Document
from records.documents.file_kinds import FileKind
from records.documents.plain_text import decode_text

INVISIBLE = {"script", "style", "template"}
INLINE = {"a", "abbr", "b", "code", "em", "font", "i", "mark", "small", "span", "strong"}
INLINE |= {"sub", "sup", "u"}
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)


def read_html(raw: bytes) -> Document:
    """The text of a page with its title, without scripts and styles."""
    charset = CHARSET.search(raw[:1024])
    page = HtmlText(decode_text(raw, charset[1].decode() if charset else None))
    images = page.counts["img"]
    tables = page.counts["table"]
    return Document(FileKind.HTML, text=page.text, images=images, tables=tables)


class HtmlText(HTMLParser):
    """The visible text of a page, and its numbers of images and tables.

    Attributes:
        counts: tag, `img` or `table` -> number of such elements.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.counts = {"img": 0, "table": 0}
        self._invisible_depth = 0
        self._pieces: list[str] = []
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        """The text, one line a block."""
        return "".join(self._pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Counts images and tables, and begins a line at a block."""
        self._invisible_depth += tag in INVISIBLE
        if tag in self.counts:
            self.counts[tag] += 1
        self._break_line(tag)

    def handle_endtag(self, tag: str) -> None:
        """Ends the line of a block."""
        self._invisible_depth -= tag in INVISIBLE and self._invisible_depth > 0
        self._break_line(tag)

    def handle_data(self, data: str) -> None:
        """Appends visible text."""
        if not self._invisible_depth:
            self._pieces.append(data)

    def _break_line(self, tag: str) -> None:
        if tag not in INLINE:
            self._pieces.append("\n")
