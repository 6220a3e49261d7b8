"""What the bits of a training depend on: options, data, libraries, processor and code."""

import json
from collections.abc import Sequence
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import torch

from retrain.ml_configuration.recipe import Network
from retrain.ml_configuration.training import Training

LIBRARIES = ("numpy", "pytorch-lightning", "safetensors", "scikit-learn", "scipy", "torch")


def numeric_environment(accelerator: str) -> tuple[str, str]:
    """The version of torch, and the name of the GPU or of the processor's vector instructions.

    Args:
        accelerator: `cpu`, or `auto` for a GPU where there is one.
    """
    if accelerator == "auto" and torch.cuda.is_available():
        return torch.__version__, torch.cuda.get_device_name()
    return torch.__version__, torch.backends.cpu.get_cpu_capability()


def training_fingerprint(network: Network, training: Training, data: Sequence[str]) -> str:
    """16 hexadecimal digits of everything that decides the bits of a training.

    Args:
        network: its name and options.
        training: options of the training; those that change no weight are left out.
        data: digests of the files that it reads.
    """
    parts = {
        "network": network.model_dump(mode="json"),
        "training": training.model_dump(mode="json", exclude={"audit_key", "profile"}),
        "data": list(data),
        "code": [blake2b(path.read_bytes()).hexdigest() for path in sorted(Path(__file__).parent.glob("*.py"))],
        "libraries": [numeric_environment(training.accelerator), *map(version, LIBRARIES)],
    }
    return blake2b(json.dumps(parts, sort_keys=True).encode(), digest_size=8).hexdigest()
