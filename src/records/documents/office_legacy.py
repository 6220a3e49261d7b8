"""Reads office formats from before 2007, and RTF, by conversion to PDF with LibreOffice."""

import os
import shutil
import subprocess
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from resource import RLIMIT_AS, getrlimit, setrlimit
from tempfile import TemporaryDirectory

from records.documents.document import Document, Status, UnreadableDocumentError
from records.documents.file_kinds import FileKind, detect_ole_kind
from records.documents.pdf import read_pdf

ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def read_ole(raw: bytes, language: str) -> Document:
    """A .doc, .xls or .ppt.

    Raises:
        UnreadableDocumentError: it is encrypted or none of these, or LibreOffice is absent or
            cannot convert it.
    """
    if ENCRYPTED_STREAM in raw:
        raise UnreadableDocumentError(Status.ENCRYPTED)
    kind = detect_ole_kind(raw)
    if kind is FileKind.OLE:
        raise UnreadableDocumentError(Status.UNSUPPORTED)
    return _read_as_pdf(raw, kind, language)


def read_rtf(raw: bytes, language: str) -> Document:
    """An .rtf.

    Raises:
        UnreadableDocumentError: LibreOffice is not installed or cannot convert it.
    """
    return _read_as_pdf(raw, FileKind.RTF, language)


def _read_as_pdf(raw: bytes, kind: FileKind, language: str) -> Document:
    program = shutil.which("soffice")
    if program is None:
        raise UnreadableDocumentError(Status.UNSUPPORTED)
    with TemporaryDirectory() as folder:
        original = Path(folder, f"given.{kind.value}")
        converted = Path(folder, "given.pdf")
        original.write_bytes(raw)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        output = ["--convert-to", "pdf", "--outdir", folder, str(original)]
        subprocess.run(  # noqa: S603
            [program, profile, "--headless", "--norestore", *output],
            input=b"",
            capture_output=True,
            env={**os.environ, "HOME": folder},
            preexec_fn=_lift_memory_limit,
            check=False,
        )
        if not converted.exists():
            raise UnreadableDocumentError(Status.DAMAGED)
        return replace(read_pdf(converted.read_bytes(), language), kind=kind)


def _lift_memory_limit() -> None:
    """LibreOffice maps more memory than it uses; only its reader's time limit applies to it."""
    with suppress(ValueError, OSError):
        setrlimit(RLIMIT_AS, (getrlimit(RLIMIT_AS)[1],) * 2)
