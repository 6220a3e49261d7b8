"""Features to a complete model folder."""

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from shutil import copytree, rmtree

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from safetensors.numpy import save_file

from retrain.adapters import build_adapters
from retrain.inference import fit_temperature, softmax
from retrain.ml_configuration import paths
from retrain.ml_configuration.enums import Split
from retrain.ml_configuration.recipe import Recipe
from retrain.ml_configuration.stages import TrainSections
from retrain.pipeline.abstaining import check_abstention, choose_threshold
from retrain.pipeline.ageing import age_weights
from retrain.pipeline.asking import ask
from retrain.pipeline.checkpoints import LIBRARIES, checkpoints_of
from retrain.pipeline.classifier import Classifier
from retrain.pipeline.detecting import check_two_labels, choose_limit
from retrain.pipeline.documents import write_document
from retrain.pipeline.feature_files import Features, read_features, read_featurizers, read_labels
from retrain.pipeline.golden import invent_records, write_golden
from retrain.pipeline.model_folder import file_digest, write_manifest
from retrain.pipeline.tables import read_table
from retrain.pipeline.training_rows import TrainingRows
from retrain.pytorch import Rows, Setting, Trained, train
from retrain.taggers import build_taggers

FEATURIZERS = "featurizers"
COURT_ONLY = {"annotator", "label_changes", "severity", "slices"}


@dataclass(frozen=True)
class Fit:
    """A trained network, its temperature, the confidence below which it abstains, and that from which it detects."""

    trained: Trained
    temperature: float
    threshold: float
    positive_from: float


def train_network(sections: TrainSections) -> None:
    """Trains on the featurized rows and writes `models/retrained/` and DVCLive's figures."""
    check_bricks(sections)
    labels = read_labels(paths.FEATURES)
    check_abstention(sections.task, labels)
    check_two_labels(sections.task, labels)
    training, validation = (read_features(paths.FEATURES, split) for split in (Split.TRAIN, Split.VALIDATION))
    with checkpoints_of(sections, paths.FEATURES) as checkpoints:
        setting = Setting(len(labels), sections.network, sections.training)
        ages = age_weights(sections.task, sections.training)
        trained = train(_rows(training, ages), _rows(validation), setting, checkpoints, paths.LIVE)
        fit = _calibrated(trained, sections, validation, labels)
        rmtree(paths.RETRAINED, ignore_errors=True)
        write_model(paths.RETRAINED, sections, labels, fit, (len(training.labels), len(validation.labels)))


def check_bricks(recipe: Recipe) -> None:
    """Passes where the adapters and taggers can be built, so that no training is lost to a misspelt option.

    Raises:
        InvalidOptions: a class refused the options of its step.
    """
    build_adapters(recipe.adapters)
    build_taggers(recipe.taggers)


def _calibrated(trained: Trained, sections: TrainSections, validation: Features, labels: tuple[str, ...]) -> Fit:
    scores = ask(sections.network, trained.tensors, validation.sparse, validation.dense, len(labels))
    temperature = fit_temperature(scores, validation.labels)
    seen = (sections.task, labels, softmax(scores, temperature), validation.labels)
    return Fit(trained, temperature, choose_threshold(*seen), choose_limit(*seen))


def _rows(features: Features, weights: NDArray[np.float32] | None = None) -> Rows:
    return Rows(features.sparse, features.dense, features.labels, weights)


def write_model(
    folder: Path, sections: TrainSections, labels: tuple[str, ...], fit: Fit, rows: tuple[int, int]
) -> None:
    """Writes a complete model folder: recipe, featurizers, weights, calibration, golden answers, provenance."""
    copytree(paths.FEATURES / FEATURIZERS, folder / FEATURIZERS)
    _write_recipe(folder, sections)
    write_document(labels, folder / "labels.json")
    save_file(dict(sorted(fit.trained.tensors.items())), folder / "network.safetensors")
    write_document(_calibration(sections, fit), folder / "calibration.json")
    write_document({"validation": {"macro_f1": fit.trained.macro_f1}}, folder / "metrics.json")
    write_document(_provenance(sections, fit, rows), folder / "provenance.json")
    training = read_table(paths.split_file(Split.TRAIN))
    TrainingRows.of(training, sections.task, sections.training.audit_key).write(folder)
    _write_golden(folder, sections, labels, fit, training)
    write_manifest(folder, sections.task.name)


def _calibration(sections: TrainSections, fit: Fit) -> dict[str, float]:
    abstains = {} if sections.task.abstention is None else {"threshold": fit.threshold}
    detects = {} if sections.task.positive is None else {"positive_from": fit.positive_from}
    return {"temperature": fit.temperature, **abstains, **detects}


def _write_recipe(folder: Path, sections: TrainSections) -> None:
    """Writes what a prediction needs; what only the court asks, or nobody does, changes no model's digest."""
    recipe = sections.model_dump(mode="json", include=set(Recipe.model_fields), exclude={"task": COURT_ONLY})
    for optional in ("abstention", "positive"):
        if recipe["task"][optional] is None:
            recipe["task"].pop(optional)
    write_document(recipe.pop("adapters"), folder / "adapters.json")
    write_document(recipe.pop("taggers"), folder / "taggers.json")
    write_document(recipe, folder / "config.json")


def _provenance(sections: TrainSections, fit: Fit, rows: tuple[int, int]) -> dict[str, object]:
    """Data, training, versions; optional keys of training are left out at their default: new ones change no digest."""
    splits = (Split.TRAIN, Split.VALIDATION)
    return {
        "data": {split.value: file_digest(paths.split_file(split)) for split in splits},
        "rows": dict(zip((split.value for split in splits), rows, strict=True)),
        "epoch": fit.trained.epoch,
        "training": sections.training.model_dump(mode="json", exclude={"audit_key", "profile"}, exclude_defaults=True),
        "versions": {library: version(library) for library in LIBRARIES},
    }


def _write_golden(
    folder: Path, sections: TrainSections, labels: tuple[str, ...], fit: Fit, training: pd.DataFrame
) -> None:
    featurizers = read_featurizers(folder / FEATURIZERS)
    limits = (fit.temperature, fit.threshold, fit.positive_from)
    classifier = Classifier("", sections, labels, featurizers, fit.trained.tensors, *limits)
    vocabulary = sorted({term for one in featurizers.values() for term in one.feature_names if term.isalpha()})
    write_golden(folder, invent_records(training, vocabulary, sections.task, sections.training.seed), classifier.answer)
