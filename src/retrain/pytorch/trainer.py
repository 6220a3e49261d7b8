"""Trains a network and returns the weights of its best epoch."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from pytorch_lightning import Callback, Trainer
from pytorch_lightning.strategies import DDPStrategy
from torch.multiprocessing.spawn import ProcessException

from retrain.ml_configuration.recipe import Network
from retrain.ml_configuration.training import Training
from retrain.pytorch.checkpoint import NEWEST, CheckpointEveryEpoch, Checkpoints, StoredCheckpoint, read_checkpoint
from retrain.pytorch.dataset import DataModule, FeatureDataset
from retrain.pytorch.early_stopping import EarlyStopping
from retrain.pytorch.epoch_callbacks import DVCLiveCallback, EpochCallback, OnEpochEnd
from retrain.pytorch.lightning_module import ClassifierModule
from retrain.pytorch.losses import class_weights
from retrain.pytorch.networks import build_network
from retrain.pytorch.seeding import EpochOrder, derive_seed

RESTARTS = 2
SILENCED_WARNINGS = ".*(does not have many workers|Sparse invariant checks|LeafSpec|smaller than the logging interval)"


@dataclass(frozen=True)
class TrainingResult:
    """The weights of the best epoch.

    Attributes:
        tensors: name -> float32 array.
        epoch: the best epoch, counted from 0.
        macro_f1: its score on the validation rows.
    """

    tensors: dict[str, NDArray[np.float32]]
    epoch: int
    macro_f1: float


@dataclass(frozen=True)
class TrainingSpec:
    """What is trained, and how.

    Attributes:
        labels: number of labels.
        network: which network.
        options: optimiser, duration, seed, threads, processes.
    """

    labels: int
    network: Network
    options: Training


def train(
    training: FeatureDataset,
    validation: FeatureDataset,
    spec: TrainingSpec,
    checkpoints: Checkpoints,
    live: Path | None = None,
    on_epoch_end: OnEpochEnd | None = None,
) -> TrainingResult:
    """Fits a network, and resumes from the newest checkpoint.

    Equal arguments give equal bits on one machine and library version, however often a training
    is killed.

    Args:
        training: the rows to fit.
        validation: the rows by which the epoch is chosen.
        spec: labels, network, optimiser.
        checkpoints: to resume from, and to save each epoch in.
        live: the folder of DVCLive's files, None for none.
        on_epoch_end: called with each epoch and its metrics; training stops where it returns True.

    Returns:
        The best epoch's weights.

    Raises:
        ProcessException: a process of a training on several failed three times without finishing
            an epoch.
    """
    options = spec.options
    torch.set_num_threads(options.threads)
    torch.utils.deterministic.fill_uninitialized_memory = False  # type: ignore[attr-defined]
    if options.overfit_batches is not None:
        training = validation = training.head(options.overfit_batches * options.batch_size)
    stalled = 0
    while stalled <= RESTARTS:
        before = checkpoints.newest()
        data = DataModule(training, validation, options)
        try:
            _fit(data, spec, checkpoints, _observers(live, on_epoch_end))
            break
        except ProcessException:
            stalled = stalled + 1 if checkpoints.newest() == before else 0
            if stalled > RESTARTS:
                raise
    return _best_result(checkpoints)


def _observers(live: Path | None, on_epoch_end: OnEpochEnd | None) -> list[Callback]:
    observers: list[Callback] = []
    if live:
        observers.append(DVCLiveCallback(live))
    if on_epoch_end:
        observers.append(EpochCallback(on_epoch_end))
    return observers


def _fit(data: DataModule, spec: TrainingSpec, checkpoints: Checkpoints, observers: list[Callback]) -> None:
    options = spec.options
    rows = data.training_rows
    torch.manual_seed(derive_seed(options.seed, "weights"))
    network = build_network(spec.network, rows.sparse.shape[1], rows.dense.shape[1], spec.labels)
    epoch = EpochOrder(len(rows), options.batch_size, seed=None, limit=options.limit_batches)
    batches = options.epochs * len(epoch)
    resume_from = NEWEST if read_checkpoint(checkpoints) else None
    with lightning_warnings_only():
        early_stopping = EarlyStopping(options.patience, options.keep)
        trainer = _trainer(options, [early_stopping, *observers], checkpoints)
        weights = class_weights(options.class_weights, rows.labels, spec.labels)
        module = ClassifierModule(network, options, spec.labels, batches, weights)
        trainer.fit(module, datamodule=data, ckpt_path=resume_from)
    if options.profile:
        print(trainer.profiler.summary())  # type: ignore[attr-defined]  # noqa: T201


def _trainer(options: Training, callbacks: list[Callback], checkpoints: Checkpoints) -> Trainer:
    strategy: DDPStrategy | str = "auto"
    if options.devices > 1:
        strategy = DDPStrategy(start_method="fork", process_group_backend="gloo")
    return Trainer(
        accelerator=options.accelerator,
        callbacks=[*callbacks, CheckpointEveryEpoch()],
        deterministic=True if options.accelerator == "cpu" else "warn",
        devices=options.devices,
        enable_model_summary=False,
        enable_progress_bar=False,
        logger=False,
        max_epochs=options.epochs,
        num_sanity_val_steps=0,
        plugins=[StoredCheckpoint(checkpoints)],
        precision=options.precision,
        profiler="simple" if options.profile else None,
        strategy=strategy,
        use_distributed_sampler=False,
    )


def _best_result(checkpoints: Checkpoints) -> TrainingResult:
    checkpoint = read_checkpoint(checkpoints) or {}
    best = checkpoint["callbacks"][EarlyStopping.__name__]
    tensors = {name: tensor.numpy() for name, tensor in best["best_tensors"].items()}
    return TrainingResult(tensors, best["best_epoch"], best["best_score"])


@contextmanager
def lightning_warnings_only() -> Iterator[None]:
    """Silences Lightning's log below warnings, and warnings that do not apply to array slices."""
    logger = logging.getLogger("pytorch_lightning")
    level = logger.level
    logger.setLevel(logging.WARNING)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=SILENCED_WARNINGS)
        try:
            yield
        finally:
            logger.setLevel(level)
