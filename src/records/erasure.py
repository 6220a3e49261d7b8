"""Records that a person asked to have erased: git holds keyed digests of their ids, and ingest drops them."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from records.csv_writer import write_whole
from records.errors import InputError
from records.snapshot import Gathered

ERASED = Path("data/labels/erased.txt")
KEY = "RETRAIN_ERASURE_KEY"
PUBLIC_KEY = "key-that-everyone-knows"
DIGEST_BYTES = 16
LONGEST_KEY = 64


def erase_ids(ids: Iterable[str], root: Path) -> int:
    """How many ids were added to `data/labels/erased.txt`; those that stand there already are not added again.

    Raises:
        InputError: the file was written with another key.
    """
    file, present = root / ERASED, read_erased(root)
    new = sorted({_digest(name) for name in ids} - present)
    lines = [*_lines(file), *(f"{_key_name()} {digest}" for digest in new)]
    write_whole(file, (f"{line}\n" for line in lines))
    return len(new)


def read_erased(root: Path) -> frozenset[str]:
    """The digests in `data/labels/erased.txt`; none without the file.

    Raises:
        InputError: a line is of another key than `RETRAIN_ERASURE_KEY`, so that its record could
            not be recognised.
    """
    numbered = enumerate(_lines(root / ERASED), 1)
    entries = [(number, *line.partition(" ")[::2]) for number, line in numbered if line[:1] not in ("", "#")]
    for number, name, _ in entries:
        if name != _key_name():
            raise InputError(
                f"{ERASED}:{number}: the line was written with another key; set {KEY} to that one, so that the record "
                "is recognised"
            )
    return frozenset(digest for _, _, digest in entries)


def without_erased(gathered: Gathered, identity: str, root: Path) -> Gathered:
    """What a source yields without the records, and their oracle, that a person asked to have erased; they are counted.

    Args:
        gathered: what the source yields.
        identity: the column of ids.
        root: the repository's root.

    Raises:
        InputError: see `read_erased`.
    """
    erased = read_erased(root)
    if not erased:
        return gathered
    records, oracle = _kept(gathered.records, identity, erased), _kept(gathered.oracle, "id", erased)
    return replace(gathered, records=records, oracle=oracle, erased=len(gathered.records) - len(records))


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []


def _kept(table: pd.DataFrame, identity: str, erased: frozenset[str]) -> pd.DataFrame:
    return table[~table[identity].map(_digest).isin(list(erased))].reset_index(drop=True)


def _digest(text: str) -> str:
    key = (os.environ.get(KEY) or PUBLIC_KEY).encode()[:LONGEST_KEY]
    return hashlib.blake2b(text.encode(), digest_size=DIGEST_BYTES, key=key).hexdigest()


def _key_name() -> str:
    """What tells one key from another and betrays neither."""
    return _digest("name of the key")[:8]
