"""A fixture that shows a page in a browser."""

from browser_pages import shown

__all__ = ["shown"]
