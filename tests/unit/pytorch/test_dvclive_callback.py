"""DVCLive's files are the same bytes for the same training."""

from in_memory import InMemory
from training_specs import training_spec

from retrain.pytorch import train


def test_dvclives_files_are_the_same_bytes_twice(rows, tmp_path):
    for name in ("one", "other"):
        train(*rows, training_spec(epochs=2), InMemory(), tmp_path / name)
    files = [
        sorted(path.relative_to(tmp_path / name) for path in (tmp_path / name).rglob("*.*"))
        for name in ("one", "other")
    ]
    assert files[0] == files[1]
    assert all((tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes() for file in files[0])
