"""Documents that tests write: plain ones of each kind, and hostile ones."""

import base64
import io
import struct
import zipfile
import zlib
from email.message import EmailMessage

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
CORE = (
    '<c xmlns:d="http://purl.org/dc/terms/"><d:created>2024-03-01T08:00:00Z</d:created>'
    "<d:modified>2024-03-02T08:00:00Z</d:modified></c>"
)
LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + f']><w:document xmlns:w="{WORD}"><w:p><w:t>&a9;</w:t></w:p></w:document>'
)


def packed(**members: str | bytes) -> bytes:
    """A zip file; two underscores in a name stand for a slash, one for a full stop."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


def word(body: str) -> bytes:
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return packed(word__document_xml=document, docProps__core_xml=CORE)


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def letter() -> bytes:
    """A Word file with a table, a picture, a size, and a box drawn in two ways."""
    table = f"<w:tbl><w:tr><w:tc>{paragraph('cell')}</w:tc></w:tr></w:tbl>"
    box = "".join(f"<m:{way}>{paragraph('box')}</m:{way}>" for way in ("Choice", "Fallback"))
    alternatives = f'<m:AlternateContent xmlns:m="m">{box}</m:AlternateContent>'
    body = f'{paragraph("Dear all")}{table}{alternatives}<w:sectPr><w:pgSz w:w="11900" w:h="16840"/></w:sectPr>'
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    header = f'<w:hdr xmlns:w="{WORD}">{paragraph("Head")}</w:hdr>'
    return packed(
        word__header1_xml=header,
        word__document_xml=document,
        word__media__a_png=b"",
        docProps__core_xml=CORE,
    )


def slides(*texts: str) -> bytes:
    size = f'<p:presentation xmlns:p="{SLIDE}"><p:sldSz cx="12192000" cy="6858000"/></p:presentation>'
    pages = {
        f"ppt__slides__slide{number}_xml": f'<s xmlns:a="{DRAWING}"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></s>'
        for number, text in enumerate(texts, 1)
    }
    return packed(ppt__presentation_xml=size, **pages)


def open_text() -> bytes:
    content = (
        f'<d xmlns:text="{OPEN}text:1.0" xmlns:table="{OPEN}table:1.0"><text:h>Title</text:h>'
        "<text:p>one <text:span>two</text:span> three</text:p><table:table/></d>"
    )
    return packed(content_xml=content)


def pdf(
    *contents: bytes,
    pages: bytes = b"",
    more: bytes = b"",
    packed_stream: bool = False,
) -> bytes:
    """A PDF with a page per content stream, or with an object of pages as given."""
    first = 4
    kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(contents)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        pages or b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, content in enumerate(contents):
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
        kind = b"/Filter/FlateDecode" if packed_stream else b""
        objects += [
            page % (first + 2 * number + 1),
            b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), kind, content),
        ]
    written, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(written))
        written += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    tail = b"trailer<</Size %d/Root 1 0 R%s>>startxref\n%d\n%%%%EOF"
    return bytes(written) + head + tail % (len(objects) + 1, more, len(written))


def shown(text: str) -> bytes:
    return b"BT /F 12 Tf 72 700 Td (%s) Tj ET" % text.encode()


def pixel_in_line() -> bytes:
    """A content stream that draws a picture of one pixel and no text."""
    return b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"


def locked_pdf() -> bytes:
    lock = b"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O(%s)/U(%s)>>/ID[(a)(a)]" % (
        b"o" * 32,
        b"u" * 32,
    )
    return pdf(shown("secret"), more=lock)


def flate_bomb() -> bytes:
    """A page of a packed megabyte 1,100 times, which unpacks to more than a gigabyte."""
    packer = zlib.compressobj(9)
    begin = packer.compress(b" ") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b"BT (a) Tj ET\n" * 80_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return pdf(begin + block * 1100 + packer.flush(), packed_stream=True)


def word_bomb() -> bytes:
    """A Word file of 60 kB that unpacks to 60 MB."""
    return packed(word__document_xml=b" " * 60 * 2**20)


def png(width: int, height: int) -> bytes:
    """A picture that claims a size; there is one row of grey in it."""
    chunks = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0),
        b"IDAT": zlib.compress(bytes(width + 1) * min(height, 10)),
        b"IEND": b"",
    }
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks.items()
    )
    return b"\x89PNG\r\n\x1a\n" + body


def mail(html: bool = False) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Grüße"
    message["Date"] = "Fri, 05 Jan 2024 23:30:00 +0100"
    message.set_content(
        "<p>Please <b>pay</b></p><script>x</script>" if html else "Please päy",
        "html" if html else "plain",
    )
    message.add_attachment(
        base64.b64decode("R0lGODdhAQABAAAAACw="),
        maintype="image",
        subtype="gif",
    )
    return message.as_bytes()


def many_parts() -> bytes:
    head = b'From: a@example.org\nTo: b@example.org\nContent-Type: multipart/mixed; boundary="b"\n\n'
    return head + b"--b\n\nx\n" * 200_000 + b"--b--\n"
