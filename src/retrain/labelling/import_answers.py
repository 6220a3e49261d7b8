"""Labels that people gave, checked and kept in git."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from retrain.labelling import REGISTRY, GivenLabel, Ground, Settled, settle, shown_texts, text_digest
from retrain.labelling.human_labels import IMPORTS, LABELS, standing_labels
from retrain.labelling.labelable_rows import read_adapted
from retrain.ml_configuration import InputError, Role
from retrain.ml_configuration.label_tool import LabelTool
from retrain.ml_configuration.stages import SplitSections
from retrain.workspace.atomic import replace_file

DISAGREEMENTS = LABELS / "disagreements.jsonl"
SHOWN = 10


def import_labels(sections: SplitSections, tool: LabelTool, file: Path, most: int, *, by: str, overrule: bool) -> str:
    """What became of the answers in a file, once those taken are a new file of `data/labels/`.

    Args:
        sections: the task, and how its rows are dealt.
        tool: that wrote the file.
        file: exported from there.
        most: rows of one annotator that are taken.
        by: who gave the labels of which the file does not say it.
        overrule: whether the answers take the place of present labels that they contradict.

    Raises:
        InputError: the file is missing or not the tool's, or every answer was refused.
    """
    read = REGISTRY[tool].read(_text(file), str(file))
    answers = [replace(answer, annotator=answer.annotator or by) for answer in read]
    if not answers:
        raise InputError(f"{file}: no row has a label; export it again when somebody has labelled")
    settled = settle(answers, _ground(sections), most, overrule=overrule)
    refusals = [f"{file}:{answer.line}: record {answer.record_id!r}: {why}" for answer, why in settled.refused.items()]
    if len(refusals) == len(answers):
        raise InputError("\n".join(refusals[:SHOWN]))
    _keep(settled)
    return "\n".join([*refusals[:SHOWN], *_summary(settled)])


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputError(f"{file} is missing; name the file that the tool exported") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: byte {error.start + 1} is not UTF-8; save the file as UTF-8") from error


def _ground(sections: SplitSections) -> Ground:
    task = sections.task
    records, may = read_adapted(sections)
    identity = str(task.column_name(Role.ID))
    rows = records[may]
    digests = map(text_digest, shown_texts(rows, task))
    return Ground(
        digests=dict(zip(rows[identity], digests, strict=True)),
        present=dict(zip(rows[identity], rows[task.label].str.strip(), strict=True)),
        closed=frozenset(records[identity][~may]),
        labels=frozenset(records[task.label]) - {""} | set(task.label_changes.added),
        given=standing_labels(rows, task),
    )


def _keep(settled: Settled) -> None:
    """Writes the answers taken as a new file, and those set aside at the end of theirs, where they do not stand yet."""
    if settled.taken:
        content = _lines(settled.taken)
        number = max((int(file.name.partition("-")[0]) for file in LABELS.glob(IMPORTS)), default=0) + 1
        replace_file(LABELS / f"{number:04d}-{blake2b(content, digest_size=4).hexdigest()}.jsonl", content)
    before = DISAGREEMENTS.read_bytes() if DISAGREEMENTS.is_file() else b""
    new = [given for given in settled.aside if _lines([given]) not in before]
    if new:
        replace_file(DISAGREEMENTS, before + _lines(new))


def _lines(labels: Iterable[GivenLabel]) -> bytes:
    return "".join(f"{given.model_dump_json()}\n" for given in labels).encode()


def _summary(settled: Settled) -> list[str]:
    hands = sorted(Counter(given.annotator for given in settled.taken).items())
    told = {
        "known already": settled.known,
        f"set aside in {DISAGREEMENTS}, where people disagree": len(settled.aside),
        "refused": len(settled.refused),
    }
    taken = [f"{len(settled.taken)} labels taken", *(f"  {count} by {name}" for name, count in hands)]
    return [*taken, *(f"{count} {what}" for what, count in told.items() if count)]
