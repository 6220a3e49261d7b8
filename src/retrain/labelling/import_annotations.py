"""Imports the labels that people gave into `data/labels/`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from retrain.labelling.annotation import HumanLabel, displayed_texts, text_digest
from retrain.labelling.human_labels import IMPORTS, LABELS, valid_human_labels
from retrain.labelling.labelable_rows import read_adapted
from retrain.labelling.reconciliation import LabelContext, Reconciled, reconcile
from retrain.labelling.tools import REGISTRY
from retrain.ml_configuration import InputError, Role
from retrain.ml_configuration.label_tool import LabelTool
from retrain.ml_configuration.stages import SplitSections
from retrain.workspace.atomic import replace_file

DISAGREEMENTS = LABELS / "disagreements.jsonl"
SHOWN = 10


def import_labels(sections: SplitSections, tool: LabelTool, file: Path, most: int, *, by: str, overrule: bool) -> str:
    """Writes the accepted labels of a file to a new file in `data/labels/`; the summary to print.

    Args:
        sections: the task and its splits.
        tool: the labelling tool that exported the file.
        file: the exported file.
        most: rows accepted from one annotator.
        by: the annotator of labels for which the file names none.
        overrule: whether annotations replace present labels that they contradict.

    Raises:
        InputError: the file is missing or not the tool's, or every annotation was refused.
    """
    annotations = REGISTRY[tool].read(_text(file), str(file))
    if not annotations:
        raise InputError(f"{file}: no row has a label; export it again after labelling")
    annotations = [replace(one, annotator=one.annotator or by) for one in annotations]
    reconciled = reconcile(annotations, _context(sections), most, overrule=overrule)
    refusals = [
        f"{file}:{annotation.line}: record {annotation.record_id!r}: {reason}"
        for annotation, reason in reconciled.refused.items()
    ]
    if len(refusals) == len(annotations):
        raise InputError("\n".join(refusals[:SHOWN]))
    _write(reconciled)
    return "\n".join([*refusals[:SHOWN], *_summary(reconciled)])


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputError(f"{file} is missing; name the file that the tool exported") from error
    except UnicodeDecodeError as error:
        position = error.start + 1
        raise InputError(f"{file}: byte {position} is not UTF-8; save the file as UTF-8") from error


def _context(sections: SplitSections) -> LabelContext:
    task = sections.task
    records, labelable = read_adapted(sections)
    id_column = str(task.column_name(Role.ID))
    rows = records[labelable]
    digests = map(text_digest, displayed_texts(rows, task))
    return LabelContext(
        digests=dict(zip(rows[id_column], digests, strict=True)),
        labels_by_record=dict(zip(rows[id_column], rows[task.label].str.strip(), strict=True)),
        held_out=frozenset(records[id_column][~labelable]),
        labels=frozenset(records[task.label]) - {""} | set(task.label_changes.added),
        human_labels=valid_human_labels(rows, task),
    )


def _write(reconciled: Reconciled) -> None:
    """Writes the accepted labels to a new file, and appends new disagreements to theirs."""
    if reconciled.accepted:
        content = _lines(reconciled.accepted)
        last = max((int(file.name.partition("-")[0]) for file in LABELS.glob(IMPORTS)), default=0)
        digest = blake2b(content, digest_size=4).hexdigest()
        replace_file(LABELS / f"{last + 1:04d}-{digest}.jsonl", content)
    earlier = DISAGREEMENTS.read_bytes() if DISAGREEMENTS.is_file() else b""
    new = [label for label in reconciled.disagreements if _lines([label]) not in earlier]
    if new:
        replace_file(DISAGREEMENTS, earlier + _lines(new))


def _lines(labels: Iterable[HumanLabel]) -> bytes:
    return "".join(f"{label.model_dump_json()}\n" for label in labels).encode()


def _summary(reconciled: Reconciled) -> list[str]:
    annotators = Counter(label.annotator for label in reconciled.accepted)
    others = {
        "already known": reconciled.already_known,
        f"set aside in {DISAGREEMENTS}, because labels disagree": len(reconciled.disagreements),
        "refused": len(reconciled.refused),
    }
    lines = [f"{len(reconciled.accepted)} labels imported"]
    lines += [f"  {count} by {annotator}" for annotator, count in sorted(annotators.items())]
    return lines + [f"{count} {state}" for state, count in others.items() if count]
