"""How records become arrays."""

from typing import Annotated

from pydantic import Field

from retrain.ml_configuration.base import FrozenModel, OptionsModel
from retrain.ml_configuration.enums import FeaturizerKind

BlockName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class FeaturizerBlock(OptionsModel):
    """One featurizer with its options: it reads every column of its role and yields one array."""

    kind: FeaturizerKind


class Featurizers(FrozenModel):
    """The featurizers by name; the arrays are joined in the order of the names."""

    name: str
    blocks: Annotated[dict[BlockName, FeaturizerBlock], Field(min_length=1)]
