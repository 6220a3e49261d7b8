"""Small sources, folders of documents, and a mailbox that is generated once."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from records.configuration import FileSource, GeneratorSource
from records.demo_mail.generate import gather_mail
from records.documents import folder
from records.snapshot import Gathered

MailSource = Callable[..., GeneratorSource]
CsvSource = Callable[..., FileSource]


def generator(**changes: object) -> GeneratorSource:
    given = {"kind": "generator", "name": "mail", "licence": "own work", "quarantine_limit": 0, "seed": 7}
    return GeneratorSource.model_validate({**given, "rows_per_month": 120, "as_of": date(2025, 12, 31), **changes})


@pytest.fixture(scope="session")
def mail_source() -> MailSource:
    return generator


@pytest.fixture(scope="session")
def mail() -> Gathered:
    return gather_mail(generator(rows_per_month=250))


@pytest.fixture
def csv_source(tmp_path: Path) -> CsvSource:
    """Writes `mail.csv` into the temporary root and describes it."""

    def write(content: str | bytes, **changes: object) -> FileSource:
        (tmp_path / "mail.csv").write_bytes(content.encode() if isinstance(content, str) else content)
        given = {"kind": "file", "name": "mine", "licence": "CC0", "quarantine_limit": 1, "upstream": "the shop"}
        return FileSource.model_validate({**given, "path": "mail.csv", **changes})

    return write


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
    for package in folder.EXTRA:
        pytest.importorskip(package, reason="the extra [documents] is not installed")


@pytest.fixture
def without_programs(monkeypatch):
    monkeypatch.setenv("PATH", os.devnull)
