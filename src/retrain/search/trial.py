"""One trial: the configuration with its overrides, featurized, trained and scored on validation."""

import json
from dataclasses import replace
from functools import partial
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

import numpy as np

from retrain.metrics import Labels, classification_scores
from retrain.ml_configuration import InputError, Split, paths
from retrain.ml_configuration.search import Objective, Overrides, Pruner, SearchSections
from retrain.model.feature_files import read_features, read_labels
from retrain.model.network_logits import compute_logits
from retrain.model.sample_weights import age_weights
from retrain.pipeline.featurize import featurize
from retrain.pytorch import FeatureDataset, TrainingResult, TrainingSpec, train
from retrain.search.evaluate_trial import ReportEpoch, evaluate_trial
from retrain.search.trial_store import TrialResult, TrialStore
from retrain.workspace.checkpoint_folder import CheckpointFolder
from retrain.workspace.digests import file_digest
from retrain.workspace.json_files import parse_model
from retrain.workspace.work_dir import exclusive_lock


def run_trial(sections: SearchSections, store: TrialStore, number: int) -> None:
    """Evaluates a suggested trial unless it has finished, and deletes its checkpoint.

    A file lock keeps out any other process with the same trial, such as a worker presumed dead.

    Args:
        sections: the configuration to override.
        store: where trials are stored.
        number: which trial.
    """
    checkpoints = CheckpointFolder(store.trial_folder(number))
    with exclusive_lock(f"search-{store.folder.name}-{number}", wait_message=""):
        if store.read_record(number) is None:
            evaluate = partial(train_and_score, sections, store)
            evaluate_trial(sections.search, store, number, evaluate)
        checkpoints.file.unlink(missing_ok=True)


def train_and_score(
    base: SearchSections,
    store: TrialStore,
    number: int,
    overrides: Overrides,
    report_epoch: ReportEpoch,
) -> TrialResult:
    """The objectives on validation; training resumes from the trial's checkpoint if it has one.

    Args:
        base: the configuration to override.
        store: holds the checkpoint, and the features that trials share.
        number: which trial.
        overrides: dotted parameter -> value.
        report_epoch: called with the first objective after each epoch; True stops the training.

    Raises:
        InputError: the configuration refuses the overrides, or nothing can be learnt with them.
    """
    sections = with_overrides(base, overrides)
    features = _shared_features(sections, store)
    training = FeatureDataset(*read_features(features, Split.TRAIN))
    training = replace(training, sample_weights=age_weights(sections.task, sections.training))
    validation = FeatureDataset(*read_features(features, Split.VALIDATION))
    labels = np.array(read_labels(features), dtype=object)
    metric = f"val/{sections.search.objectives[0]}"
    trained = train(
        training,
        validation,
        TrainingSpec(len(labels), sections.network, sections.training),
        CheckpointFolder(store.trial_folder(number)),
        on_epoch_end=lambda epoch, metrics: report_epoch(epoch, metrics[metric]),
    )
    values = _objective_values(sections, trained, validation, labels)
    return TrialResult(values, _tensor_digest(trained))


def with_overrides(sections: SearchSections, overrides: Overrides) -> SearchSections:
    """A new, validated configuration in which some dotted parameters have other values.

    Raises:
        InputError: there is no such parameter, or the configuration refuses its value.
    """
    values = sections.model_dump(mode="json")
    for name, value in overrides.items():
        *parents, key = name.split(".")
        section: Any = values
        for parent in parents:
            section = section.get(parent) if isinstance(section, dict) else None
        if not isinstance(section, dict):
            raise InputError(f"search.space: there is no {name!r} in the configuration")
        section[key] = value
    return parse_model(SearchSections, values, "search.space")


def check_space(sections: SearchSections) -> None:
    """Checks that the configuration accepts the ends of all ranges, all choices and enqueued trials.

    Raises:
        InputError: it refuses one, or a trial may be longer than Hyperband is configured for.
    """
    longest = sections.search.epochs
    epochs = sections.training.epochs
    if sections.search.pruner is Pruner.HYPERBAND and epochs > longest:
        raise InputError(f"search.epochs: {longest} is less than training.epochs: {epochs}; raise it")
    for name, dimension in sections.search.space.items():
        for value in dimension.extremes:
            with_overrides(sections, {name: value})
    for overrides in sections.search.enqueue:
        with_overrides(sections, overrides)


def split_digests() -> list[str]:
    """The SHA-256 of the training and of the validation rows, all the data of a search."""
    return [file_digest(paths.split_file(split)) for split in (Split.TRAIN, Split.VALIDATION)]


def _shared_features(sections: SearchSections, store: TrialStore) -> Path:
    """The features of this configuration, shared by all trials with the same featurizers."""
    task = sections.task.model_dump(mode="json")
    parts = [sections.featurizers.model_dump(mode="json"), task, *split_digests()]
    key = blake2b(json.dumps(parts, sort_keys=True).encode(), digest_size=8).hexdigest()
    folder = store.folder / "features" / key
    with exclusive_lock(f"search-features-{key}", wait_message=""):
        if not folder.is_dir():
            featurize(sections, folder.with_name(f".{key}"))
            folder.with_name(f".{key}").rename(folder)
    return folder


def _objective_values(
    sections: SearchSections, trained: TrainingResult, validation: FeatureDataset, labels: Labels
) -> tuple[float, ...]:
    """The objectives with the best epoch's weights; macro F1 as training measured it."""
    objectives = sections.search.objectives
    values = {Objective.MACRO_F1.value: trained.macro_f1}
    if set(objectives) != {Objective.MACRO_F1}:
        logits = compute_logits(sections.network, trained.tensors, validation.sparse, validation.dense, len(labels))
        values = classification_scores(labels[validation.labels], labels[logits.argmax(axis=1)]) | values
    return tuple(values[objective] for objective in objectives)


def _tensor_digest(trained: TrainingResult) -> str:
    digest = sha256()
    for name, tensor in sorted(trained.tensors.items()):
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(tensor).tobytes())
    return digest.hexdigest()
