"""The words of a page of HTML; nothing that it links to is fetched."""

import re
from html.parser import HTMLParser

from records.documents.document import Document
from records.documents.file_kinds import Kind
from records.documents.plain_text import decoded

UNSEEN = {"script", "style", "template"}
INLINE = {"a", "abbr", "b", "code", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u"}
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)


def read_html(raw: bytes) -> Document:
    """A page of HTML with its title, without scripts and styles."""
    charset = CHARSET.search(raw[:1024])
    page = Page(decoded(raw, charset[1].decode() if charset else None))
    return Document(Kind.HTML, text=page.text, images=page.counts["img"], tables=page.counts["table"])


class Page(HTMLParser):
    """The text that a reader of the page sees, and how many images and tables it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.counts = {"img": 0, "table": 0}
        self._unseen = 0
        self._pieces: list[str] = []
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        """The words, a line per block."""
        return "".join(self._pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Counts images and tables, and begins a line where a block begins."""
        self._unseen += tag in UNSEEN
        if tag in self.counts:
            self.counts[tag] += 1
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        """Ends a line where a block ends."""
        self._unseen -= tag in UNSEEN and self._unseen > 0
        self._break(tag)

    def handle_data(self, data: str) -> None:
        """Keeps the words that are seen."""
        if not self._unseen:
            self._pieces.append(data)

    def _break(self, tag: str) -> None:
        if tag not in INLINE:
            self._pieces.append("\n")
