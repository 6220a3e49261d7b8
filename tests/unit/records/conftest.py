"""Fixtures: small sources of files, and generated mail."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from records.configuration import FileSource
from records.demo_mail.generate import generate_mail
from records.demo_mail.generator_source import GeneratorSource
from records.snapshot import Snapshot

MailSource = Callable[..., GeneratorSource]
CsvSource = Callable[..., FileSource]


def generator(**changes: object) -> GeneratorSource:
    given = {
        "kind": "generator",
        "name": "mail",
        "licence": "own work",
        "quarantine_limit": 0,
        "seed": 7,
    }
    return GeneratorSource.model_validate({**given, "rows_per_month": 120, "as_of": date(2025, 12, 31), **changes})


@pytest.fixture(scope="session")
def mail_source() -> MailSource:
    return generator


@pytest.fixture(scope="session")
def mail() -> Snapshot:
    return generate_mail(generator(rows_per_month=250))


@pytest.fixture
def csv_source(tmp_path: Path) -> CsvSource:
    """Writes `mail.csv` into the temporary root and describes it."""

    def write(content: str | bytes, **changes: object) -> FileSource:
        (tmp_path / "mail.csv").write_bytes(content.encode() if isinstance(content, str) else content)
        given = {
            "kind": "file",
            "name": "mine",
            "licence": "CC0",
            "quarantine_limit": 1,
            "upstream": "the shop",
        }
        return FileSource.model_validate({**given, "path": "mail.csv", **changes})

    return write
