"""The files of a sentence encoder, from a folder or from Hugging Face, each pinned by its digest."""

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
        encoder: a folder, or else the name of a repository on Hugging Face, which its own cache
            answers for first.
        file: which.

    Raises:
        InputError: the file is not to be had, or is another than the recipe's.
    """
    place = Path(encoder) / file.path if Path(encoder).is_dir() else _downloaded(encoder, file.path)
    try:
        content = place.read_bytes()
    except OSError as error:
        raise InputError(f"{place}: cannot be read ({error.strerror}); docs/encoder.md says how to get it") from error
    if (found := sha256(content).hexdigest()) != file.sha256:
        raise InputError(
            f"{place}: its SHA-256 is {found}, where conf/featurizers has {file.sha256}; "
            "restore the file, or write the new digest there to train with this encoder"
        )
    return content


def _downloaded(repository: str, path: str) -> Path:
    try:
        from huggingface_hub import hf_hub_download

        return Path(hf_hub_download(repository, path))
    except (ImportError, OSError, ValueError) as error:
        raise InputError(
            f"encoder {repository!r} is no folder, and Hugging Face does not give {path!r} of that name "
            f"({str(error).splitlines()[0]}); docs/encoder.md says how to get one"
        ) from error
