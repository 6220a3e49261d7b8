"""Records are shown with both predictions only where their text may be."""

from retrain.model_reports.deck.example_slides import example_slides
from retrain.model_reports.deck.translation import Translator

FLIP = {
    "id": "R1",
    "truth": "a",
    "legacy": "b",
    "legacy_confidence": 0.5,
    "retrained": "a",
    "retrained_confidence": 0.9,
    "cost_change": -1,
}
CHANGES = ("fixed", "broken")
FLIPS = [FLIP | {"change": change, "text": f"*{change}* #{number}"} for change in CHANGES for number in range(5)]
EXAMPLES = {"flips": FLIPS, "flip_counts": {"fixed": 211, "broken": 64}}


def test_three_records_of_each_change_are_shown_with_both_predictions(documents, model_of):
    (slide,) = example_slides(model_of(documents(["a", "b"]) | EXAMPLES), Translator())
    assert slide.title == "In the recent holdout 211 predictions were fixed and 64 broken"
    assert [table.rows[0] for table in slide.tables] == [("a", "b", "a", f"*{name}* #0") for name in CHANGES]
    assert [len(table.rows) for table in slide.tables] == [3, 3]


def test_without_text_there_is_no_slide(documents, model_of):
    hidden = [flip | {"text": ""} for flip in FLIPS]
    assert example_slides(model_of(documents(["a", "b"]) | EXAMPLES | {"flips": hidden}), Translator()) == ()
