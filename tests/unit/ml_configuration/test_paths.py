"""Each split has a file of its own."""

from pathlib import Path

from retrain.ml_configuration import Split, paths


def test_each_split_has_a_file_of_its_own():
    assert [paths.split_file(split) for split in (Split.TRAIN, Split.SEALED)] == [
        Path("data/splits/train.csv"),
        Path("data/splits/sealed.csv"),
    ]
