"""A file of an encoder is read from a folder or from Hugging Face, and only with its digest."""

import sys
from hashlib import sha256

import pytest

from retrain.featurizers.encoder.pinned_file import PinnedFile, read_pinned
from retrain.ml_configuration.errors import InputError


def test_another_file_than_the_pinned_one_is_refused(tmp_path):
    file = PinnedFile(path="model", sha256=sha256(b"m").hexdigest())
    (tmp_path / "model").write_bytes(b"m")
    assert read_pinned(str(tmp_path), file) == b"m"
    (tmp_path / "model").write_bytes(b"changed")
    with pytest.raises(InputError, match=f"model: its SHA-256 is {sha256(b'changed').hexdigest()}, where"):
        read_pinned(str(tmp_path), file)
    (tmp_path / "model").unlink()
    with pytest.raises(InputError, match=r"model: cannot be read .*docs/encoder\.md"):
        read_pinned(str(tmp_path), file)


def test_a_name_that_is_no_folder_needs_hugging_face(monkeypatch):
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(InputError, match=r"'models/encoders/none' is no folder"):
        read_pinned("models/encoders/none", PinnedFile(path="model.onnx", sha256="0" * 64))


def test_a_name_on_hugging_face_is_read_from_its_cache(tmp_path, monkeypatch):
    constants = pytest.importorskip("huggingface_hub.constants", reason="the extra [encoder] is not installed")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    commit = "0" * 40
    cached = tmp_path / "models--team--tiny"
    (cached / "refs").mkdir(parents=True)
    (cached / "refs/main").write_text(commit)
    (cached / "snapshots" / commit).mkdir(parents=True)
    (cached / "snapshots" / commit / "model.onnx").write_bytes(b"m")
    file = PinnedFile(path="model.onnx", sha256=sha256(b"m").hexdigest())
    assert read_pinned("team/tiny", file) == b"m"
    with pytest.raises(InputError, match="'other' cannot be downloaded from Hugging Face"):
        read_pinned("team/tiny", file.model_copy(update={"path": "other"}))
