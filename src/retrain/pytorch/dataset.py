"""Featurized rows, served to the network as slices of arrays."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from torch.utils.data import Dataset

Batch = dict[str, torch.Tensor]


@dataclass(frozen=True)
class FeatureDataset(Dataset[Batch]):
    """Rows with their labels; an index is an array of row positions and yields one batch.

    Attributes:
        sparse: (n, v) float32 CSR.
        dense: (n, d) float32.
        labels: (n,) label positions.
        sample_weights: (n,) float32, how much each row counts in the loss; None counts all alike.
    """

    sparse: csr_matrix
    dense: NDArray[np.float32]
    labels: NDArray[np.int64]
    sample_weights: NDArray[np.float32] | None = None

    def __len__(self) -> int:
        return len(self.labels)

    def head(self, rows: int) -> "FeatureDataset":
        """The first rows, at most so many."""
        weights = None if self.sample_weights is None else self.sample_weights[:rows]
        return FeatureDataset(self.sparse[:rows], self.dense[:rows], self.labels[:rows], weights)

    def __getitem__(self, positions: NDArray[np.int64]) -> Batch:
        rows = self.sparse[positions]
        batch = {
            "indices": torch.from_numpy(rows.indices.astype(np.int64)),
            "offsets": torch.from_numpy(rows.indptr[:-1].astype(np.int64)),
            "weights": torch.from_numpy(rows.data.astype(np.float32)),
            "dense": torch.from_numpy(self.dense[positions]),
            "labels": torch.from_numpy(self.labels[positions]),
        }
        if self.sample_weights is not None:
            batch["sample_weights"] = torch.from_numpy(self.sample_weights[positions])
        return batch
