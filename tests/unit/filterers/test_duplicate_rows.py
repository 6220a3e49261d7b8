"""Repeated records are removed with the record that stays, contradicting ones with the other label."""

from retrain.filterers.duplicate_rows import ContradictoryRows, DuplicateRows


def test_all_records_that_contradict_each_other_are_removed_with_the_other_label(mail, mails):
    records = mails(
        ("1", "Hello  you", "", "k", "a"), ("2", "hello you", "", "K", "b"), ("3", "hello you", "", "k", "b"),
        ("4", "hello you", "", "other", "c"), ("5", "bye", "", "k", "a"), ("6", "bye", "", "k", "a"),
    )  # fmt: skip
    reason = "same features as a record labelled "
    expected = [f"{reason}'b'", f"{reason}'a'", f"{reason}'a'", "", "", ""]
    assert ContradictoryRows().reasons(records, mail) == expected


def test_a_duplicate_names_the_record_that_stays(mail, mails):
    records = mails(
        ("1", "Hello  World", "", "k", "a"),
        ("2", "hello world ", "", "K", "a"),
        ("3", "hello world", "", "k", "b"),
        ("4", "hello", "world", "k", "a"),
        ("5", "HELLO\tWORLD", "", "k", "a"),
    )
    same = "same features and label as record '1'"
    assert DuplicateRows().reasons(records, mail) == ["", same, "", "", same]


def test_a_duplicate_without_ids_names_the_row(table):
    records = {"kind": ["b", "a", "a"], "label": ["x", "x", "x"]}
    assert DuplicateRows().reasons(records, table) == ["", "", "same features and label as row 2"]
