"""Flipped rows, slices and taggers are listed with everything that a reviewer needs, as far as it may be shown."""

from rendered_pages import HOSTILE_LABELS, read_page

from retrain.model_reports import render_page
from retrain.model_reports.diagnostics.flips_and_slices import MAX_TEXT, flips_table, slices_table, taggers_table


def test_flipped_rows_can_be_ticked_and_all_are_counted(documents, model_of) -> None:
    reader = read_page(render_page(model_of(documents(["a", "b"]))))
    boxes = [box for box in reader.named("input") if box.get("type") == "checkbox"]
    assert [box["data-id"] for box in boxes] == ["R1", "R2"]
    assert "2 of 41 rows that the models predict differently, or whose label both doubt" in reader.words


def test_without_permission_no_row_is_on_the_page(documents, model_of) -> None:
    reader = read_page(render_page(model_of(documents(["a", "b"]) | {"flips": []})))
    assert not reader.named("input")
    assert "hides rows on this page; " in "".join(reader.words)


def test_an_excerpt_is_cut_and_is_beside_the_top_terms_of_both_predictions(documents, model_of) -> None:
    made = documents(["a", "b"])
    made["flips"][0] |= {
        "text": f"{HOSTILE_LABELS[0]} {'long ' * 100}",
        "legacy_words": "no sun",
        "retrained_words": HOSTILE_LABELS[1],
    }
    reader = read_page(render_page(model_of(made)))
    assert {"no sun", HOSTILE_LABELS[1]} <= set(reader.words)
    assert not reader.named("img")
    assert max(len(word) for word in reader.words if "long" in word) == MAX_TEXT


def test_a_prediction_that_a_tagger_decided_names_the_tagger(documents, model_of) -> None:
    made = documents(["a", "b"])
    made["flips"][0]["retrained_source"] = "cut-off"
    assert flips_table(model_of(made)).rows[0][3:5] == ("a", "b (tagger cut-off)")


def test_slices_and_taggers_are_listed_with_their_numbers(documents, model_of) -> None:
    model = model_of(documents(["a", "b"]))
    assert slices_table(model).rows[0] == ("channel=app", "400", "0.750", "0.875", "+0.125", "0.960")
    assert taggers_table(model).rows == (("threat", "retrained", "9", "4", "1", "1.000"),)
