"""Trains a network and yields the tensors of its best epoch."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from pytorch_lightning import Trainer
from pytorch_lightning.loggers import Logger

from retrain.ml_configuration.network import Network
from retrain.ml_configuration.training import Training
from retrain.pytorch.best_epoch import BestEpoch
from retrain.pytorch.data_module import DataModule
from retrain.pytorch.module import Module
from retrain.pytorch.networks import build_network
from retrain.pytorch.quiet import quiet_lightning
from retrain.pytorch.rows import Rows
from retrain.pytorch.seeding import CounterSeeding, derive


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


def train(
    training: Rows, validation: Rows, labels: int, network: Network, configuration: Training, live: Path | None
) -> Trained:
    """Fits a network; equal arguments give equal bits on one machine and library version.

    Args:
        training: the rows to fit.
        validation: the rows by which the epoch is chosen.
        labels: number of labels.
        network: which network.
        configuration: optimiser, duration, seed, threads.
        live: the folder of DVCLive's figures, None for none.

    Returns:
        The best epoch's weights.
    """
    torch.set_num_threads(configuration.threads)
    torch.manual_seed(derive(configuration.seed, "weights"))
    fresh = build_network(network, training.sparse.shape[1], training.dense.shape[1], labels)
    best = BestEpoch(configuration.patience)
    data = DataModule(training, validation, configuration.batch_size, configuration.seed)
    with quiet_lightning():
        _trainer(configuration, best, live).fit(Module(fresh, configuration, labels), datamodule=data)
    return Trained(best.tensors, best.epoch, best.score)


def _trainer(configuration: Training, best: BestEpoch, live: Path | None) -> Trainer:
    return Trainer(
        accelerator="cpu",
        callbacks=[CounterSeeding(configuration.seed), best],
        deterministic=True,
        enable_checkpointing=False,
        enable_model_summary=False,
        enable_progress_bar=False,
        logger=_live_logger(live) if live else False,
        max_epochs=configuration.epochs,
        num_sanity_val_steps=0,
        use_distributed_sampler=False,
    )


def _live_logger(live: Path) -> Logger:
    from dvclive.lightning import DVCLiveLogger

    logger: Logger = DVCLiveLogger(dir=str(live), dvcyaml=None, save_dvc_exp=False, report=None)
    return logger
