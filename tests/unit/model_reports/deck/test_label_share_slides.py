"""The slide about drift shows the labels whose share changed most, and is left out where none was measured."""

from retrain.model_reports.deck.label_share_slides import label_share_slides
from retrain.model_reports.deck.translation import Translator


def test_the_labels_whose_share_changed_most_come_first(documents, model_of):
    made = documents(["a", "b"])
    names = [f"label {number:02}" for number in range(20)]
    made["drift"]["labels"] = [{"label": name, "then": 100, "since": 10 + place} for place, name in enumerate(names)]
    (slide,) = label_share_slides(model_of(made), Translator())
    assert slide.title == "The share of label 19 goes from 4.8 % to 3.6 %"
    assert slide.lead.endswith("The 15 labels that changed most, of 20.")
    changes = [abs(dot.retrained - dot.legacy) for dot in slide.dots.rows]
    assert changes == sorted(changes, reverse=True)


def test_where_no_drift_was_measured_there_is_no_slide(documents, model_of):
    assert label_share_slides(model_of(documents(["a", "b"], legacy=False)), Translator()) == ()
