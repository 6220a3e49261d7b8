"""One trial: a new configuration, featurized, trained, scored on validation."""

import json
from dataclasses import dataclass, replace
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

import numpy as np

from retrain.ml_configuration import InputError, Split, paths
from retrain.ml_configuration.search import Mutations, Objective, Pruner, SearchSections
from retrain.model.feature_files import read_features, read_labels
from retrain.model.network_logits import ask
from retrain.pipeline.checkpoints import CheckpointFolder
from retrain.pipeline.featurize import featurize
from retrain.pipeline.metrics import Labels, scores
from retrain.pipeline.sample_weights import age_weights
from retrain.pytorch import Rows, Setting, Trained, train
from retrain.search import Evaluated, Watch, evaluate_trial
from retrain.search.trial_store import LedgerFolder
from retrain.workspace.digests import file_digest
from retrain.workspace.json_files import validated
from retrain.workspace.work_dir import exclusive_lock


def mutated(sections: SearchSections, mutations: Mutations) -> SearchSections:
    """A new configuration: the same but for some dotted parameters, validated again.

    Raises:
        InputError: a class of the configuration refuses a value, or there is no such parameter.
    """
    values = sections.model_dump(mode="json")
    for name, value in mutations.items():
        *folders, key = name.split(".")
        place: Any = values
        for folder in folders:
            place = place.get(folder) if isinstance(place, dict) else None
        if not isinstance(place, dict):
            raise InputError(f"search.space: there is no {name!r} in the configuration")
        place[key] = value
    return validated(SearchSections, values, "search.space")


def check_space(sections: SearchSections) -> None:
    """Passes where the configuration's own classes accept both ends of every range, every choice and enqueued trial.

    Hyperband has to know besides how long the longest trial is.

    Raises:
        InputError: they refuse one.
    """
    longest, training = sections.search.epochs, sections.training.epochs
    if sections.search.pruner is Pruner.HYPERBAND and training > longest:
        raise InputError(f"search.epochs: {longest} is fewer than training.epochs, {training}; set it to that")
    for name, dimension in sections.search.space.items():
        for value in dimension.ends:
            mutated(sections, {name: value})
    for trial in sections.search.enqueue:
        mutated(sections, trial)


@dataclass(frozen=True)
class Trials:
    """Evaluates the trials of one search.

    Attributes:
        base: the configuration that is mutated.
        ledger: where checkpoints lie beside what is kept of a trial.
    """

    base: SearchSections
    ledger: LedgerFolder

    def work(self, number: int) -> None:
        """Evaluates the trial of a number that was asked for and has not ended, and forgets its checkpoint.

        No other process evaluates it meanwhile, such as one that was given up for dead.
        """
        checkpoints = CheckpointFolder(self.ledger.trial(number))
        with exclusive_lock(f"search-{self.ledger.folder.name}-{number}", told=""):
            if self.ledger.record(number) is None:
                evaluate_trial(self.base.search, self.ledger, number, self.evaluate)
            checkpoints.file.unlink(missing_ok=True)

    def evaluate(self, number: int, mutations: Mutations, watch: Watch) -> Evaluated:
        """The objectives on validation; goes on from the trial's checkpoint where it was killed before.

        Raises:
            InputError: a class refuses the combination, or nothing can be learnt with it.
        """
        sections = mutated(self.base, mutations)
        features = self._featurized(sections)
        training, validation = (Rows(*read_features(features, split)) for split in (Split.TRAIN, Split.VALIDATION))
        training = replace(training, sample_weights=age_weights(sections.task, sections.training))
        labels, objective = np.array(read_labels(features), dtype=object), f"val/{sections.search.objectives[0]}"
        setting = Setting(len(labels), sections.network, sections.training)
        kept = CheckpointFolder(self.ledger.trial(number))
        trained = train(
            training, validation, setting, kept, watch=lambda epoch, figures: watch(epoch, figures[objective])
        )
        return Evaluated(_values(sections, trained, validation, labels), _digest(trained))

    def _featurized(self, sections: SearchSections) -> Path:
        """The features of this configuration, shared by all trials that differ in something else."""
        parts = [sections.featurizers.model_dump(mode="json"), sections.task.model_dump(mode="json"), *split_digests()]
        key = blake2b(json.dumps(parts, sort_keys=True).encode(), digest_size=8).hexdigest()
        folder = self.ledger.folder / "features" / key
        with exclusive_lock(f"search-features-{key}", told=""):
            if not folder.is_dir():
                featurize(sections, folder.with_name(f".{key}"))
                folder.with_name(f".{key}").rename(folder)
        return folder


def split_digests() -> list[str]:
    """The SHA-256 of the training and of the validation rows: all the data that a search reads."""
    return [file_digest(paths.split_file(split)) for split in (Split.TRAIN, Split.VALIDATION)]


def _values(sections: SearchSections, trained: Trained, validation: Rows, labels: Labels) -> tuple[float, ...]:
    """The objectives of the best epoch's weights; macro F1 as training measured it, whatever else is asked for."""
    wanted, found = sections.search.objectives, {Objective.MACRO_F1.value: trained.macro_f1}
    if set(wanted) != {Objective.MACRO_F1}:
        logits = ask(sections.network, trained.tensors, validation.sparse, validation.dense, len(labels))
        found = scores(labels[validation.labels], labels[logits.argmax(axis=1)]) | found
    return tuple(found[one] for one in wanted)


def _digest(trained: Trained) -> str:
    digest = sha256()
    for name, tensor in sorted(trained.tensors.items()):
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(tensor).tobytes())
    return digest.hexdigest()
