"""Named arrays in one NPZ file, whose bytes depend on the arrays alone."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from zipfile import BadZipFile, ZipFile, ZipInfo

import numpy as np
from numpy.typing import NDArray

from retrain.ml_configuration.errors import InputError

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Array: TypeAlias = "csr_matrix | NDArray[Any]"

CSR_PARTS = ("data", "indices", "indptr", "shape")
EARLIEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
UNREADABLE = (EOFError, KeyError, MemoryError, OSError, RuntimeError, TypeError, ValueError, BadZipFile, zlib.error)


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Writes the arrays, sorted by name, uncompressed; equal arrays give equal bytes.

    A CSR matrix `x` is written as `x.data`, `x.indices`, `x.indptr` and `x.shape`.

    Raises:
        ValueError: a name holds a dot, or an array holds Python objects.
    """
    with ZipFile(path, "w") as archive:
        for name, part in sorted(_parts(arrays).items()):
            entry = ZipInfo(f"{name}.npy", EARLIEST_ZIP_TIME)
            with archive.open(entry, "w", force_zip64=True) as stream:
                np.lib.format.write_array(stream, np.asarray(part, order="C"), allow_pickle=False)


def read_arrays(path: Path) -> dict[str, Array]:
    """The arrays that `write_arrays` wrote, with the same types and bits.

    Raises:
        InputError: the file is absent, damaged, or holds anything but arrays; names the file.
    """
    try:
        with np.load(path, allow_pickle=False) as archive:
            return _joined({name: archive[name] for name in archive.files})
    except UNREADABLE as error:
        raise InputError(
            f"{path}: not a readable file of arrays ({error}); "
            "restore it with `dvc checkout`, or write it again with `dvc repro`"
        ) from error


def _parts(arrays: Mapping[str, Array]) -> dict[str, NDArray[Any]]:
    parts: dict[str, NDArray[Any]] = {}
    for name, array in arrays.items():
        if "." in name:
            raise ValueError(f"array name {name!r} holds a dot")
        if isinstance(array, np.ndarray):
            parts[name] = array
        else:
            values = (array.data, array.indices, array.indptr, np.array(array.shape, np.int64))
            for part, value in zip(CSR_PARTS, values, strict=True):
                parts[f"{name}.{part}"] = value
    return parts


def _joined(parts: Mapping[str, NDArray[Any]]) -> dict[str, Array]:
    names = dict.fromkeys(name.partition(".")[0] for name in parts)
    return {name: parts[name] if name in parts else _csr(name, parts) for name in names}


def _csr(name: str, parts: Mapping[str, NDArray[Any]]) -> csr_matrix:
    from scipy.sparse import csr_matrix

    data, indices, indptr, shape = (parts[f"{name}.{part}"] for part in CSR_PARTS)
    matrix = csr_matrix((data, indices, indptr), shape=tuple(shape.tolist()))
    matrix.check_format(full_check=True)
    return matrix
