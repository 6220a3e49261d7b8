"""The words of an electronic letter."""

from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from records.documents.document import Document, Status, UnreadError
from records.documents.file_kinds import Kind
from records.documents.html import Page
from records.documents.plain_text import decoded

MOST_PARTS = 2000


def read_eml(raw: bytes) -> Document:
    """A letter: its subject and its body, the plain one where there are two; attachments are not read.

    Raises:
        UnreadError: there are too many parts; the standard library takes time with the square of
            their number.
    """
    if raw.count(b"\n--") > MOST_PARTS:
        raise UnreadError(Status.PARTS)
    letter = message_from_bytes(raw, policy=policy.default)
    images = sum(part.get_content_maintype() == "image" for part in letter.walk())
    text = f"{letter['subject'] or ''}\n{_body(letter)}"
    return Document(Kind.EML, text=text, created=_sent(letter), images=images)


def _body(letter: EmailMessage) -> str:
    body = letter.get_body(("plain", "html"))
    content = body.get_payload(decode=True) if body else None
    if body is None or not isinstance(content, bytes):
        return ""
    text = decoded(content, body.get_content_charset())
    return Page(text).text if body.get_content_subtype() == "html" else text


def _sent(letter: EmailMessage) -> str:
    sent = getattr(letter["date"], "datetime", None)
    return sent.date().isoformat() if isinstance(sent, datetime) else ""
