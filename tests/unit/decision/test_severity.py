"""The cost of a mistake is declared, or follows from the taxonomy of labels."""

import numpy as np
import pytest

from retrain.decision.severity import cost_matrix
from retrain.ml_configuration.task import Severity

LABELS = ("lion", "tiger", "cow", "bee")


TAXONOMY = {
    "lion": ("mammal", "feline"),
    "tiger": ("mammal", "feline"),
    "cow": ("mammal", "bovine"),
    "bee": ("insect", "hymenoptera"),
}


COSTS = np.array([[0, 1, 2, 3], [1, 0, 2, 3], [2, 2, 0, 3], [3, 3, 3, 0]]) / 3


def test_the_cost_is_the_height_of_what_both_labels_have_in_common():
    assert cost_matrix(LABELS, Severity(taxonomy=TAXONOMY)) == pytest.approx(COSTS)


def test_a_label_outside_of_the_taxonomy_costs_one_against_every_other():
    costs = cost_matrix((*LABELS, "oak"), Severity(taxonomy=TAXONOMY))
    assert costs[:4, :4] == pytest.approx(COSTS)
    assert costs[4].tolist() == costs[:, 4].tolist() == [1, 1, 1, 1, 0]


def test_paths_of_unequal_length_are_measured_by_the_deeper_one():
    uneven = Severity(taxonomy={"cat": ("mammal", "feline"), "seal": ("mammal",), "moss": ()})
    assert cost_matrix(("cat", "seal", "moss"), uneven) == pytest.approx(
        np.array([[0, 2, 3], [2, 0, 2], [3, 2, 0]]) / 3
    )


def test_declared_costs_hold_in_their_direction_and_the_others_are_one():
    costs = cost_matrix(("ham", "spam", "news"), Severity(costs={"ham": {"spam": 10.0}, "spam": {"ham": 0.5}}))
    assert costs.tolist() == [[0, 10, 1], [0.5, 0, 1], [1, 1, 0]]


def test_without_severity_every_mistake_costs_one():
    assert cost_matrix(LABELS, None).tolist() == (1 - np.eye(4)).tolist()
