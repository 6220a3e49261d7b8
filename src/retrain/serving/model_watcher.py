"""The model folder that a service answers from, looked after while promotions exchange it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Self

from retrain.filterers import RecordFilterer, build_filterers
from retrain.ml_configuration import InputError, Task, paths
from retrain.ml_configuration.filterers import Filterers
from retrain.model.classifier import Classifier
from retrain.model.model_folder import loaded_whole, manifest_seen
from retrain.model.training_profile import Profile, read_profile
from retrain.serving.online_predictor import Record, Single, SingleAnswer
from retrain.workspace.json_files import read_document, validated


class ServedAnswer(NamedTuple):
    """What the service says of one record.

    Attributes:
        answer: of the model.
        reason: why a filterer would have removed the record, which makes the answer an abstention;
            else empty.
        record: as the model reads it.
    """

    answer: SingleAnswer
    reason: str
    record: Record

    @property
    def abstained(self) -> bool:
        """Whether nobody should act on the label."""
        return self.answer.abstained or bool(self.reason)


@dataclass(frozen=True, eq=False)
class ServedModel:
    """A loaded model folder.

    Attributes:
        single: answers.
        judges: what the filterers that judge a record by itself say of one: why it would be
            removed, or nothing.
        profile: of the training rows; None in an older folder.
        facts: metrics and provenance, as the folder tells them, and the decision that promoted it
            where that is here.
    """

    single: Single
    judges: tuple[Callable[[Record], str], ...]
    profile: Profile | None
    facts: dict[str, Any]

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The model of a folder as it lies there at one moment, its files and its golden answers checked.

        Raises:
            InputError: it is no whole model, or answers otherwise than when it was trained.
        """
        return loaded_whole(folder, cls._load)

    @classmethod
    def _load(cls, folder: Path) -> Self:
        classifier = Classifier.load(folder)
        facts = {name: read_document(folder / f"{name}.json") for name in ("metrics", "provenance")}
        archived = paths.DECISIONS / classifier.digest / paths.DECISION.name
        facts["decision"] = read_document(archived) if archived.is_file() else None
        judges = _judges(folder / "filterers.json", classifier.recipe.task)
        return cls(Single(classifier), judges, read_profile(folder), facts)

    @property
    def classifier(self) -> Classifier:
        """The model."""
        return self.single.classifier

    def answer(self, raw: Sequence[Record]) -> list[ServedAnswer]:
        """The answers for raw records, in their order.

        Raises:
            InputError: a column that the model reads is missing, or a cell is not of its role.
        """
        records = list(map(self.single.adapted, raw))
        answers = zip(self.single.decide(records), records, strict=True)
        return [ServedAnswer(answer, self._reason(record), record) for answer, record in answers]

    def _reason(self, record: Record) -> str:
        return next(filter(None, (judge(record) for judge in self.judges)), "")


class Keeper:
    """Holds the model that serves, and takes up the one that a promotion put in its place.

    Attributes:
        served: the model; None where none could be loaded yet.
        refused: why what lies in the folder now does not serve; empty where it does.
    """

    def __init__(self, folder: Path, digest: str = "") -> None:
        """Loads the folder.

        Args:
            folder: of the model.
            digest: the only model that may serve, where it is not empty.
        """
        self.served: ServedModel | None = None
        self.refused = ""
        self._folder, self._digest = folder, digest
        self._seen: tuple[int, int] | None = None
        self.look()

    def look(self) -> bool:
        """Takes up what lies in the folder, and tells whether it changed; what is broken leaves the former model."""
        seen = manifest_seen(self._folder)
        if seen == self._seen and (seen or self.refused):
            return False
        self._seen = seen
        try:
            self.served, self.refused = self._allowed(ServedModel.load(self._folder)), ""
        except (InputError, OSError, ValueError, KeyError) as problem:
            self.refused = str(problem)
        return True

    def _allowed(self, model: ServedModel) -> ServedModel:
        if self._digest and not model.classifier.digest.startswith(self._digest):
            raise InputError(
                f"{self._folder} holds the model {model.classifier.digest}, but MODEL_DIGEST allows {self._digest} only"
            )
        return model


def _judges(file: Path, task: Task) -> tuple[Callable[[Record], str], ...]:
    if not file.is_file():
        return ()
    filterers = build_filterers(validated(Filterers, read_document(file), str(file)))
    return tuple(one.judge(task) for one in filterers if isinstance(one, RecordFilterer))
