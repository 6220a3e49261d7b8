"""Measures our trainer, with and without a checkpoint each epoch, beside a plain PyTorch loop.

The bare loop has the same network, batches, optimiser, schedule, validation and choice of the best
epoch. All train every epoch, without early stopping. Run in a repository where `dvc repro` has run:
`python benchmarks/checkpoints.py`.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import torch
from measuring import AbsentError, Result, cpu_seconds, in_turns, show
from pytorch_lightning import Trainer

from retrain.configuration import load
from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.stages import TrainSections
from retrain.model.feature_files import read_features, read_labels
from retrain.pytorch import FeatureDataset, TrainingSpec, train
from retrain.pytorch.dataset import DataModule
from retrain.pytorch.early_stopping import EarlyStopping
from retrain.pytorch.lightning_module import ClassifierModule, macro_f1
from retrain.pytorch.losses import LOSSES, mean_loss
from retrain.pytorch.networks import build_network
from retrain.pytorch.seeding import EpochOrder, derive_seed
from retrain.pytorch.trainer import lightning_warnings_only
from retrain.workspace.checkpoint_folder import CheckpointFolder
from retrain.workspace.work_dir import work_folder

REPEATS = 5


def main() -> list[Result]:
    """The cost of Lightning, and of a durable checkpoint each epoch in CPU and wall-clock time."""
    if not paths.FEATURES.is_dir():
        raise AbsentError(f"{paths.FEATURES} is absent; `dvc repro featurize` makes it")
    sections = load(TrainSections)
    training = sections.training.model_copy(update={"patience": sections.training.epochs})
    spec = TrainingSpec(len(read_labels(paths.FEATURES)), sections.network, training)
    data = (rows(Split.TRAIN), rows(Split.VALIDATION), spec)
    without_checkpoints = in_turns(
        REPEATS,
        lambda: cpu_seconds(lambda: train_without_checkpoints(*data)),
        lambda: cpu_seconds(lambda: train_bare_loop(*data)),
    )
    with_checkpoints = in_turns(
        REPEATS,
        lambda: cpu_seconds(lambda: train_with_checkpoints(*data)),
        lambda: cpu_seconds(lambda: train_bare_loop(*data)),
    )
    elapsed = in_turns(
        REPEATS,
        lambda: wall_seconds(lambda: train_with_checkpoints(*data)),
        lambda: wall_seconds(lambda: train_bare_loop(*data)),
    )
    return [
        Result(
            f"{training.epochs} epochs of the demo without checkpoints",
            "CPU s",
            *without_checkpoints,
            "a loop of PyTorch alone",
        ),
        Result(
            f"{training.epochs} epochs, each with a durable checkpoint",
            "CPU s",
            *with_checkpoints,
            "a loop of PyTorch alone",
        ),
        Result(
            f"{training.epochs} epochs, each with a durable checkpoint",
            "s",
            *elapsed,
            "a loop of PyTorch alone",
        ),
    ]


def rows(split: Split) -> FeatureDataset:
    """The featurized rows of a split."""
    features = read_features(paths.FEATURES, split)
    return FeatureDataset(features.sparse, features.dense, features.labels)


def train_with_checkpoints(
    training: FeatureDataset,
    validation: FeatureDataset,
    spec: TrainingSpec,
) -> None:
    """Trains as the stage does, with DVCLive metrics, on the repository's own disk."""
    with tempfile.TemporaryDirectory(dir=work_folder()) as folder:
        train(training, validation, spec, CheckpointFolder(Path(folder)), Path(folder) / "live")


def train_without_checkpoints(
    training: FeatureDataset,
    validation: FeatureDataset,
    spec: TrainingSpec,
) -> None:
    """The same training with Lightning, without checkpoints and metrics."""
    options = spec.options
    data = DataModule(training, validation, options)
    torch.set_num_threads(options.threads)
    torch.manual_seed(derive_seed(options.seed, "weights"))
    network = build_network(
        spec.network,
        training.sparse.shape[1],
        training.dense.shape[1],
        spec.labels,
    )
    batches = options.epochs * len(EpochOrder(len(training), options.batch_size, None))
    with lightning_warnings_only():
        trainer = Trainer(
            accelerator="cpu",
            callbacks=[EarlyStopping(options.patience, options.keep)],
            deterministic=True,
            enable_checkpointing=False,
            enable_model_summary=False,
            enable_progress_bar=False,
            logger=False,
            max_epochs=options.epochs,
            num_sanity_val_steps=0,
        )
        trainer.fit(ClassifierModule(network, options, spec.labels, batches), datamodule=data)


def train_bare_loop(
    training: FeatureDataset,
    validation: FeatureDataset,
    spec: TrainingSpec,
) -> None:
    """The same training as a plain PyTorch loop."""
    options = spec.options
    torch.set_num_threads(options.threads)
    torch.manual_seed(derive_seed(options.seed, "weights"))
    network = build_network(
        spec.network,
        training.sparse.shape[1],
        training.dense.shape[1],
        spec.labels,
    )
    order = range(options.epochs)
    epoch_of = iter(order)
    batches = EpochOrder(len(training), options.batch_size, options.seed, lambda: next(epoch_of))
    optimizer = torch.optim.AdamW(
        network.parameters(),
        lr=options.learning_rate,
        weight_decay=options.weight_decay,
        fused=True,
    )
    decay = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=options.epochs * len(batches))
    best_score = -1.0
    best_weights: dict[str, torch.Tensor] = {}
    for _ in order:
        network.train()
        for positions in batches:
            batch = training[positions]
            optimizer.zero_grad()
            mean_loss(LOSSES[options.loss], network(batch), batch["labels"]).backward()
            optimizer.step()
            decay.step()
        score = validate(network, validation, spec)
        if score > best_score:
            best_score = score
            best_weights = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    assert best_weights


def wall_seconds(work: Callable[[], object]) -> float:
    """The wall-clock seconds that a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def validate(network: torch.nn.Module, validation: FeatureDataset, spec: TrainingSpec) -> float:
    """The macro F1 on the validation rows."""
    network.eval()
    confusion = torch.zeros(spec.labels**2, dtype=torch.long)
    with torch.no_grad():
        for positions in EpochOrder(len(validation), spec.options.batch_size, None):
            batch = validation[positions]
            cells = batch["labels"] * spec.labels + network(batch).argmax(dim=1)
            confusion += torch.bincount(cells, minlength=spec.labels**2)
    return float(macro_f1(confusion.reshape(spec.labels, spec.labels)))


if __name__ == "__main__":
    show(main())
