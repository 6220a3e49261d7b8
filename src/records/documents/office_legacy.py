"""Office formats from before 2007, which LibreOffice turns into PDF where it is at hand."""

import os
import shutil
import subprocess
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from resource import RLIMIT_AS, getrlimit, setrlimit
from tempfile import TemporaryDirectory

from records.documents.document import Document, Status, UnreadError
from records.documents.file_kinds import Kind, kind_of_ole
from records.documents.pdf import read_pdf

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_ole(raw: bytes, language: str) -> Document:
    """A .doc, .xls or .ppt by way of PDF.

    Raises:
        UnreadError: it is an encrypted document, none of these, or LibreOffice is absent or makes
            nothing of it.
    """
    if ENCRYPTED in raw:
        raise UnreadError(Status.ENCRYPTED)
    kind = kind_of_ole(raw)
    if kind is Kind.OLE:
        raise UnreadError(Status.UNSUPPORTED)
    return _by_way_of_pdf(raw, kind, language)


def read_rtf(raw: bytes, language: str) -> Document:
    """A .rtf by way of PDF.

    Raises:
        UnreadError: LibreOffice is absent or makes nothing of it.
    """
    return _by_way_of_pdf(raw, Kind.RTF, language)


def _by_way_of_pdf(raw: bytes, kind: Kind, language: str) -> Document:
    program = shutil.which("soffice")
    if program is None:
        raise UnreadError(Status.UNSUPPORTED)
    with TemporaryDirectory() as folder:
        given, made = Path(folder, f"given.{kind.value}"), Path(folder, "given.pdf")
        given.write_bytes(raw)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder, str(given)]
        environment = {**os.environ, "HOME": folder}
        subprocess.run(  # noqa: S603
            command, input=b"", capture_output=True, env=environment, preexec_fn=_roomier, check=False
        )
        if not made.exists():
            raise UnreadError(Status.DAMAGED)
        return replace(read_pdf(made.read_bytes(), language), kind=kind)


def _roomier() -> None:
    """LibreOffice maps more memory than it uses: it has the deadline of its reader, and no limit of memory."""
    with suppress(ValueError, OSError):
        setrlimit(RLIMIT_AS, (getrlimit(RLIMIT_AS)[1],) * 2)
