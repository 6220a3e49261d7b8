"""The files of a sentence encoder in a folder or on Hugging Face, pinned by digest."""

from hashlib import sha256
from pathlib import Path
from typing import Annotated

from pydantic import Field

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.errors import InputError


class PinnedFile(FrozenModel):
    """A file of an encoder.

    Attributes:
        path: inside the encoder's folder or repository.
        sha256: of its content, so that another encoder is another recipe.
    """

    path: str
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


def read_pinned(encoder: str, file: PinnedFile) -> bytes:
    """The content of a file of an encoder.

    Args:
        encoder: a folder, or the name of a repository on Hugging Face, whose own cache is used
            first.
        file: which file.

    Raises:
        InputError: the file cannot be read or downloaded, or has another digest.
    """
    folder = Path(encoder)
    path = folder / file.path if folder.is_dir() else _download(encoder, file.path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); docs/encoder.md says how to get it") from error
    digest = sha256(content).hexdigest()
    if digest != file.sha256:
        raise InputError(
            f"{path}: its SHA-256 is {digest}, where conf/featurizers has {file.sha256}; "
            "restore the file, or write the new digest there to train with this encoder"
        )
    return content


def _download(repository: str, path: str) -> Path:
    try:
        from huggingface_hub import hf_hub_download

        return Path(hf_hub_download(repository, path))
    except (ImportError, OSError, ValueError) as error:
        raise InputError(
            f"encoder {repository!r} is no folder, and {path!r} cannot be downloaded from Hugging Face "
            f"({str(error).splitlines()[0]}); docs/encoder.md says how to get one"
        ) from error
