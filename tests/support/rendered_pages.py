"""A parser of rendered pages, and hostile names to print on them."""

from html.parser import HTMLParser

HOSTILE_LABELS = [
    "</script><img src=x onerror=alert(1)>",
    "<a href=https://x>",
    "@all",
    "a|b",
    "`x`",
    "two\nlines",
    "\u2028",
]
HOSTILE_MARKDOWN = [
    "</script><img src=x onerror=alert(1)>",
    "<a href=https://x>",
    "@all",
    "fixes #12",
    "a|b",
    "`x`",
    "a\nb",
    "\u2028",
    "![x](https://x/y.png)",
    "[x]: https://x",
    "closes GH-7",
    "fixes owner/name#12",
    "www.x.org",
    "| --- | <!--",
    "```\n# x",
    "\\|\\`",
    "<https://x>",
    "\u202e@all\u2066",
]


class PageReader(HTMLParser):
    """Collects the elements, the scripts and the words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        in_script = self.elements and self.elements[-1][0] == "script"
        (self.scripts if in_script else self.words).append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element with this tag."""
        return [attributes for name, attributes in self.elements if name == tag]


def read_page(text: str) -> PageReader:
    """The parsed page."""
    reader = PageReader()
    reader.feed(text)
    return reader
