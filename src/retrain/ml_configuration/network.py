"""What is trained: a closed union of networks, told apart by `name`."""

from typing import Annotated, Literal

from pydantic import Field

from retrain.ml_configuration.enums import NetworkKind
from retrain.ml_configuration.frozen import Frozen

Dropout = Annotated[float, Field(ge=0, lt=1)]


class LinearNetwork(Frozen):
    """Logistic regression on all features.

    Attributes:
        dropout: share of the non-zero sparse features left out of each training example.
    """

    name: Literal[NetworkKind.LINEAR]
    dropout: Dropout


class WideNetwork(Frozen):
    """The linear network on the sparse features beside a hidden layer on the dense ones.

    Attributes:
        dropout: share of the non-zero sparse features left out of each training example.
        hidden: width of the dense block.
    """

    name: Literal[NetworkKind.WIDE]
    dropout: Dropout
    hidden: Annotated[int, Field(ge=1, le=4096)]


Network = Annotated[LinearNetwork | WideNetwork, Field(discriminator="name")]
