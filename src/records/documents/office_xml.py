"""Reads office documents that are zip files of XML: DOCX, PPTX, ODT and other OpenDocument files.

Members are read in memory and never written to disk. XML with a document type, which entity bombs
need, is refused.
"""

import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from zipfile import ZipFile

from records.documents.document import Document, Status, UnreadableDocumentError, iso_date
from records.documents.file_kinds import FileKind, detect_archive_kind

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MEGABYTE = 2**20
MAX_UNPACKED = 256 * MEGABYTE
ALWAYS_ALLOWED = 16 * MEGABYTE
MAX_RATIO = 200
ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:"
POINTS = {FileKind.DOCX: 1 / 20, FileKind.PPTX: 1 / 12700}
BODIES = {
    FileKind.DOCX: re.compile(r"word/(document|footnotes|endnotes|header[0-9]*|footer[0-9]*)\.xml"),
    FileKind.PPTX: re.compile(r"ppt/slides/slide[0-9]+\.xml"),
    FileKind.ODF: re.compile(r"content\.xml"),
}
PAGE_SIZES = {FileKind.DOCX: "word/document.xml", FileKind.PPTX: "ppt/presentation.xml"}
DATES = {
    "created": "created",
    "modified": "modified",
    "creation-date": "created",
    "date": "modified",
}


def read_office_xml(raw: bytes) -> Document:
    """An office document in a zip file.

    Raises:
        UnreadableDocumentError: it is encrypted, unpacks to too much, declares a document type, or
            is a zip file of something else.
    """
    with ZipFile(io.BytesIO(raw)) as archive:
        _check_members(archive, len(raw))
        names = archive.namelist()
        kind = detect_archive_kind(names)
        if kind not in BODIES:
            raise UnreadableDocumentError(Status.UNSUPPORTED)
        body_names = sorted(filter(BODIES[kind].fullmatch, names), key=_reading_order)
        bodies = [_parse(archive, name) for name in body_names]
        width, height = _page_size(archive, kind)
        dates = _dates(archive)
    return Document(
        kind,
        text="\n".join(map(_text, bodies)),
        pages=len(bodies) if kind is FileKind.PPTX else 0,
        images=sum("/media/" in name or name.startswith("Pictures/") for name in names),
        tables=sum(map(_count_tables, bodies)),
        width=width,
        height=height,
        created=dates.get("created", ""),
        modified=dates.get("modified", ""),
    )


def _check_members(archive: ZipFile, packed_size: int) -> None:
    """Refuses encrypted members and bombs, by the declared sizes, which zipfile enforces."""
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableDocumentError(Status.ENCRYPTED)
    unpacked_size = sum(member.file_size for member in members)
    if unpacked_size > min(MAX_UNPACKED, max(ALWAYS_ALLOWED, MAX_RATIO * packed_size)):
        raise UnreadableDocumentError(Status.UNPACKED)


def _parse(archive: ZipFile, name: str) -> "Element":
    from defusedxml import DTDForbidden
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(archive.read(name), forbid_dtd=True)
    except DTDForbidden as error:
        raise UnreadableDocumentError(Status.DOCTYPE) from error
    return root


def _reading_order(name: str) -> tuple[bool, int, str]:
    """Sorts the body before headers, footers and notes, and slides by number."""
    number = re.search(r"([0-9]+)\.xml", name)
    return "document" not in name, int(number[1]) if number else 0, name


def _text(body: "Element") -> str:
    return "".join(_text_pieces(body))


def _text_pieces(element: "Element") -> Iterable[str]:
    """The text of an element; the fallback, a second drawing of the same box, is left out."""
    name = _local_name(element)
    if name == "Fallback":
        return
    if name in {"p", "h"}:
        yield "\n"
    if name in {"tab", "br", "s", "line-break"}:
        yield " "
    if name == "t" or element.tag.startswith(ODF_TEXT):
        yield element.text or ""
    for child in element:
        yield from _text_pieces(child)
        if child.tag.startswith(ODF_TEXT):
            yield child.tail or ""


def _count_tables(body: "Element") -> int:
    return sum(_local_name(element) in {"tbl", "table"} for element in body.iter())


def _page_size(archive: ZipFile, kind: FileKind) -> tuple[float, float]:
    """Width and height of the first page or of the slides, in points."""
    if kind not in PAGE_SIZES:
        return 0.0, 0.0
    for element in _parse(archive, PAGE_SIZES[kind]).iter():
        if _local_name(element) in {"pgSz", "sldSz"}:
            sides: dict[str, float] = {}
            for name, value in element.items():
                if value.isdecimal():
                    sides[name.rpartition("}")[2]] = float(value)
            width = sides.get("w", sides.get("cx", 0))
            height = sides.get("h", sides.get("cy", 0))
            return POINTS[kind] * width, POINTS[kind] * height
    return 0.0, 0.0


def _dates(archive: ZipFile) -> dict[str, str]:
    """`created` and `modified` -> day, where the document states them."""
    dates = {}
    for member in ("docProps/core.xml", "meta.xml"):
        if member in archive.namelist():
            for element in _parse(archive, member).iter():
                name = _local_name(element)
                if name in DATES:
                    dates[DATES[name]] = iso_date(element.text)
    return dates


def _local_name(element: "Element") -> str:
    """The name of an element without its namespace, which differs between Word's two dialects."""
    return element.tag.rpartition("}")[2]
