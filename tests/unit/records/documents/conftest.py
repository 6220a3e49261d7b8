"""Fixtures: a folder of documents, and a machine with or without the optional programs."""

import os
from collections.abc import Callable

import pytest

from records.documents import folder
from records.documents.document import Document
from records.documents.document_source import DocumentSource
from records.documents.read_document import read_document


@pytest.fixture
def put(tmp_path):
    """Writes a file under the folder of documents."""

    def write(name: str, content: bytes):
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    return write


@pytest.fixture
def extra():
    for package in folder.REQUIRED_PACKAGES:
        pytest.importorskip(package, reason="the extra [documents] is not installed")


@pytest.fixture
def without_programs(monkeypatch):
    monkeypatch.setenv("PATH", os.devnull)


@pytest.fixture
def read() -> Callable[..., Document]:
    """Reads a document in this process."""
    return lambda path, characters=1000: read_document(path, "eng", characters)


@pytest.fixture
def document_source() -> Callable[..., DocumentSource]:
    """Describes the folder that `put` writes to."""

    def describe(**changes: object) -> DocumentSource:
        values = {"kind": "documents", "name": "mine", "licence": "CC0", "quarantine_limit": 0}
        location = {"upstream": "the archive", "path": "docs"}
        return DocumentSource.model_validate({**values, **location, **changes})

    return describe
