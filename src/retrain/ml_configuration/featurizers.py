"""The configuration of the featurizers, which turn records into arrays."""

from typing import Annotated

from pydantic import Field

from retrain.ml_configuration.base import FrozenModel, OptionsModel
from retrain.ml_configuration.enums import FeaturizerKind

BlockName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class FeaturizerBlock(OptionsModel):
    """One featurizer with its options; it reads the columns of its role and returns one array."""

    kind: FeaturizerKind


class Featurizers(FrozenModel):
    """The featurizers by name; their arrays are joined in the order of the names."""

    name: str
    blocks: Annotated[dict[BlockName, FeaturizerBlock], Field(min_length=1)]
