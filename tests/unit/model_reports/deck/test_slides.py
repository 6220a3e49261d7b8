"""The slides state the decision and its evidence in computed sentences, in the language of the style."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from retrain.ml_configuration.decision_document import Code
from retrain.ml_configuration.enums import Outcome, Verdict
from retrain.model_reports.deck.blocks import Slide
from retrain.model_reports.deck.slides import deck_slides
from retrain.model_reports.deck.translation import Translator

GERMAN = Path(__file__).parents[4] / "conf/report/german.yaml"

CALIBRATION = {
    "expected_error": 0.046123,
    "reliability": [{"rows": 80, "confidence": 0.61, "right": 0.64}, {"rows": 80, "confidence": 0.93, "right": 0.9}],
    "area_under_risk": 0.03,
    "risk_coverage": [{"coverage": 1.0, "risk": 0.1}],
    "abstained": 0.0,
}

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
EXAMPLES = {
    "flips": [FLIP | {"change": name, "text": f"*{name}* #{number}"} for name in CHANGES for number in range(5)],
    "flip_counts": {"fixed": 211, "broken": 64},
}
ENGLISH = Translator()


@pytest.fixture
def slides(documents, model_of):
    def make(labels=("a", "b"), outcome="promote", legacy=True, translator=ENGLISH, **edits) -> tuple[Slide, ...]:
        made = documents(list(labels), outcome, legacy)
        made["comparison"]["calibration"] = {"retrained": CALIBRATION} | ({"legacy": CALIBRATION} if legacy else {})
        for document, edit in edits.items():
            made[document] |= edit
        return deck_slides(model_of(made), translator)

    return make


def test_every_title_is_a_computed_sentence(slides):
    assert [slide.title for slide in slides()] == [
        "Promote the retrained model",
        "Of 5 checks 2 pass and 1 fail",
        "Macro F1 changes by +0.100 (95 % interval +0.092 to +0.108)",
        "The share of b goes from 50.0 % to 75.0 %",
        "F1 rises on 2 of 2 labels and falls on 0",
        "Kinds of mistake: 1 shrank, 1 grew; \u22127 mistakes in all",
        "A prediction costs 0.300 on average, \u22120.100 against the legacy model",
        "Evaluated on rows that neither model was trained on: 1,800 sealed, 1,725 recent",
    ]


def test_the_first_slide_sums_up_what_the_others_show(slides):
    first, _, *evidence, _ = slides()
    assert (
        first.lead
        == "Of 92 records in the recent holdout the retrained model predicts 86.1 % right, the legacy model 78.1 %."
    )
    assert first.notes[:2] == ("accuracy: The evidence shows that the retrained model is worse.", first.notes[1])
    assert first.notes[2:] == tuple(slide.title for slide in evidence)
    assert [tile.value for tile in first.tiles] == ["0.842", "0.861", "211 / 64"]


def test_without_a_legacy_model_nothing_is_compared(slides):
    made = slides(outcome="review", legacy=False)
    assert made[0].lead.endswith("there is no legacy model to compare it with.")
    assert not any("legacy" in slide.title or "goes from" in slide.title for slide in made)
    assert [dot.legacy for slide in made if slide.dots for dot in slide.dots.rows] == [None] * 6


def test_of_many_labels_those_that_changed_most_are_shown(slides):
    names = [f"label {number}" for number in range(150)]
    labels = next(slide for slide in slides(names) if "F1 rises" in slide.title)
    assert labels.lead == "The 15 labels that changed most, of 150."
    shown = [abs(row.retrained - row.legacy) for row in labels.dots.rows]
    hidden = [row for row in slides(names)[0].notes if "150" in row]
    assert len(shown) == 15
    assert min(shown) > 0.14
    assert hidden


def test_the_worst_checks_are_shown_first_and_the_rest_counted(slides, documents):
    reasons = documents(["a", "b"])["decision"]["reasons"]
    checks = slides(decision={"reasons": reasons * 4})[1]
    assert [row[1] for row in checks.tables[0].rows[:5]] == ["fail"] * 4 + ["undecided"]
    assert checks.notes == ("9 more checks are on the page.",)


def test_phrases_and_numbers_change_their_language(slides):
    words = {"Promote the retrained model": "Modell übernehmen", "Macro F1, recent": "F1", "by the retrained model": ""}
    first = slides(translator=Translator(words, decimal_comma=True))[0]
    assert first.title == "Modell übernehmen"
    assert (first.tiles[0].name, first.tiles[0].value) == ("F1", "0,842")
    assert "86,1 %" in first.lead


@dataclass(frozen=True)
class RecordingTranslator(Translator):
    """Records every phrase that it translates."""

    phrases: set[str] = field(default_factory=set)

    def text(self, phrase: str, **fields: str) -> str:
        self.phrases.add(phrase)
        return super().text(phrase, **fields)


def test_the_german_words_are_those_of_every_phrase(slides, documents, model_of):
    german = yaml.safe_load(GERMAN.read_text("utf-8"))["style"]["words"]
    translator = RecordingTranslator(german)
    many = documents(["a"])["decision"]["reasons"] * 4
    for legacy in (True, False):
        slides(legacy=legacy, translator=translator)
        slides(
            [f"label {number}" for number in range(40)],
            legacy=legacy,
            translator=translator,
            decision={"reasons": many},
        )
    deck_slides(model_of(documents(["a", "b"]) | EXAMPLES), translator)
    every = translator.phrases | {*(one.words for one in (*Code, *Outcome)), *(verdict.value for verdict in Verdict)}
    assert {phrase for phrase in every if phrase not in german and re.search("[a-z]{2}", phrase)} == set()
    assert set(german) - every == set()
