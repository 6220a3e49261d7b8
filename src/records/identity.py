"""Ids for rows that come without one."""

import hashlib
import json

import pandas as pd

ID_BYTES = 6


def content_ids(frame: pd.DataFrame) -> pd.Series:
    """An id per row that depends on its cells alone: 12 hexadecimal digits of BLAKE2b.

    The second of two equal rows gets the suffix `-2`, the third `-3`, so that ids are unique.
    """
    digests = pd.Series([_digest(cells) for cells in frame.to_numpy(dtype=object).tolist()], frame.index, dtype=str)
    nth = digests.groupby(digests).cumcount() + 1
    return digests.where(nth == 1, digests + "-" + nth.astype(str))


def _digest(cells: list[str]) -> str:
    return hashlib.blake2b(json.dumps(cells).encode(), digest_size=ID_BYTES).hexdigest()
