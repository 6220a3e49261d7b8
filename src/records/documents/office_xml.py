"""The words and the layout of office documents that are zip files of XML: DOCX, PPTX, and ODT with its kin.

Members are read in memory and never written to disk; a document type, which entity bombs need, is
refused.
"""

import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from zipfile import ZipFile

from records.documents.document import Document, Status, UnreadError, day
from records.documents.file_kinds import Kind, kind_of_archive

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MEGABYTE = 2**20
MOST_UNPACKED = 256 * MEGABYTE
HARMLESS = 16 * MEGABYTE
MOST_RATIO = 200
OPEN_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:"
POINTS = {Kind.DOCX: 1 / 20, Kind.PPTX: 1 / 12700}
BODIES = {
    Kind.DOCX: re.compile(r"word/(document|footnotes|endnotes|header[0-9]*|footer[0-9]*)\.xml"),
    Kind.PPTX: re.compile(r"ppt/slides/slide[0-9]+\.xml"),
    Kind.ODF: re.compile(r"content\.xml"),
}
SHEETS = {Kind.DOCX: "word/document.xml", Kind.PPTX: "ppt/presentation.xml"}
DATES = {"created": "created", "modified": "modified", "creation-date": "created", "date": "modified"}


def read_package(raw: bytes) -> Document:
    """An office document in a zip file.

    Raises:
        UnreadError: it is encrypted, unpacks to too much, declares a document type, or is a zip
            file of something else.
    """
    with ZipFile(io.BytesIO(raw)) as archive:
        _refuse_bomb(archive, len(raw))
        names = archive.namelist()
        kind = kind_of_archive(names)
        if kind not in BODIES:
            raise UnreadError(Status.UNSUPPORTED)
        bodies = [_parsed(archive, name) for name in sorted(filter(BODIES[kind].fullmatch, names), key=_place)]
        width, height = _size(_parsed(archive, SHEETS[kind]), kind) if kind in SHEETS else (0.0, 0.0)
        dates = _dates(archive)
        return Document(
            kind,
            text="\n".join(map(_text, bodies)),
            pages=len(bodies) if kind is Kind.PPTX else 0,
            images=sum("/media/" in name or name.startswith("Pictures/") for name in names),
            tables=sum(_local(one) in {"tbl", "table"} for body in bodies for one in body.iter()),
            width=width,
            height=height,
            created=dates.get("created", ""),
            modified=dates.get("modified", ""),
        )


def _refuse_bomb(archive: ZipFile, packed: int) -> None:
    """Judges by the sizes that the members declare, beyond which zipfile does not read."""
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise UnreadError(Status.ENCRYPTED)
    unpacked = sum(member.file_size for member in members)
    if unpacked > min(MOST_UNPACKED, max(HARMLESS, MOST_RATIO * packed)):
        raise UnreadError(Status.UNPACKED)


def _parsed(archive: ZipFile, name: str) -> "Element":
    from defusedxml import DTDForbidden
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(archive.read(name), forbid_dtd=True)
    except DTDForbidden as error:
        raise UnreadError(Status.DOCTYPE) from error
    return root


def _place(name: str) -> tuple[bool, int, str]:
    """Orders the body before what stands around it, and slides by their numbers."""
    number = re.search(r"([0-9]+)\.xml", name)
    return "document" not in name, int(number[1]) if number else 0, name


def _text(body: "Element") -> str:
    return "".join(_pieces(body))


def _pieces(element: "Element") -> Iterable[str]:
    """The text of an element; the second of two ways to draw the same box is left out."""
    name = _local(element)
    if name == "Fallback":
        return
    if name in {"p", "h"}:
        yield "\n"
    if name in {"tab", "br", "s", "line-break"}:
        yield " "
    if name == "t" or element.tag.startswith(OPEN_TEXT):
        yield element.text or ""
    for child in element:
        yield from _pieces(child)
        if child.tag.startswith(OPEN_TEXT):
            yield child.tail or ""


def _size(root: "Element", kind: Kind) -> tuple[float, float]:
    """Width and height of the first page or of the slides in points."""
    for one in root.iter():
        if _local(one) in {"pgSz", "sldSz"}:
            sides = {name.rpartition("}")[2]: float(value) for name, value in one.items() if value.isdecimal()}
            factor = POINTS[kind]
            return factor * sides.get("w", sides.get("cx", 0)), factor * sides.get("h", sides.get("cy", 0))
    return 0.0, 0.0


def _dates(archive: ZipFile) -> dict[str, str]:
    held = [name for name in ("docProps/core.xml", "meta.xml") if name in archive.namelist()]
    found = [one for name in held for one in _parsed(archive, name).iter()]
    return {DATES[_local(one)]: day(one.text) for one in found if _local(one) in DATES}


def _local(element: "Element") -> str:
    """The name of an element without its namespace, which Word's strict and transitional files do not share."""
    return element.tag.rpartition("}")[2]
