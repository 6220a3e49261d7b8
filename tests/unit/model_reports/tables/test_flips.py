from test_page import LABELS, read

from retrain.model_reports import page
from retrain.model_reports.tables.flips import EXCERPT


def test_rows_that_flipped_can_be_ticked_and_the_rest_is_counted(documents, model_of) -> None:
    reader = read(page(model_of(documents(["a", "b"]))))
    assert [each["data-id"] for each in reader.named("input") if each.get("type") == "checkbox"] == ["R1", "R2"]
    assert "2 of 41 rows on which the models differ, or both doubt the label" in reader.words
    assert next(each for each in reader.named("textarea") if each["id"] == "override")["data-decision"] == "d" * 64


def test_without_leave_no_row_stands_on_the_page(documents, model_of) -> None:
    reader = read(page(model_of(documents(["a", "b"]) | {"flips": []})))
    assert not reader.named("input")
    assert "keeps rows off this page; " in "".join(reader.words)


def test_an_excerpt_is_cut_and_stands_beside_the_words_that_drove_both_answers(documents, model_of) -> None:
    made = documents(["a", "b"])
    made["flips"][0] |= {"text": f"{LABELS[0]} {'long ' * 100}", "legacy_words": "no sun", "retrained_words": LABELS[1]}
    reader = read(page(model_of(made)))
    assert {"no sun", LABELS[1]} <= set(reader.words)
    assert not reader.named("img")
    assert max(len(word) for word in reader.words if "long" in word) == EXCERPT
