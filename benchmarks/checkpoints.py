"""Training with a durable checkpoint each epoch beside a bare PyTorch loop of the same work, interleaved in one run.

The bare loop has the same network, batches, optimiser, schedule, validation and choice of the best epoch.
Both train every epoch, without early stopping. Run in a repository whose road has run:
`python benchmarks/checkpoints.py`. Prints the medians in seconds and their ratio.
"""

import statistics
import tempfile
import time
from pathlib import Path

import torch

from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.stages import TrainSections
from retrain.pipeline.checkpoints import CheckpointFolder
from retrain.pipeline.feature_files import read_features, read_labels
from retrain.pytorch import Rows, Setting, train
from retrain.pytorch.confusion import macro_f1
from retrain.pytorch.losses import LOSSES
from retrain.pytorch.networks import build_network
from retrain.pytorch.seeding import EpochOrder, derive
from retrain.stages.configuration import load

REPEATS = 7


def main() -> None:
    """Times both and prints the medians."""
    sections = load(TrainSections)
    every = sections.training.model_copy(update={"patience": sections.training.epochs})
    setting = Setting(len(read_labels(paths.FEATURES)), sections.network, every)
    training, validation = (rows(split) for split in (Split.TRAIN, Split.VALIDATION))
    durable(training, validation, setting)
    pairs = [(durable(training, validation, setting), bare(training, validation, setting)) for _ in range(REPEATS)]
    ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"training with durable checkpoints, median of {REPEATS}: {ours:.2f} s")
    print(f"bare PyTorch loop: {theirs:.2f} s")
    print(f"ratio: {ours / theirs:.2f}")


def rows(split: Split) -> Rows:
    """The featurized rows of a split."""
    features = read_features(paths.FEATURES, split)
    return Rows(features.sparse, features.dense, features.labels)


def durable(training: Rows, validation: Rows, setting: Setting) -> float:
    """The seconds of a training as the stage does it, live figures included, on the repository's own disk."""
    with tempfile.TemporaryDirectory(dir=".work") as folder:
        start = time.perf_counter()
        train(training, validation, setting, CheckpointFolder(Path(folder)), Path(folder) / "live")
        return time.perf_counter() - start


def bare(training: Rows, validation: Rows, setting: Setting) -> float:
    """The seconds of the same training in a loop of PyTorch alone."""
    start = time.perf_counter()
    chosen = setting.configuration
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(derive(chosen.seed, "weights"))
    network = build_network(setting.network, training.sparse.shape[1], training.dense.shape[1], setting.labels)
    order = range(chosen.epochs)
    epoch_of = iter(order)
    batches = EpochOrder(len(training), chosen.batch_size, chosen.seed, lambda: next(epoch_of))
    optimizer = torch.optim.AdamW(
        network.parameters(), lr=chosen.learning_rate, weight_decay=chosen.weight_decay, fused=True
    )
    decay = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=chosen.epochs * len(batches))
    best, kept = -1.0, {}
    for _ in order:
        network.train()
        for positions in batches:
            batch = training[positions]
            optimizer.zero_grad()
            LOSSES[chosen.loss](network(batch), batch["labels"]).backward()
            optimizer.step()
            decay.step()
        score = validate(network, validation, setting)
        if score > best:
            best, kept = score, {name: tensor.clone() for name, tensor in network.state_dict().items()}
    assert kept
    return time.perf_counter() - start


def validate(network: torch.nn.Module, validation: Rows, setting: Setting) -> float:
    """The macro F1 on the validation rows."""
    network.eval()
    confusion = torch.zeros(setting.labels**2, dtype=torch.long)
    with torch.no_grad():
        for positions in EpochOrder(len(validation), setting.configuration.batch_size, None):
            batch = validation[positions]
            cells = batch["labels"] * setting.labels + network(batch).argmax(dim=1)
            confusion += torch.bincount(cells, minlength=setting.labels**2)
    return float(macro_f1(confusion.reshape(setting.labels, setting.labels)))


if __name__ == "__main__":
    main()
