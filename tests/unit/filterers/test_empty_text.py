"""Only records without any text are removed, one by one as in a table."""

from retrain.filterers.empty_text import EmptyText


def test_only_records_with_no_text_at_all_are_empty(mail, mails):
    records = mails(("1", "x", "", "", "a"), ("2", "", " \n", "k", "a"), ("3", "", "y", "", "a"))
    assert EmptyText().reasons(records, mail) == ["", "no text in subject, body", ""]


def test_a_task_without_text_has_no_empty_text(table):
    assert EmptyText().reasons({"kind": ["", "a"], "label": ["x", "y"]}, table) == ["", ""]
