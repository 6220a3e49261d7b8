"""Where a training that was killed goes on: one folder for each distinct training, outside DVC's outputs."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import retrain.pytorch
from retrain.ml_configuration import Split, paths
from retrain.ml_configuration.stages import TrainSections
from retrain.pytorch import arithmetic
from retrain.workspace.atomic import replace_file
from retrain.workspace.digests import file_digest
from retrain.workspace.work_dir import exclusive_lock, work_folder

LIBRARIES = ("numpy", "pytorch-lightning", "safetensors", "scikit-learn", "scipy", "torch")


@dataclass(frozen=True)
class CheckpointFolder:
    """The newest checkpoint of one training."""

    folder: Path

    @property
    def file(self) -> Path:
        """The checkpoint."""
        return self.folder / "newest.ckpt"

    def newest(self) -> bytes | None:
        """Its content, None before the first."""
        return self.file.read_bytes() if self.file.is_file() else None

    def save(self, content: bytes) -> None:
        """Puts a checkpoint in its place; a full disk leaves the former one."""
        replace_file(self.file, content)


@contextmanager
def checkpoints_of(sections: TrainSections, features: Path) -> Iterator[CheckpointFolder]:
    """The checkpoints of this training, which no other process trains within; removed when it ends well."""
    name = fingerprint(sections, features)
    with exclusive_lock(f"train-{name}"):
        kept = CheckpointFolder(work_folder() / "train" / name)
        if kept.file.is_file():
            print(f"going on from {kept.file}", flush=True)  # noqa: T201
        yield kept
        shutil.rmtree(kept.folder, ignore_errors=True)


def fingerprint(sections: TrainSections, features: Path) -> str:
    """16 hexadecimal digits of all that the bits of a training depend on."""
    parts = {
        "network": sections.network.model_dump(mode="json"),
        "training": sections.training.model_dump(mode="json", exclude={"audit_key", "profile"}),
        "rows": file_digest(paths.split_file(Split.TRAIN)),
        "features": [file_digest(features / f"{split.value}.npz") for split in (Split.TRAIN, Split.VALIDATION)],
        "code": [file_digest(path) for path in sorted(Path(retrain.pytorch.__path__[0]).glob("*.py"))],
        "libraries": [arithmetic(sections.training.accelerator), *map(version, LIBRARIES)],
    }
    return blake2b(json.dumps(parts, sort_keys=True).encode(), digest_size=8).hexdigest()
