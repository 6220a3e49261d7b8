"""Arrays come back from disk with type and bits, and no other content is read."""

import zipfile

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from retrain.featurizers import Array, read_arrays, write_arrays
from retrain.ml_configuration.errors import InputError

SPARSE = csr_matrix(np.array([[0, 1.5, 0], [0, 0, 0], [2, 0, 3]], dtype=np.float32))


def test_dense_and_sparse_arrays_come_back_with_type_and_bits(tmp_path):
    dense = np.asfortranarray(np.arange(6, dtype=np.float64).reshape(2, 3))
    arrays: dict[str, Array] = {
        "words": SPARSE,
        "numbers": dense,
        "none": csr_matrix((0, 4), dtype=np.float32),
        "one": np.array([7]),
    }
    write_arrays(tmp_path / "a.npz", arrays)
    back = read_arrays(tmp_path / "a.npz")
    assert sorted(back) == sorted(arrays)
    assert back["numbers"].tobytes() == dense.tobytes()
    assert back["none"].shape == (0, 4)
    assert back["words"].dtype == np.float32
    assert back["words"].indices.dtype == SPARSE.indices.dtype
    assert (back["words"] != SPARSE).nnz == 0


def test_equal_arrays_give_equal_bytes_whatever_the_order_and_the_clock(tmp_path):
    dense = np.arange(6.0).reshape(2, 3)
    write_arrays(tmp_path / "a.npz", {"x": SPARSE, "y": dense})
    write_arrays(tmp_path / "b.npz", {"y": np.asfortranarray(dense), "x": SPARSE.copy()})
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.npz") as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_a_name_with_a_dot_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"'x\.data' holds a dot"):
        write_arrays(tmp_path / "a.npz", {"x.data": np.zeros(1)})


def test_python_objects_are_not_written(tmp_path):
    with pytest.raises(ValueError, match="Object arrays"):
        write_arrays(tmp_path / "a.npz", {"x": np.array([{}], dtype=object)})


def test_python_objects_are_not_read(tmp_path):
    np.savez(tmp_path / "a.npz", x=np.array([{}], dtype=object))
    with pytest.raises(InputError, match=r"a\.npz: not a readable file of arrays"):
        read_arrays(tmp_path / "a.npz")


def test_a_file_that_is_cut_or_changed_is_refused_or_reads_the_same(tmp_path):
    path = tmp_path / "a.npz"
    write_arrays(path, {"x": SPARSE})
    whole = path.read_bytes()
    for position in range(0, len(whole), 7):
        path.write_bytes(whole[:position])
        with pytest.raises(InputError, match=r"a\.npz"):
            read_arrays(path)
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 0x55]) + whole[position + 1 :])
        try:
            assert (read_arrays(path).get("x", SPARSE) != SPARSE).nnz == 0
        except InputError as problem:
            assert "a.npz" in str(problem)


@pytest.mark.parametrize(
    "broken", [{"x.indices": [9, 0, 2]}, {"x.indptr": [0, 9, 1, 3]}, {"x.shape": [3]}, {"x.data": [1.0]}]
)
def test_a_sparse_matrix_that_points_outside_itself_is_refused(tmp_path, broken):
    parts = {"x.data": SPARSE.data, "x.indices": SPARSE.indices, "x.indptr": SPARSE.indptr, "x.shape": [3, 3]}
    np.savez(tmp_path / "a.npz", **{name: np.array(part) for name, part in {**parts, **broken}.items()})
    with pytest.raises(InputError, match=r"a\.npz"):
        read_arrays(tmp_path / "a.npz")


@pytest.mark.parametrize("content", [b"", b"PK", b"\x93NUMPY", b"\x80\x04."])
def test_a_file_of_something_else_is_refused(tmp_path, content):
    (tmp_path / "a.npz").write_bytes(content)
    with pytest.raises(InputError, match=r"a\.npz"):
        read_arrays(tmp_path / "a.npz")


def test_an_array_file_that_is_one_bare_array_is_refused(tmp_path):
    with (tmp_path / "a.npz").open("wb") as stream:
        np.save(stream, np.zeros(3))
    with pytest.raises(InputError, match=r"a\.npz"):
        read_arrays(tmp_path / "a.npz")
