"""`retrain labels` names the annotator after the file by default, and says what to do next."""

import pytest

from records.erasure import ERASED


@pytest.mark.parametrize(("words", "annotator"), [((), "ann"), (("--by", "bob"), "bob")])
def test_the_annotator_of_a_file_is_its_name_by_default(workplace, retrain, monkeypatch, words, annotator):
    annotators = []

    def import_labels(*_: object, by: str, overrule: bool) -> str:
        annotators.append((by, overrule))
        return "2 labels"

    monkeypatch.setattr("retrain.labelling.import_annotations.import_labels", import_labels)
    code, printed, _ = retrain("labels", "import", "ann.csv", "--from", "csv", *words)
    assert (code, annotators) == (0, [(annotator, False)])
    assert printed == "2 labels\nCheck `git diff` and commit data/labels; then `dvc repro`\n"


def test_erased_records_are_counted_once(workplace, retrain):
    assert retrain("labels", "erase", "L1", "L2")[1].startswith(f"2 more in {ERASED}; commit it")
    assert retrain("labels", "erase", "L2")[1].startswith(f"0 more in {ERASED}")
