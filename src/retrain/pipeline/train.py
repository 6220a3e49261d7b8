"""Features to a complete model folder."""

from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from shutil import copytree, rmtree

from safetensors.numpy import save_file

from retrain.adapters import build_adapters
from retrain.filterers import of_single_records
from retrain.inference import fit_temperature, softmax
from retrain.ml_configuration import Split, paths
from retrain.ml_configuration.recipe import Recipe
from retrain.ml_configuration.stages import TrainSections
from retrain.model.classifier import Classifier
from retrain.model.feature_files import read_features, read_featurizers, read_labels
from retrain.model.golden_records import invent_records, write_golden
from retrain.model.model_folder import write_manifest
from retrain.model.network_logits import ask
from retrain.model.training_fingerprints import TrainingRows
from retrain.model.training_profile import write_profile
from retrain.pipeline.checkpoints import LIBRARIES, checkpoints_of
from retrain.pipeline.sample_weights import age_weights
from retrain.pipeline.thresholds import check_abstention, check_two_labels, choose_limit, choose_threshold
from retrain.pytorch import Rows, Setting, Trained, train
from retrain.pytorch.epoch_callback import Watch
from retrain.taggers import build_taggers
from retrain.workspace.csv_tables import read_table
from retrain.workspace.digests import file_digest
from retrain.workspace.json_files import write_document
from retrain.workspace.progress import Step, progress

FEATURIZERS = "featurizers"
READABLE = 0o644
FITTED_ON = (Split.TRAIN, Split.VALIDATION)
COURT_ONLY = {"annotator", "label_changes", "severity", "slices"}


def train_network(sections: TrainSections) -> None:
    """Trains on the featurized rows and writes `models/retrained/` and DVCLive's figures."""
    check_bricks(sections)
    labels = read_labels(paths.FEATURES)
    check_abstention(sections.task, labels)
    check_two_labels(sections.task, labels)
    training, validation = (Rows(*read_features(paths.FEATURES, split)) for split in FITTED_ON)
    training = replace(training, sample_weights=age_weights(sections.task, sections.training))
    setting = Setting(len(labels), sections.network, sections.training)
    with checkpoints_of(sections, paths.FEATURES) as checkpoints:
        with progress("epochs", sections.training.epochs) as step:
            watch = _told_to(step) if sections.training.devices == 1 else None
            trained = train(training, validation, setting, checkpoints, paths.LIVE, watch)
        model = _calibrated(trained, sections, validation, labels)
        rmtree(paths.RETRAINED, ignore_errors=True)
        write_model(paths.RETRAINED, sections, model, trained, (len(training), len(validation)))


def _told_to(step: Step) -> Watch:
    """Tells the score of each epoch, and ends no training."""

    def watch(epoch: int, figures: Mapping[str, float]) -> bool:
        step(f"macro F1 {figures['val/macro_f1']:.3f} after {epoch + 1}")
        return False

    return watch


def check_bricks(recipe: Recipe) -> None:
    """Passes where the adapters and taggers can be built, so that no training is lost to a misspelt option.

    Raises:
        InvalidOptionsError: a class refused the options of its step.
    """
    build_adapters(recipe.adapters)
    build_taggers(recipe.taggers)


def _calibrated(trained: Trained, sections: TrainSections, validation: Rows, labels: tuple[str, ...]) -> Classifier:
    scores = ask(sections.network, trained.tensors, validation.sparse, validation.dense, len(labels))
    temperature = fit_temperature(scores, validation.labels)
    seen = (sections.task, labels, softmax(scores, temperature), validation.labels)
    featurizers = read_featurizers(paths.FEATURES / FEATURIZERS)
    limits = (temperature, choose_threshold(*seen), choose_limit(*seen))
    return Classifier("", sections, labels, featurizers, trained.tensors, *limits)


def write_model(
    folder: Path, sections: TrainSections, model: Classifier, trained: Trained, rows: tuple[int, int]
) -> None:
    """Writes a complete model folder: recipe, features, weights, calibration, golden answers, profile, provenance."""
    copytree(paths.FEATURES / FEATURIZERS, folder / FEATURIZERS)
    _write_recipe(folder, sections)
    write_document(model.labels, folder / "labels.json")
    save_file(dict(sorted(model.tensors.items())), folder / "network.safetensors")
    (folder / "network.safetensors").chmod(READABLE)
    abstains = {} if sections.task.abstention is None else {"threshold": model.threshold}
    detects = {} if sections.task.positive is None else {"positive_from": model.positive_from}
    write_document({"temperature": model.temperature, **abstains, **detects}, folder / "calibration.json")
    write_document({"validation": {"macro_f1": trained.macro_f1}}, folder / "metrics.json")
    write_document(_provenance(sections, trained.epoch, rows), folder / "provenance.json")
    training = read_table(paths.split_file(Split.TRAIN))
    TrainingRows.of(training, sections.task, sections.training.audit_key).write(folder)
    write_document(of_single_records(sections.filterers).model_dump(mode="json"), folder / "filterers.json")
    write_profile(folder, training, sections.task)
    vocabulary = sorted({term for one in model.featurizers.values() for term in one.feature_names if term.isalpha()})
    write_golden(folder, invent_records(training, vocabulary, sections.task, sections.training.seed), model.answer)
    write_manifest(folder, sections.task.name)


def _write_recipe(folder: Path, sections: TrainSections) -> None:
    """Writes what a prediction needs; what only the court asks, or nobody does, changes no model's digest."""
    recipe = sections.model_dump(mode="json", include=set(Recipe.model_fields), exclude={"task": COURT_ONLY})
    for optional in ("abstention", "positive"):
        if recipe["task"][optional] is None:
            recipe["task"].pop(optional)
    write_document(recipe.pop("adapters"), folder / "adapters.json")
    write_document(recipe.pop("taggers"), folder / "taggers.json")
    write_document(recipe, folder / "config.json")


def _provenance(sections: TrainSections, epoch: int, rows: tuple[int, int]) -> dict[str, object]:
    """Data, training, versions; optional keys of training are left out at their default: new ones change no digest."""
    return {
        "data": {split.value: file_digest(paths.split_file(split)) for split in FITTED_ON},
        "rows": dict(zip((split.value for split in FITTED_ON), rows, strict=True)),
        "epoch": epoch,
        "training": sections.training.model_dump(mode="json", exclude={"audit_key", "profile"}, exclude_defaults=True),
        "versions": {library: version(library) for library in LIBRARIES},
    }
