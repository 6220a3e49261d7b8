"""Drops records whose erasure a person requested; git holds keyed digests of their ids only."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from records.csv_writer import write_atomically
from records.errors import InputError
from records.snapshot import Snapshot

ERASED = Path("data/labels/erased.txt")
KEY_VARIABLE = "RETRAIN_ERASURE_KEY"
PUBLIC_KEY = "key-that-everyone-knows"
DIGEST_BYTES = 16
MAX_KEY_BYTES = 64


def erase_ids(ids: Iterable[str], root: Path) -> int:
    """The number of ids added to `data/labels/erased.txt`, without those it holds already.

    Raises:
        InputError: the file was written with another key.
    """
    file = root / ERASED
    added = sorted({_digest(name) for name in ids} - read_erased(root))
    lines = [*_lines(file), *(f"{_key_name()} {digest}" for digest in added)]
    write_atomically(file, (f"{line}\n" for line in lines))
    return len(added)


def read_erased(root: Path) -> frozenset[str]:
    """The digests in `data/labels/erased.txt`; none without the file.

    Raises:
        InputError: a line was written with another key than `RETRAIN_ERASURE_KEY`, so that its
            record could not be recognised.
    """
    digests = set()
    for number, line in enumerate(_lines(root / ERASED), 1):
        if line[:1] in ("", "#"):
            continue
        key_name, _, digest = line.partition(" ")
        if key_name != _key_name():
            raise InputError(
                f"{ERASED}:{number}: the line was written with another key; set {KEY_VARIABLE} to "
                "that key, so that the record is recognised"
            )
        digests.add(digest)
    return frozenset(digests)


def drop_erased(snapshot: Snapshot, id_column: str, root: Path) -> Snapshot:
    """The snapshot without erased records and their oracle rows, which it counts.

    Args:
        snapshot: of a source.
        id_column: the column of ids in its records.
        root: the repository's root.

    Raises:
        InputError: see `read_erased`.
    """
    erased = read_erased(root)
    if not erased:
        return snapshot
    records = _remaining(snapshot.records, id_column, erased)
    oracle = _remaining(snapshot.oracle, "id", erased)
    return replace(snapshot, records=records, oracle=oracle, erased=len(snapshot.records) - len(records))


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []


def _remaining(table: pd.DataFrame, id_column: str, erased: frozenset[str]) -> pd.DataFrame:
    is_erased = table[id_column].map(_digest).isin(list(erased))
    return table[~is_erased].reset_index(drop=True)


def _digest(text: str) -> str:
    key = (os.environ.get(KEY_VARIABLE) or PUBLIC_KEY).encode()[:MAX_KEY_BYTES]
    return hashlib.blake2b(text.encode(), digest_size=DIGEST_BYTES, key=key).hexdigest()


def _key_name() -> str:
    """Distinguishes keys without revealing them."""
    return _digest("name of the key")[:8]
