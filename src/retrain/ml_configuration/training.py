"""The hyperparameters of training."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.enums import ClassWeights, KeptEpoch, Loss, Optimizer, SparseGradBackend


class Training(FrozenModel):
    """Optimizer, duration, hardware and reproducibility.

    Attributes:
        seed: every random number is a function of it, of the epoch and of the batch.
        epochs: maximum number of passes over the training rows.
        patience: epochs without a better macro F1 on the validation rows before training stops.
        keep: weights of the `best` epoch on the validation rows, or of the `last`, which has the
            smallest learning rate: better where there are too few validation rows to rank epochs.
        batch_size: rows in a batch.
        optimizer: AdamW, or Adagrad on sparse gradients, which is faster above about 50,000 sparse
            features because a step costs as much as its batch has non-zeros.
        summation: library that sums the gradient of the sparse features. scipy takes about a fifth
            of torch's time for a gradient over all features; the two round differently.
        learning_rate: at the start; it falls to zero along a cosine over all batches.
        weight_decay: of AdamW; 0 with Adagrad, which has none on sparse gradients.
        loss: cross-entropy, or the squared hinge of each label against the rest, which penalises
            close calls more.
        class_weights: `balanced` gives every label the same total weight, `sqrt` is half way, and
            `none` gives every row the same weight.
        half_life: months after which a training row has half the weight of the newest one; null
            gives all rows the same weight.
        accelerator: `cpu`, or `auto` for a GPU where there is one. Results on a GPU differ in their
            last bits, sometimes from run to run.
        precision: of the forward and backward pass; `bf16-mixed` is faster on a GPU, weights stay
            in 32 bits.
        threads: threads of the processor; a different number changes the last bits.
        workers: processes that prepare batches; 0 prepares them in the training process, which is
            faster for arrays.
        devices: processes that share each batch.
        strategy: how several processes synchronise; `ddp` averages their gradients.
        limit_batches: maximum number of batches in an epoch; null for all.
        overfit_batches: number of batches to train and validate on, to check that the network can
            learn; null to use all.
        profile: print where the time was spent.
        audit_key: key of the digests of the training rows; a team's own key keeps others from
            testing whether a row was used.
    """

    name: str
    seed: Annotated[int, Field(ge=0, lt=2**31)]
    epochs: Annotated[int, Field(ge=1, le=1000)]
    patience: Annotated[int, Field(ge=1)]
    keep: KeptEpoch = KeptEpoch.BEST
    batch_size: Annotated[int, Field(ge=1)]
    optimizer: Optimizer = Optimizer.ADAMW
    summation: SparseGradBackend = SparseGradBackend.TORCH
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
            raise ValueError(f"adagrad has no weight decay; set weight_decay, now {self.weight_decay}, to 0")
        return self

    @model_validator(mode="after")
    def _scipy_needs_the_cpu(self) -> Self:
        if self.summation is SparseGradBackend.SCIPY and self.accelerator != "cpu":
            raise ValueError(f"summation: scipy runs on the CPU; with accelerator: {self.accelerator} use torch")
        return self

    @model_validator(mode="after")
    def _several_devices_need_a_strategy(self) -> Self:
        if self.devices > 1 and self.strategy != "ddp":
            raise ValueError(f"{self.devices} devices need strategy: ddp")
        return self
