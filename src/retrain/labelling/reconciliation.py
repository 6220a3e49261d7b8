"""Checks annotations against the records: each is accepted, set aside or refused."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from retrain.labelling.annotation import Annotation, HumanLabel, text_digest
from retrain.ml_configuration.errors import did_you_mean


@dataclass(frozen=True)
class LabelContext:
    """What annotations are checked against.

    Attributes:
        digests: record id -> digest of its present text, of the rows that may be labelled.
        labels_by_record: record id -> its present label; "" where it has none.
        held_out: ids of the rows that may not be labelled.
        labels: all labels of the task.
        human_labels: record id -> the label that a person gave earlier.
    """

    digests: Mapping[str, str]
    labels_by_record: Mapping[str, str]
    held_out: frozenset[str]
    labels: frozenset[str]
    human_labels: Mapping[str, str]


@dataclass(frozen=True)
class Reconciled:
    """The annotations of one file, sorted by what becomes of them.

    Attributes:
        accepted: new labels, in the file's order.
        already_known: how many repeat a label that a person gave earlier.
        disagreements: labels of rows whose annotators contradict each other or the present label.
        refused: annotation -> why.
    """

    accepted: tuple[HumanLabel, ...]
    already_known: int
    disagreements: tuple[HumanLabel, ...]
    refused: Mapping[Annotation, str]


def reconcile(annotations: Sequence[Annotation], context: LabelContext, most: int, *, overrule: bool) -> Reconciled:
    """The annotations, each accepted, already known, set aside or refused.

    Args:
        annotations: of one file.
        context: what they are checked against.
        most: rows accepted from one annotator, so that no single person dominates the labels;
            further ones are refused.
        overrule: whether they replace present labels that they contradict.
    """
    refused: dict[Annotation, str] = {}
    for annotation in annotations:
        for fault in _faults(annotation, context):
            refused.setdefault(annotation, fault)
    valid = [annotation for annotation in annotations if annotation not in refused]
    excess = f"its annotator has more than {most} rows; check them, then import again"
    refused |= dict.fromkeys(_beyond(valid, most), excess)
    valid = [annotation for annotation in valid if annotation not in refused]
    disputed = _disputed(valid, context, overrule)
    agreed = [annotation for annotation in valid if annotation.record_id not in disputed]
    new = [one for one in agreed if context.human_labels.get(one.record_id) != one.label]
    return Reconciled(
        accepted=tuple(map(_human_label, new)),
        already_known=len(agreed) - len(new),
        disagreements=tuple(_human_label(one) for one in valid if one.record_id in disputed),
        refused=refused,
    )


def _faults(annotation: Annotation, context: LabelContext) -> Iterator[str]:
    """Why an annotation cannot be accepted, the most important reason first; nothing if it can."""
    if annotation.record_id in context.held_out:
        yield "the record is held out for judging, or too old to train on; it is not labelled"
    if annotation.record_id not in context.digests:
        yield "there is no such record"
    if text_digest(annotation.text) != annotation.digest:
        yield "its text is not the one that was exported; was one column sorted alone?"
    if context.digests.get(annotation.record_id) != annotation.digest:
        yield "the record has changed since it was exported; export it again"
    if annotation.label not in context.labels:
        hint = did_you_mean(annotation.label, context.labels)
        remedy = hint or "; declare a new one under label_changes.added"
        yield f"the task has no label {annotation.label!r}{remedy}"


def _beyond(annotations: Sequence[Annotation], most: int) -> Iterator[Annotation]:
    counts: Counter[str] = Counter()
    for annotation in annotations:
        counts[annotation.annotator] += 1
        if counts[annotation.annotator] > most:
            yield annotation


def _disputed(annotations: Sequence[Annotation], context: LabelContext, overrule: bool) -> set[str]:
    """The ids of records whose annotators contradict each other or, unless overruled, the present label."""
    labels: dict[str, set[str]] = defaultdict(set)
    for annotation in annotations:
        present = "" if overrule else context.labels_by_record[annotation.record_id]
        labels[annotation.record_id] |= {annotation.label, present} - {""}
    return {record_id for record_id, given in labels.items() if len(given) > 1}


def _human_label(annotation: Annotation) -> HumanLabel:
    return HumanLabel(
        record_id=annotation.record_id,
        digest=annotation.digest,
        label=annotation.label,
        annotator=annotation.annotator,
    )
