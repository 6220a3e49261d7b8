"""Text as the vector that a frozen sentence encoder gives it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from retrain.featurizers.array_files import Array
from retrain.featurizers.encoder import Encoder, library_versions
from retrain.featurizers.encoder_files import PinnedFile, read_pinned
from retrain.featurizers.featurizer import Document, Featurizer, Layout, Learnt
from retrain.ml_configuration.enums import FeaturizerKind, Role

if TYPE_CHECKING:
    import pandas as pd

FILES = ("model", "tokenizer")


class SentenceEncoder(Featurizer):
    """The mean of the hidden states of all tokens, scaled to length 1.

    The encoder becomes part of the state, so that a model folder answers without the place it came
    from.

    Attributes:
        encoder: its folder, or its name on Hugging Face.
        model: the ONNX file, from tokens to hidden states.
        tokenizer: the `tokenizer.json`.
        max_tokens: a longer text is cut off.
    """

    kind: ClassVar[FeaturizerKind] = FeaturizerKind.SENTENCE_ENCODER
    role: ClassVar[Role] = Role.TEXT
    encoder: str
    model: PinnedFile
    tokenizer: PinnedFile
    max_tokens: Annotated[int, Field(ge=1, le=512)]

    @property
    def versions(self) -> tuple[str, ...]:
        """Of onnxruntime and tokenizers."""
        return library_versions()

    def learn(self, records: pd.DataFrame, groups: NDArray[np.object_]) -> Learnt:
        """Nothing of the records: the contents of `model` and `tokenizer`, each one array of raw bytes."""
        contents = {name: read_pinned(self.encoder, getattr(self, name)) for name in FILES}
        Encoder.of(**contents, max_tokens=self.max_tokens)
        return Learnt(arrays={name: np.array(np.void(content)) for name, content in contents.items()})

    def layout(self, document: Document) -> Layout:
        """One element of raw bytes a file."""
        return dict.fromkeys(FILES, (np.void, ()))

    def names(self, learnt: Learnt) -> tuple[str, ...]:
        """`embedding 0` and so on."""
        return tuple(f"embedding {place}" for place in range(self._encoder(learnt).width))

    def transformer(self, learnt: Learnt) -> Callable[[pd.DataFrame], Array]:
        """A function from n records to a dense array of float32, shape (n, width); columns are joined by a line."""
        encoder = self._encoder(learnt)
        return lambda records: encoder.vectors(self._texts(records))

    def _texts(self, records: pd.DataFrame) -> list[str]:
        return ["\n".join(cells) for cells in zip(*(records[name].tolist() for name in self.columns), strict=True)]

    def _encoder(self, learnt: Learnt) -> Encoder:
        return Encoder.of(**{name: learnt.arrays[name].tobytes() for name in FILES}, max_tokens=self.max_tokens)
