"""Text as the vectors of a frozen sentence encoder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from retrain.featurizers.array_files import Array
from retrain.featurizers.encoder.onnx_encoder import Encoder, library_versions
from retrain.featurizers.encoder.pinned_file import PinnedFile, read_pinned
from retrain.featurizers.featurizer import Featurizer, FittedState, Layout, TextLists
from retrain.ml_configuration.columns import Columns
from retrain.ml_configuration.enums import FeaturizerKind, Role

FILES = ("model", "tokenizer")


class SentenceEncoder(Featurizer):
    """The mean of the hidden states of all tokens, scaled to length 1.

    The encoder becomes part of the state, so that a model folder needs no download to predict.

    Attributes:
        encoder: its folder, or its name on Hugging Face.
        model: the ONNX file, from tokens to hidden states.
        tokenizer: the `tokenizer.json`.
        max_tokens: a longer text is truncated.
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

    def fit_state(self, records: Columns, groups: NDArray[np.object_]) -> FittedState:
        """The contents of `model` and `tokenizer` as raw bytes; nothing of the records."""
        contents = {name: read_pinned(self.encoder, getattr(self, name)) for name in FILES}
        Encoder.from_bytes(**contents, max_tokens=self.max_tokens)
        arrays = {name: np.array(np.void(content)) for name, content in contents.items()}
        return FittedState(arrays=arrays)

    def layout(self, text_lists: TextLists) -> Layout:
        """One element of raw bytes for each file."""
        return dict.fromkeys(FILES, (np.void, ()))

    def feature_names(self, state: FittedState) -> tuple[str, ...]:
        """`embedding 0` and so on."""
        return tuple(f"embedding {number}" for number in range(self._encoder(state).width))

    def batch_transform(self, state: FittedState) -> Callable[[Columns], Array]:
        """A function from n records to dense float32, (n, width); columns are joined by lines."""
        encoder = self._encoder(state)
        return lambda records: encoder.encode(self._texts(records))

    def _texts(self, records: Columns) -> list[str]:
        columns = (records[name] for name in self.columns)
        return ["\n".join(cells) for cells in zip(*columns, strict=True)]

    def _encoder(self, state: FittedState) -> Encoder:
        contents = {name: state.arrays[name].tobytes() for name in FILES}
        return Encoder.from_bytes(**contents, max_tokens=self.max_tokens)
