"""What a featurizer learnt from training records."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Learnt:
    """Ordered texts and arrays, enough to transform records without the training records.

    Attributes:
        document: lists of texts by name, such as the ordered terms of a vocabulary.
        arrays: dense arrays by name.
    """

    document: Mapping[str, tuple[str, ...]]
    arrays: Mapping[str, NDArray[Any]]
