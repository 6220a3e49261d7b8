"""Features to a complete model folder."""

from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from shutil import copytree, rmtree

from safetensors.numpy import save_file

from retrain.adapters import build_adapters
from retrain.filterers import servable_filterers
from retrain.inference import fit_temperature, softmax
from retrain.ml_configuration import Split, paths
from retrain.ml_configuration.recipe import Recipe
from retrain.ml_configuration.stages import TrainSections
from retrain.model.classifier import Classifier
from retrain.model.feature_files import read_features, read_featurizers, read_labels
from retrain.model.golden_records import synthesize_golden_records, write_golden
from retrain.model.model_folder import write_manifest
from retrain.model.network_logits import compute_logits
from retrain.model.sample_weights import age_weights
from retrain.model.training_fingerprints import TrainingFingerprints
from retrain.model.training_profile import write_profile
from retrain.pipeline import thresholds
from retrain.pytorch import LIBRARIES, FeatureDataset, TrainingResult, TrainingSpec, train, training_fingerprint
from retrain.pytorch.epoch_callbacks import OnEpochEnd
from retrain.taggers import build_taggers
from retrain.workspace.checkpoint_folder import resumable_training
from retrain.workspace.csv_tables import TableColumns, read_table
from retrain.workspace.digests import file_digest
from retrain.workspace.json_files import write_json
from retrain.workspace.progress import Advance, progress

FEATURIZERS = "featurizers"
READABLE = 0o644
FITTED_ON = (Split.TRAIN, Split.VALIDATION)
ONLY_JUDGED_BY = {"annotator", "label_changes", "severity", "slices"}


def train_network(sections: TrainSections) -> None:
    """Trains on the featurized rows and writes `models/retrained/` and DVCLive's files."""
    check_steps(sections)
    labels = read_labels(paths.FEATURES)
    thresholds.check_out_of_scope_label(sections.task, labels)
    thresholds.check_binary_labels(sections.task, labels)
    training = FeatureDataset(*read_features(paths.FEATURES, Split.TRAIN))
    training = replace(training, sample_weights=age_weights(sections.task, sections.training))
    validation = FeatureDataset(*read_features(paths.FEATURES, Split.VALIDATION))
    spec = TrainingSpec(len(labels), sections.network, sections.training)
    with resumable_training(fingerprint(sections)) as checkpoints:
        with progress("epochs", sections.training.epochs) as advance:
            on_epoch_end = epoch_progress_callback(advance) if sections.training.devices == 1 else None
            result = train(training, validation, spec, checkpoints, paths.LIVE, on_epoch_end)
        model = _calibrated(result, sections, validation, labels)
        rmtree(paths.RETRAINED, ignore_errors=True)
        write_model(paths.RETRAINED, sections, model, result, (len(training), len(validation)))


def fingerprint(sections: TrainSections) -> str:
    """16 hexadecimal digits of everything that decides the bits of a training."""
    files = [
        paths.split_file(Split.TRAIN),
        paths.FEATURES / f"{Split.TRAIN.value}.npz",
        paths.FEATURES / f"{Split.VALIDATION.value}.npz",
    ]
    return training_fingerprint(sections.network, sections.training, [file_digest(file) for file in files])


def epoch_progress_callback(advance: Advance) -> OnEpochEnd:
    """A callback that shows the score of each epoch as progress and never stops the training."""

    def on_epoch_end(epoch: int, metrics: Mapping[str, float]) -> bool:
        advance(f"macro F1 {metrics['val/macro_f1']:.3f} after {epoch + 1}")
        return False

    return on_epoch_end


def check_steps(recipe: Recipe) -> None:
    """Builds the adapters and taggers, so that a misspelt option is found before training.

    Raises:
        InvalidOptionsError: a class refuses the options of its step.
    """
    build_adapters(recipe.adapters, recipe.task)
    build_taggers(recipe.taggers)


