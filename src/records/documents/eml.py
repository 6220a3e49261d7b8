"""Reads e-mails."""

from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from records.documents.document import Document, Status, UnreadableDocumentError
from records.documents.file_kinds import FileKind
from records.documents.html import HtmlText
from records.documents.plain_text import decode_text

MAX_PARTS = 2000


def read_eml(raw: bytes) -> Document:
    """The subject and body of an e-mail, preferably the plain body; attachments are not read.

    Raises:
        UnreadableDocumentError: it has too many parts; the standard library's parser takes time
            quadratic in their number.
    """
    if raw.count(b"\n--") > MAX_PARTS:
        raise UnreadableDocumentError(Status.PARTS)
    message = message_from_bytes(raw, policy=policy.default)
    images = sum(part.get_content_maintype() == "image" for part in message.walk())
    text = f"{message['subject'] or ''}\n{_body(message)}"
    return Document(FileKind.EML, text=text, created=_day_sent(message), images=images)


def _body(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    content = body.get_payload(decode=True) if body else None
    if body is None or not isinstance(content, bytes):
        return ""
    text = decode_text(content, body.get_content_charset())
    return HtmlText(text).text if body.get_content_subtype() == "html" else text


def _day_sent(message: EmailMessage) -> str:
    sent = getattr(message["date"], "datetime", None)
    return sent.date().isoformat() if isinstance(sent, datetime) else ""
