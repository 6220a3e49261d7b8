"""A filterer that decides on single records gives each the reason that it has in a table."""

from retrain.filterers import RecordFilterer
from retrain.filterers.registry import REGISTRY
from retrain.ml_configuration.columns import to_rows


def test_a_record_filterer_gives_a_record_the_same_reason_alone_and_in_a_table(mail):
    records = {"subject": ["a", " ", ""], "body": ["", "\t", "b"], "kind": ["x"] * 3}
    classes = [filterer for filterer in REGISTRY.values() if issubclass(filterer, RecordFilterer)]
    assert classes
    for filterer in classes:
        row_filter = filterer().row_filter(mail)
        assert list(map(row_filter, to_rows(records))) == filterer().reasons(records, mail)
