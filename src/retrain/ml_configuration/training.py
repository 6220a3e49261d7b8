"""How a network is trained."""

from typing import Annotated

from pydantic import Field

from retrain.ml_configuration.enums import Loss
from retrain.ml_configuration.frozen import Frozen


class Training(Frozen):
    """Optimiser, duration and reproducibility.

    Attributes:
        seed: every random number is a function of it, of the epoch and of the batch.
        epochs: at most so many passes over the training rows.
        patience: epochs without a better validation macro F1 after which training stops.
        batch_size: rows.
        learning_rate: of AdamW, which falls to zero along a cosine over all batches.
        weight_decay: of AdamW.
        loss: cross-entropy, or the squared hinge of each label against the rest, which is harder on close calls.
        threads: of the processor; a different number gives different bits.
        audit_key: keys the digests of the training rows; a team's own key keeps others from testing membership.
    """

    name: str
    seed: Annotated[int, Field(ge=0, lt=2**31)]
    epochs: Annotated[int, Field(ge=1, le=1000)]
    patience: Annotated[int, Field(ge=1)]
    batch_size: Annotated[int, Field(ge=1)]
    learning_rate: Annotated[float, Field(gt=0, le=10)]
    weight_decay: Annotated[float, Field(ge=0)]
    loss: Loss
    threads: Annotated[int, Field(ge=1)]
    audit_key: Annotated[str, Field(min_length=8, max_length=64)]
