"""Annotations are accepted, set aside or refused by what is known of their records."""

import pytest

from retrain.labelling import Annotation, HumanLabel, LabelContext, Reconciled, reconcile, text_digest

CONTEXT = LabelContext(
    digests={name: text_digest(f"text of {name}") for name in "abcd"},
    labels_by_record={"a": "", "b": "bill", "c": "", "d": "meter"},
    held_out=frozenset({"s"}),
    labels=frozenset({"bill", "meter"}),
    human_labels={"d": "meter"},
)


def given(name: str, label: str, annotator: str = "ann", **changes: str) -> Annotation:
    text = f"text of {name}"
    fields = {"line": 1, "record_id": name, "digest": text_digest(text), "text": text, "label": label}
    return Annotation(**{**fields, "annotator": annotator, **changes})


def outcome(*annotations: Annotation, most: int = 9, overrule: bool = False) -> Reconciled:
    return reconcile(annotations, CONTEXT, most, overrule=overrule)


def ids(labels: tuple[HumanLabel, ...]) -> list[str]:
    return [f"{label.record_id}{label.label[0]}-{label.annotator}" for label in labels]


def test_new_labels_are_accepted_and_repeated_ones_counted():
    result = outcome(given("a", "bill"), given("b", "bill"), given("d", "meter", "bob"))
    assert (ids(result.accepted), result.already_known, result.disagreements, result.refused) == (
        ["ab-ann", "bb-ann"],
        1,
        (),
        {},
    )


def test_labels_of_annotators_who_disagree_are_set_aside():
    result = outcome(given("a", "bill"), given("c", "meter"), given("a", "meter", "bob"))
    assert ids(result.disagreements) == ["ab-ann", "am-bob"]
    assert ids(result.accepted) == ["cm-ann"]


def test_a_label_against_the_present_one_is_set_aside_unless_it_overrules():
    assert ids(outcome(given("b", "meter")).disagreements) == ["bm-ann"]
    assert ids(outcome(given("b", "meter"), overrule=True).accepted) == ["bm-ann"]
    assert ids(outcome(given("b", "meter"), given("b", "bill", "bob"), overrule=True).disagreements) == [
        "bm-ann",
        "bb-bob",
    ]


def test_one_annotator_gives_at_most_so_many_rows():
    result = outcome(given("a", "bill"), given("b", "bill"), given("c", "bill"), given("c", "bill", "bob"), most=2)
    assert ids(result.accepted) == ["ab-ann", "bb-ann", "cb-bob"]
    assert list(result.refused.values()) == ["its annotator has more than 2 rows; check them, then import again"]


@pytest.mark.parametrize(
    ("refused", "reason"),
    [
        (given("s", "bill"), "the record is held out for judging, or too old"),
        (given("x", "bill"), "there is no such record"),
        (given("a", "bill", text="text of b"), "its text is not the one that was exported; was one column sorted"),
        (
            given("a", "bill", text="old", digest=text_digest("old")),
            "the record has changed since it was exported; export it again",
        ),
        (given("a", "bil"), "the task has no label 'bil' - did you mean 'bill'?"),
        (given("a", "zoo"), "the task has no label 'zoo'; declare a new one under label_changes.added"),
    ],
    ids=["held out", "unknown", "sorted alone", "stale", "misspelt", "new"],
)
def test_an_annotation_that_cannot_be_trusted_is_refused(refused, reason):
    result = outcome(refused, given("c", "meter"))
    assert result.refused[refused].startswith(reason)
    assert ids(result.accepted) == ["cm-ann"]
