"""Records without a label and records of rare labels are removed with the reason."""

from retrain.filterers.label_filters import MissingLabel, RareLabel


def test_a_blank_label_is_missing(mail, mails):
    records = mails(("1", "x", "", "", "a"), ("2", "x", "", "", " "))
    assert MissingLabel().reasons(records, mail) == ["", "no label"]


def test_a_rare_label_is_removed_with_its_count(table):
    records = {"kind": [""] * 4, "label": ["a", "b", "a", "c"]}
    rare = "label {} has 1 of at least 2 records"
    assert RareLabel(at_least=2).reasons(records, table) == ["", rare.format("'b'"), "", rare.format("'c'")]
