"""Trains a network and yields the tensors of its best epoch."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from pytorch_lightning import Callback, Trainer
from pytorch_lightning.strategies import DDPStrategy
from torch.multiprocessing.spawn import ProcessException

from retrain.ml_configuration.network import Network
from retrain.ml_configuration.training import Training
from retrain.pytorch.checkpoint import PLACE, Checkpoints, EachEpoch, StoredCheckpoint, read_checkpoint
from retrain.pytorch.class_weights import class_weights
from retrain.pytorch.data_module import DataModule
from retrain.pytorch.dataset import Rows
from retrain.pytorch.dvclive_callback import LiveFigures
from retrain.pytorch.early_stopping import BestEpoch
from retrain.pytorch.epoch_callback import Watch, Watched
from retrain.pytorch.lightning_logging import quiet_lightning
from retrain.pytorch.lightning_module import Module
from retrain.pytorch.networks import build_network
from retrain.pytorch.seeding import EpochOrder, derive

RESTARTS = 2


@dataclass(frozen=True)
class Trained:
    """What a training leaves.

    Attributes:
        tensors: name -> float32 array, the weights of the best epoch.
        epoch: that epoch, counted from 0.
        macro_f1: its score on the validation rows.
    """

    tensors: dict[str, NDArray[np.float32]]
    epoch: int
    macro_f1: float


@dataclass(frozen=True)
class Setting:
    """What a training is made of.

    Attributes:
        labels: number of labels.
        network: which network.
        configuration: optimiser, duration, seed, threads, processes.
    """

    labels: int
    network: Network
    configuration: Training


def train(
    training: Rows,
    validation: Rows,
    setting: Setting,
    checkpoints: Checkpoints,
    live: Path | None = None,
    watch: Watch | None = None,
) -> Trained:
    """Fits a network; equal arguments give equal bits on one machine and library version, however often it was killed.

    Args:
        training: the rows to fit.
        validation: the rows by which the epoch is chosen.
        setting: labels, network, optimiser.
        checkpoints: where to go on from, and where each epoch is saved.
        live: the folder of DVCLive's figures, None for none.
        watch: told the figures of each epoch after it, ends the training where it answers True;
            None for nobody.

    Returns:
        The best epoch's weights.

    Raises:
        ProcessException: a process of a training on several failed, again and again without
            finishing an epoch.
    """
    chosen = setting.configuration
    torch.set_num_threads(chosen.threads)
    torch.utils.deterministic.fill_uninitialized_memory = False  # type: ignore[attr-defined]
    if chosen.overfit_batches is not None:
        training = validation = training.first(chosen.overfit_batches * chosen.batch_size)
    stalled = 0
    while stalled <= RESTARTS:
        before = checkpoints.newest()
        try:
            _fit(DataModule(training, validation, chosen), setting, checkpoints, _observers(live, watch))
            break
        except ProcessException:
            stalled = stalled + 1 if checkpoints.newest() == before else 0
            if stalled > RESTARTS:
                raise
    return _trained(checkpoints)


def _observers(live: Path | None, watch: Watch | None) -> list[Callback]:
    return [*([LiveFigures(live)] if live else []), *([Watched(watch)] if watch else [])]


def _fit(data: DataModule, setting: Setting, checkpoints: Checkpoints, observers: list[Callback]) -> None:
    chosen, rows = setting.configuration, data.training_rows
    torch.manual_seed(derive(chosen.seed, "weights"))
    fresh = build_network(setting.network, rows.sparse.shape[1], rows.dense.shape[1], setting.labels)
    an_epoch = EpochOrder(len(rows), chosen.batch_size, None, limit=chosen.limit_batches)
    place = PLACE if read_checkpoint(checkpoints) else None
    with quiet_lightning():
        trainer = _trainer(chosen, [BestEpoch(chosen.patience, chosen.keep), *observers], checkpoints)
        weights = class_weights(chosen.class_weights, rows.labels, setting.labels)
        module = Module(fresh, chosen, setting.labels, chosen.epochs * len(an_epoch), weights)
        trainer.fit(module, datamodule=data, ckpt_path=place)
    if chosen.profile:
        print(trainer.profiler.summary())  # type: ignore[attr-defined]  # noqa: T201


def _trainer(chosen: Training, callbacks: list[Callback], checkpoints: Checkpoints) -> Trainer:
    return Trainer(
        accelerator=chosen.accelerator,
        callbacks=[*callbacks, EachEpoch()],
        deterministic=True if chosen.accelerator == "cpu" else "warn",
        devices=chosen.devices,
        enable_model_summary=False,
        enable_progress_bar=False,
        logger=False,
        max_epochs=chosen.epochs,
        num_sanity_val_steps=0,
        plugins=[StoredCheckpoint(checkpoints)],
        precision=chosen.precision,
        profiler="simple" if chosen.profile else None,
        strategy=DDPStrategy(start_method="fork", process_group_backend="gloo") if chosen.devices > 1 else "auto",
        use_distributed_sampler=False,
    )


def _trained(checkpoints: Checkpoints) -> Trained:
    best = (read_checkpoint(checkpoints) or {})["callbacks"][BestEpoch.__name__]
    tensors = {name: tensor.numpy() for name, tensor in best["tensors"].items()}
    return Trained(tensors, best["epoch"], best["score"])
