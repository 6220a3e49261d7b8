"""The slides about labels show those that changed most, and nothing that cannot be compared."""

from retrain.model_reports.deck.label_slides import label_slides
from retrain.model_reports.deck.translation import Translator


def titles(model) -> list[str]:
    return [slide.title for slide in label_slides(model, Translator())]


def test_without_a_legacy_model_the_weakest_labels_and_the_mistakes_are_shown(documents, model_of):
    assert titles(model_of(documents(["a", "b"], "review", legacy=False))) == [
        "The weakest labels of the retrained model",
        "The retrained model makes 3 mistakes",
        "A prediction costs 0.300 on average",
    ]


def test_reliability_is_compared_bin_by_bin(documents, model_of):
    diagram = label_slides(model_of(documents(["a", "b"])), Translator())[-1].reliability
    assert diagram.legend == ("legacy", "retrained")
    assert diagram.retrained == ((0.6, 0.55, 900), (0.9, 0.93, 825))
    assert diagram.sentence == "Confidence against accuracy: 0.040 apart on average"
