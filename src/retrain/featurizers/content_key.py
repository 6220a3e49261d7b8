"""A name for everything that a computation on records depends on."""

from __future__ import annotations

import json
import unicodedata
from hashlib import blake2b
from importlib.metadata import version
from typing import TYPE_CHECKING

from retrain.featurizers.featurizer import Featurizer

if TYPE_CHECKING:
    import pandas as pd

CODE_VERSION = 1
LIBRARIES = ("numpy", "scikit-learn", "scipy")


def content_key(step: str, featurizer: Featurizer, records: pd.DataFrame, more: object) -> str:
    """32 hexadecimal digits of BLAKE2b over recipe, cells, versions and code version.

    Equal content gives an equal key on every machine with the same library versions.

    Args:
        step: what is computed.
        featurizer: the recipe.
        records: of which only the recipe's columns count.
        more: whatever else the result depends on, as JSON.
    """
    digest = blake2b(digest_size=16)
    recipe = [featurizer.kind, featurizer.columns, featurizer.options]
    cells = (records[column].tolist() for column in featurizer.columns)
    for part in (step, CODE_VERSION, _versions(), recipe, more, *cells):
        digest.update(json.dumps(part, sort_keys=True).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def _versions() -> list[str]:
    return [unicodedata.unidata_version, *map(version, LIBRARIES)]