def _calibrated(
    result: TrainingResult, sections: TrainSections, validation: FeatureDataset, labels: tuple[str, ...]
) -> Classifier:
    """The trained classifier with its temperature and thresholds, chosen on the validation rows."""
    logits = compute_logits(sections.network, result.tensors, validation.sparse, validation.dense, len(labels))
    temperature = fit_temperature(logits, validation.labels)
    validated = (sections.task, labels, softmax(logits, temperature), validation.labels)
    return Classifier(
        digest="",
        recipe=sections,
        labels=labels,
        featurizers=read_featurizers(paths.FEATURES / FEATURIZERS),
        tensors=result.tensors,
        temperature=temperature,
        threshold=thresholds.choose_abstention_threshold(*validated),
        positive_from=thresholds.choose_decision_threshold(*validated),
    )


def write_model(
    folder: Path, sections: TrainSections, model: Classifier, result: TrainingResult, rows: tuple[int, int]
) -> None:
    """Writes a complete model folder.

    Args:
        folder: does not exist yet.
        sections: the configuration of the training.
        model: the calibrated classifier.
        result: what the training returned.
        rows: number of training and of validation rows.
    """
    copytree(paths.FEATURES / FEATURIZERS, folder / FEATURIZERS)
    _write_recipe(folder, sections)
    write_json(model.labels, folder / "labels.json")
    save_file(dict(sorted(model.tensors.items())), folder / "network.safetensors")
    (folder / "network.safetensors").chmod(READABLE)
    write_json(_calibration(model), folder / "calibration.json")
    write_json({"validation": {"macro_f1": result.macro_f1}}, folder / "metrics.json")
    write_json(_provenance(sections, result.epoch, rows), folder / "provenance.json")
    training = read_table(paths.split_file(Split.TRAIN))
    TrainingFingerprints.of(training, sections.task, sections.training.audit_key).write(folder)
    write_json(servable_filterers(sections.filterers).model_dump(mode="json"), folder / "filterers.json")
    write_profile(folder, training, sections.task)
    golden = synthesize_golden_records(
        TableColumns(training), _vocabulary(model), sections.task, sections.training.seed
    )
    write_golden(folder, golden, model.predict_adapted)
    write_manifest(folder, sections.task.name)


def _vocabulary(model: Classifier) -> list[str]:
    """The words among the features, sorted."""
    names = {name for featurizer in model.featurizers.values() for name in featurizer.feature_names}
    return sorted(name for name in names if name.isalpha())


def _write_recipe(folder: Path, sections: TrainSections) -> None:
    """Writes what a prediction needs, without the options that only judging reads."""
    recipe = sections.model_dump(mode="json", include=set(Recipe.model_fields), exclude={"task": ONLY_JUDGED_BY})
    for optional in ("abstention", "positive"):
        if recipe["task"][optional] is None:
            recipe["task"].pop(optional)
    write_json(recipe.pop("adapters"), folder / "adapters.json")
    write_json(recipe.pop("taggers"), folder / "taggers.json")
    write_json(recipe, folder / "config.json")


def _calibration(model: Classifier) -> dict[str, float]:
    """The temperature, and the thresholds that the task has."""
    calibration = {"temperature": model.temperature}
    if model.recipe.task.abstention is not None:
        calibration["threshold"] = model.threshold
    if model.recipe.task.positive is not None:
        calibration["positive_from"] = model.positive_from
    return calibration


def _provenance(sections: TrainSections, epoch: int, rows: tuple[int, int]) -> dict[str, object]:
    """Data, training, versions; keys of training at their default are left out.

    A new optional key therefore changes no digest.
    """
    training = sections.training.model_dump(mode="json", exclude={"audit_key", "profile"}, exclude_defaults=True)
    return {
        "data": {split.value: file_digest(paths.split_file(split)) for split in FITTED_ON},
        "rows": dict(zip((split.value for split in FITTED_ON), rows, strict=True)),
        "epoch": epoch,
        "training": training,
        "versions": {library: version(library) for library in LIBRARIES},
    }
