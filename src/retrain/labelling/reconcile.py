"""Answers weighed against the records: taken, set aside, or refused."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby

from retrain.labelling.annotation import Answer
from retrain.labelling.human_label import GivenLabel
from retrain.labelling.texts import text_digest


@dataclass(frozen=True)
class Ground:
    """What answers are weighed against.

    Attributes:
        digests: record id -> digest of its text as it is now, of the rows that may be labelled.
        present: record id -> its label now; "" where it has none.
        closed: ids of the rows that are held out.
        labels: that the task knows.
        given: record id -> the label that a person has given before.
    """

    digests: Mapping[str, str]
    present: Mapping[str, str]
    closed: frozenset[str]
    labels: frozenset[str]
    given: Mapping[str, str]


@dataclass(frozen=True)
class Settled:
    """What becomes of the answers of one file.

    Attributes:
        taken: in the file's order.
        known: how many say what a person has said before.
        aside: answers of rows on which people disagree, with each other or with the present label.
        refused: answer -> why.
    """

    taken: tuple[GivenLabel, ...]
    known: int
    aside: tuple[GivenLabel, ...]
    refused: Mapping[Answer, str]


def settle(answers: Sequence[Answer], ground: Ground, most: int, *, overrule: bool) -> Settled:
    """The answers, each taken, known, set aside or refused.

    Args:
        answers: of one file.
        ground: what they are weighed against.
        most: rows of one annotator, so that no single hand teaches the model; further ones are
            refused.
        overrule: whether the answers take the place of present labels that they contradict.
    """
    refused = {answer: why for answer in answers if (why := next(_faults(answer, ground), ""))}
    sound = [answer for answer in answers if answer not in refused]
    refused |= dict.fromkeys(_beyond(sound, most), f"its annotator has more than {most} rows; look, then import again")
    within = [answer for answer in sound if answer not in refused]
    split = {name for name, given in _labels_by_record(within, ground, overrule=overrule) if len(given) > 1}
    aside = tuple(_given(answer) for answer in within if answer.record_id in split)
    agreed = [answer for answer in within if answer.record_id not in split]
    new = [answer for answer in agreed if ground.given.get(answer.record_id) != answer.label]
    return Settled(tuple(map(_given, new)), len(agreed) - len(new), aside, refused)


def _faults(answer: Answer, ground: Ground) -> Iterator[str]:
    """Why an answer cannot be taken; nothing where it can."""
    if answer.record_id in ground.closed:
        yield "the record is held out: nobody labels by hand what models are judged on, or what is too old to train on"
    if answer.record_id not in ground.digests:
        yield "there is no such record"
    if text_digest(answer.text) != answer.digest:
        yield "its text is not the one that was exported; was one column sorted alone?"
    if ground.digests.get(answer.record_id) != answer.digest:
        yield "the record has changed since it was exported; export it again"
    if answer.label not in ground.labels:
        near = get_close_matches(answer.label, ground.labels, n=1)
        remedy = f"did you mean {near[0]!r}?" if near else "declare a new one under label_changes.added"
        yield f"the task has no label {answer.label!r}; {remedy}"


def _beyond(answers: Sequence[Answer], most: int) -> Iterator[Answer]:
    counts: Counter[str] = Counter()
    for answer in answers:
        counts[answer.annotator] += 1
        if counts[answer.annotator] > most:
            yield answer


def _labels_by_record(
    answers: Sequence[Answer], ground: Ground, *, overrule: bool
) -> Iterator[tuple[str, frozenset[str]]]:
    """Each record with the labels that stand against each other: the answers', and the present one unless overruled."""
    for name, group in groupby(sorted(answers, key=_record), key=_record):
        present = "" if overrule else ground.present[name]
        yield name, frozenset({answer.label for answer in group} | {present} - {""})


def _record(answer: Answer) -> str:
    return answer.record_id


def _given(answer: Answer) -> GivenLabel:
    return GivenLabel(record_id=answer.record_id, digest=answer.digest, label=answer.label, annotator=answer.annotator)
