"""How a network is trained."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.enums import ClassWeights, Kept, Loss, Optimizer, Summation


class Training(FrozenModel):
    """Optimiser, duration and reproducibility.

    Attributes:
        seed: every random number is a function of it, of the epoch and of the batch.
        epochs: at most so many passes over the training rows.
        patience: epochs without a better validation macro F1 after which training stops.
        keep: the weights of the best epoch on the validation rows, or of the last, whose learning
            rate is the smallest: better where the validation rows are too few to tell epochs apart.
        batch_size: rows.
        optimizer: AdamW, or Adagrad on sparse gradients: cheaper above about 50,000 sparse
            features, because a step costs as much as its batch has non-zeros.
        summation: of the gradient of the sparse features: scipy takes about a fifth of torch's time
            for a gradient that holds all features, and rounds otherwise, so that one gives other
            bits than the other.
        learning_rate: of the optimiser, which falls to zero along a cosine over all batches.
        weight_decay: of AdamW; 0 with Adagrad, which has none on sparse gradients.
        loss: cross-entropy, or the squared hinge of each label against the rest, which is harder on
            close calls.
        class_weights: `balanced` lets the training rows of every label count alike, however rare it
            is; `sqrt` goes half the way; `none` counts rows.
        half_life: months after which a training row counts half as much as the newest one; null
            counts all alike.
        accelerator: `cpu`, or `auto`, which takes a GPU where there is one and else the processor.
            A GPU computes other bits, and only mostly the same ones from run to run.
        precision: of the forward and backward pass; `bf16-mixed` is faster on a GPU, weights stay
            in 32 bits.
        threads: of the processor; a different number gives different bits.
        workers: processes that prepare batches; 0 prepares them in the training process, which is
            faster for arrays.
        devices: processes that share each batch.
        strategy: how several processes agree; `ddp` averages their gradients.
        limit_batches: at most so many batches an epoch; null for all.
        overfit_batches: train and validate on so many batches alone, to see that the network can
            learn; null for none.
        profile: print where the time went.
        audit_key: keys the digests of the training rows; a team's own key keeps others from testing
            membership.
    """

    name: str
    seed: Annotated[int, Field(ge=0, lt=2**31)]
    epochs: Annotated[int, Field(ge=1, le=1000)]
    patience: Annotated[int, Field(ge=1)]
    keep: Kept = Kept.BEST
    batch_size: Annotated[int, Field(ge=1)]
    optimizer: Optimizer = Optimizer.ADAMW
    summation: Summation = Summation.TORCH
    learning_rate: Annotated[float, Field(gt=0, le=10)]
    weight_decay: Annotated[float, Field(ge=0)]
    loss: Loss
    class_weights: ClassWeights = ClassWeights.NONE
    half_life: Annotated[float, Field(gt=0)] | None = None
    accelerator: Literal["cpu", "auto"] = "cpu"
    precision: Literal["32-true", "bf16-mixed"] = "32-true"
    threads: Annotated[int, Field(ge=1)]
    workers: Annotated[int, Field(ge=0)]
    devices: Annotated[int, Field(ge=1)]
    strategy: Literal["auto", "ddp"]
    limit_batches: Annotated[int, Field(ge=1)] | None
    overfit_batches: Annotated[int, Field(ge=1)] | None
    profile: bool
    audit_key: Annotated[str, Field(min_length=8, max_length=64)]

    @model_validator(mode="after")
    def _sparse_gradients_do_not_decay(self) -> Self:
        if self.optimizer is Optimizer.ADAGRAD and self.weight_decay:
            raise ValueError(f"adagrad has no weight decay, and weight_decay is {self.weight_decay}; write 0")
        return self

    @model_validator(mode="after")
    def _scipy_sums_on_the_processor(self) -> Self:
        if self.summation is Summation.SCIPY and self.accelerator != "cpu":
            raise ValueError(f"scipy sums in the processor's memory; with accelerator: {self.accelerator} take torch")
        return self

    @model_validator(mode="after")
    def _processes_agree(self) -> Self:
        if self.devices > 1 and self.strategy != "ddp":
            raise ValueError(f"{self.devices} devices need strategy: ddp")
        return self
