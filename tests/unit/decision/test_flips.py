"""The rows on which the two models differ are found, the costliest change first."""

from dataclasses import replace

import numpy as np
import pytest

from retrain.decision import Flip, find_flips
from retrain.decision.flips import Change
from retrain.ml_configuration.task import Severity

FAMILIES = Severity(taxonomy={"ant": ("insect",), "bee": ("insect",), "cat": ("mammal",)})


def column(*labels):
    return np.array(labels, dtype=object)


@pytest.fixture
def rows(held_out):
    truth = column("ant", "ant", "ant", "ant", "ant", "ant")
    legacy = column("ant", "ant", "cat", "bee", "cat", "ant")
    retrained = column("bee", "cat", "ant", "cat", "cat", "ant")
    made = held_out(truth, legacy, retrained)
    sure = np.full(6, 0.95)
    return replace(
        made, legacy=replace(made.legacy, confidence=sure), retrained=replace(made.retrained, confidence=sure)
    )


def found(rows):
    return find_flips(rows, ("ant", "bee", "cat"), FAMILIES)


def test_rows_that_changed_are_named_by_how(rows):
    assert {row.id: row.change.value for row in found(rows)} == {
        "r0": "broken",
        "r1": "broken",
        "r2": "fixed",
        "r3": "wrong_otherwise",
        "r4": "label_suspect",
    }


def test_the_rows_that_became_worst_come_first(rows):
    assert [row.id for row in found(rows)] == ["r1", "r0", "r3", "r4", "r2"]
    assert [row.cost_change for row in found(rows)] == [1.0, 0.5, 0.5, 0.0, -1.0]


def test_a_label_is_suspect_only_where_both_models_are_confident(rows):
    unsure = replace(rows, legacy=replace(rows.legacy, confidence=np.full(6, 0.6)))
    assert "r4" not in {row.id for row in found(unsure)}


def test_without_a_legacy_model_only_labels_are_suspected(rows):
    assert {row.change for row in found(replace(rows, legacy=None))} == {Change.LABEL_SUSPECT}


def test_a_row_of_the_table_holds_both_predictions(rows):
    sure = {"legacy_confidence": 0.95, "retrained_confidence": 0.95}
    sources = {"legacy_source": "network", "retrained_source": "network"}
    labels = {"truth": "ant", "legacy": "ant", "retrained": "cat"}
    assert found(rows)[0] == Flip(id="r1", change=Change.BROKEN, cost_change=1.0, **labels, **sure, **sources)
