"""A small convolutional network for short texts."""

from typing import Annotated

import torch
from pydantic import Field
from torch import nn

from retrain.ml_configuration.base import FrozenModel
from retrain.ml_configuration.errors import InputError
from retrain.pytorch.dataset import Batch
from retrain.pytorch.layers import Affine, Dropout, SparseLinear, TaskNetwork


class TextClassifier(TaskNetwork):
    """Logistic regression on sparse features beside a max-pooled convolution over word embeddings.

    Kim, 2014, "Convolutional Neural Networks for Sentence Classification", with windows of one
    width.

    Raises:
        InputError: the dense features are not the codes of `length` words.
    """

    class Options(FrozenModel):
        """Its options.

        Attributes:
            dropout: share left out of each training example, of its non-zero sparse features and of
                its pooled values.
            length: words of a text, as in the featurizer tokens.
            vocabulary: number of words with an embedding; all others count as unknown.
            embedding: width of a word's embedding.
            channels: of the convolution.
            window: width of the convolution, in words.
        """

        dropout: Dropout
        length: Annotated[int, Field(ge=1, le=1024)]
        vocabulary: Annotated[int, Field(ge=1, le=2**20)]
        embedding: Annotated[int, Field(ge=1, le=1024)]
        channels: Annotated[int, Field(ge=1, le=4096)]
        window: Annotated[int, Field(ge=1, le=15)]

    def __init__(self, options: Options, sparse: int, dense: int, labels: int) -> None:
        super().__init__(options, sparse, dense, labels)
        if dense != options.length:
            raise InputError(
                f"network: a text of {options.length} words does not match {dense} dense features; "
                "set the length of the featurizer tokens, and use no other featurizer of dense features"
            )
        self.vocabulary = options.vocabulary
        self.sparse = SparseLinear(sparse, labels, options.dropout)
        self.words = nn.Embedding(options.vocabulary + 1, options.embedding)
        self.convolution = nn.Conv1d(
            options.embedding, options.channels, kernel_size=options.window, padding=options.window // 2
        )
        self.dropout = nn.Dropout(options.dropout)
        self.output = Affine(options.channels, labels)

    def forward(self, batch: Batch) -> torch.Tensor:
        """Logits (n, labels)."""
        codes = batch["dense"].long()
        known = codes.where(codes <= self.vocabulary, 0)
        pooled = self.convolution(self.words(known).transpose(1, 2)).relu().amax(dim=2)
        logits: torch.Tensor = self.sparse(batch) + self.output(self.dropout(pooled))
        return logits
