"""A report model reads every document, and names the file and the key of what is wrong."""

import pytest

from retrain.ml_configuration.errors import InputError


def test_a_report_model_reads_every_document(documents, model_of) -> None:
    model = model_of(documents(["a", "b"]))
    assert model.decision.outcome == "promote"
    assert model.comparison.macro_f1.retrained == 0.842345
    assert model.metrics.validation.retrained.accuracy == 0.872222
    assert model.flip_counts == {"broken": 40, "label_suspect": 1}


def test_a_key_that_no_report_shows_is_ignored(documents, model_of) -> None:
    extended = documents(["a", "b"])
    extended["metrics"]["later"] = 1
    assert model_of(extended) == model_of(documents(["a", "b"]))


def test_a_missing_key_is_named_with_its_file_and_the_remedy(documents, model_of) -> None:
    broken = documents(["a", "b"])
    del broken["ingest"]["licence"]
    with pytest.raises(InputError, match=r"reports/ingest\.json: licence: Field required; .*make repro"):
        model_of(broken)


@pytest.mark.parametrize(("key", "value"), [("code", "new_code"), ("kind", "new_kind")])
def test_an_unknown_code_or_kind_in_the_decision_is_rejected(documents, model_of, key, value) -> None:
    broken = documents(["a", "b"])
    broken["decision"]["reasons"][0][key] = value
    with pytest.raises(InputError, match=rf"reports/decision\.json: reasons\.0\.{key}: Input should be .*make repro"):
        model_of(broken)


def test_a_missing_document_is_named(documents, model_of) -> None:
    broken = documents(["a", "b"])
    del broken["splitting"]
    with pytest.raises(InputError, match=r"reports/split\.json: document: Field required"):
        model_of(broken)
