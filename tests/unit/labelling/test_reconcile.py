import pandas as pd
import pytest

from retrain.labelling import Answer, GivenLabel, Ground, Settled, settle, shown_texts, text_digest
from retrain.ml_configuration.task import Task

GROUND = Ground(
    digests={name: text_digest(f"text of {name}") for name in "abcd"},
    present={"a": "", "b": "bill", "c": "", "d": "meter"},
    closed=frozenset({"s"}),
    labels=frozenset({"bill", "meter"}),
    given={"d": "meter"},
)


def says(name: str, label: str, annotator: str = "ann", **changes: str) -> Answer:
    text = f"text of {name}"
    given = {"line": 1, "record_id": name, "digest": text_digest(text), "text": text, "label": label}
    return Answer(**{**given, "annotator": annotator, **changes})


def settled(*answers: Answer, most: int = 9, overrule: bool = False) -> Settled:
    return settle(answers, GROUND, most, overrule=overrule)


def ids(labels: tuple[GivenLabel, ...]) -> list[str]:
    return [f"{given.record_id}{given.label[0]}-{given.annotator}" for given in labels]


def test_new_answers_are_taken_and_those_of_before_are_known():
    found = settled(says("a", "bill"), says("b", "bill"), says("d", "meter", "bob"))
    assert (ids(found.taken), found.known, found.aside, found.refused) == (["ab-ann", "bb-ann"], 1, (), {})


def test_people_who_disagree_are_set_aside_with_each_other():
    found = settled(says("a", "bill"), says("c", "meter"), says("a", "meter", "bob"))
    assert ids(found.aside) == ["ab-ann", "am-bob"]
    assert ids(found.taken) == ["cm-ann"]


def test_an_answer_against_the_present_label_is_set_aside_unless_it_overrules():
    assert ids(settled(says("b", "meter")).aside) == ["bm-ann"]
    assert ids(settled(says("b", "meter"), overrule=True).taken) == ["bm-ann"]
    assert ids(settled(says("b", "meter"), says("b", "bill", "bob"), overrule=True).aside) == ["bm-ann", "bb-bob"]


def test_one_hand_gives_only_so_many_rows():
    found = settled(says("a", "bill"), says("b", "bill"), says("c", "bill"), says("c", "bill", "bob"), most=2)
    assert ids(found.taken) == ["ab-ann", "bb-ann", "cb-bob"]
    assert list(found.refused.values()) == ["its annotator has more than 2 rows; look, then import again"]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (says("s", "bill"), "the record is held out: nobody labels by hand what models are judged on"),
        (says("x", "bill"), "there is no such record"),
        (says("a", "bill", text="text of b"), "its text is not the one that was exported; was one column sorted"),
        (
            says("a", "bill", text="old", digest=text_digest("old")),
            "the record has changed since it was exported; export it again",
        ),
        (says("a", "bil"), "the task has no label 'bil'; did you mean 'bill'?"),
        (says("a", "zoo"), "the task has no label 'zoo'; declare a new one under label_changes.added"),
    ],
    ids=["held out", "unknown", "sorted alone", "stale", "misspelt", "new"],
)
def test_an_answer_that_cannot_be_trusted_is_refused(answer, why):
    found = settled(answer, says("c", "meter"))
    assert found.refused[answer].startswith(why)
    assert ids(found.taken) == ["cm-ann"]


def test_a_digest_does_not_see_white_space_and_the_form_of_accents():
    assert text_digest(" Gru\u0308ße\r\nan  alle ") == text_digest("Gr\u00fcße an alle") != text_digest("grüße an alle")


def test_a_person_reads_the_texts_and_of_a_record_without_any_its_features():
    def shown(**roles: str) -> list[str]:
        columns = [{"name": name, "role": role} for name, role in {**roles, "label": "label"}.items()]
        task = Task.model_validate({"name": "t", "prediction": "multiclass", "columns": columns})
        return shown_texts(pd.DataFrame({"one": ["a "], "two": ["7"], "label": ["x"]}), task)

    assert shown(one="text", two="text") == ["a\n\n7"]
    assert shown(one="text", two="number") == ["a"]
    assert shown(one="category", two="number") == ["one: a \n\ntwo: 7"]
