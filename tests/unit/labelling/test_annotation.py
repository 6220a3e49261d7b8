"""Annotators read the texts of a record, and its digest survives what tools do to white space."""

import pandas as pd

from retrain.labelling import displayed_texts, text_digest
from retrain.ml_configuration.task import Task


def test_the_digest_ignores_white_space_and_the_form_of_accents():
    assert text_digest(" Gru\u0308ße\r\nan  alle ") == text_digest("Gr\u00fcße an alle") != text_digest("grüße an alle")


def test_annotators_read_the_texts_or_without_any_all_features():
    def displayed(**roles: str) -> list[str]:
        columns = [{"name": name, "role": role} for name, role in {**roles, "label": "label"}.items()]
        task = Task.model_validate({"name": "t", "prediction": "multiclass", "columns": columns})
        return displayed_texts(pd.DataFrame({"one": ["a "], "two": ["7"], "label": ["x"]}), task)

    assert displayed(one="text", two="text") == ["a\n\n7"]
    assert displayed(one="text", two="number") == ["a"]
    assert displayed(one="category", two="number") == ["one: a \n\ntwo: 7"]
