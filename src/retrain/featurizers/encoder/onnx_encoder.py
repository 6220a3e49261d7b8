"""A sentence encoder that onnxruntime runs, from texts to vectors of length 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from retrain.ml_configuration.errors import InputError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

PROCESSOR = ["CPUExecutionProvider"]
KNOWN_INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})
HIDDEN_STATES = 3


def library_versions() -> tuple[str, ...]:
    """The versions of onnxruntime and of tokenizers.

    Raises:
        InputError: one of them is not installed.
    """
    try:
        import onnxruntime
        import tokenizers
    except ImportError as error:
        raise InputError(
            f"a featurizer of kind sentence_encoder needs {error.name}, which is not installed; "
            "install the extra with `pip install --editable '.[encoder]'`, or choose other "
            "conf/featurizers"
        ) from error
    return onnxruntime.__version__, tokenizers.__version__


@dataclass(frozen=True)
class Encoder:
    """A frozen model with its tokenizer.

    Attributes:
        session: the model, from tokens to hidden states.
        tokenizer: from a text to tokens.
    """

    session: InferenceSession
    tokenizer: Tokenizer

    @classmethod
    def from_bytes(cls, model: bytes, tokenizer: bytes, max_tokens: int) -> Self:
        """The encoder from the contents of an ONNX file and of a `tokenizer.json`.

        A text of more than `max_tokens` tokens is truncated.

        Raises:
            InputError: a file is not of its format, the model is no encoder, or the extra is not
                installed.
        """
        library_versions()
        return cls(_session(model), _tokenizer(tokenizer, max_tokens))

    @property
    def width(self) -> int:
        """The number of features of a text."""
        return int(self.session.get_outputs()[0].shape[-1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The mean of each text's hidden states, scaled to length 1; float32, shape (n, width).

        A text without a token has the vector 0.

        Reimers and Gurevych, Sentence-BERT, 2019, section 3. Texts are encoded one by one: a model
        of 8 bits scales its activations by the largest in the batch, so that a text would depend on
        those beside it.
        """
        vectors = np.zeros((len(texts), self.width), np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            tokens = self.tokenizer.encode(text)
            if tokens.ids:
                mean = self._hidden_states(tokens).mean(axis=0)
                vector[:] = mean / max(float(np.linalg.norm(mean)), np.finfo(np.float32).tiny)
        return vectors

    def _hidden_states(self, tokens: Encoding) -> NDArray[np.float32]:
        """Shape (tokens, width)."""
        values = {"input_ids": tokens.ids, "attention_mask": tokens.attention_mask, "token_type_ids": tokens.type_ids}
        names = [tensor.name for tensor in self.session.get_inputs()]
        inputs = {name: np.array([values[name]], np.int64) for name in names}
        states: NDArray[np.float32] = self.session.run(None, inputs)[0][0]
        return states


def _session(content: bytes) -> InferenceSession:
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        session = InferenceSession(content, options, providers=PROCESSOR)
    except Exception as error:
        finding = f"the encoder's model is no ONNX file that can be run ({error})"
        raise InputError(f"{finding}; convert it again") from error
    inputs = {tensor.name for tensor in session.get_inputs()}
    shape = session.get_outputs()[0].shape
    if inputs - KNOWN_INPUTS or len(shape) != HIDDEN_STATES or not isinstance(shape[-1], int):
        raise InputError(
            f"the encoder's model turns {sorted(inputs)} into {shape}, where {sorted(KNOWN_INPUTS)} "
            "should become hidden states (texts, tokens, width); convert it as docs/encoder.md says"
        )
    return session


def _tokenizer(content: bytes, max_tokens: int) -> Tokenizer:
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_buffer(content)
    except ValueError as error:
        finding = f"the encoder's tokenizer is no tokenizer.json ({error})"
        raise InputError(f"{finding}; convert it again") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens)
    return tokenizer
