"""The page lists the drift of each column, and prints its name literally."""

from rendered_pages import HOSTILE_LABELS, read_page

from retrain.model_reports import render_page


def test_drift_has_a_table_only_where_something_was_compared(documents, model_of) -> None:
    words = "".join(read_page(render_page(model_of(documents(["a", "b"])))).words)
    assert (
        "1 of 5 columns drifted since the legacy model was trained (label). One row of each group is compared" in words
    )
    assert "length in words" in words
    alone = "".join(read_page(render_page(model_of(documents(["a", "b"], legacy=False)))).words)
    assert "No model serves yet." in alone
    assert "One row of each group" not in alone


def test_a_hostile_column_name_makes_no_element(documents, model_of) -> None:
    made = documents(["a", "b"])
    made["drift"]["columns"][0]["column"] = HOSTILE_LABELS[0]
    reader = read_page(render_page(model_of(made)))
    assert not reader.named("img")
    assert HOSTILE_LABELS[0] in reader.words
