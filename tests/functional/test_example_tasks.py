"""Each example task runs from its source to a score."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml

from retrain.metrics import classification_scores
from retrain.ml_configuration import paths, stages
from retrain.ml_configuration.enums import Split
from retrain.model.classifier import Classifier
from retrain.workspace.csv_tables import TableColumns

ROOT = Path(__file__).parents[2]
DATASETS = ROOT.parent / "shared/datasets"
QUICK = {
    "digits": ["training.epochs=12"],
    "tate": ["training.epochs=2"],
    "clinc150": ["training.epochs=4"],
    "omniglot": ["training.epochs=4"],
}
WANTED = {
    "digits": (0.96, 1797),
    "tate": (0.9, 29_000),
    "clinc150": (0.85, 22_000),
    "omniglot": (0.4, 2720),
}


@pytest.fixture
def example(request, tmp_path, monkeypatch):
    """The name of an example task; its training pipeline has run here with fewer epochs."""
    prepare(request.param, tmp_path, monkeypatch)
    run_pipeline(request.param, QUICK[request.param])
    return request.param


def prepare(name, folder, monkeypatch):
    """Makes a folder with the data of an example task the working directory."""
    source = yaml.safe_load((ROOT / f"conf/source/{name}.yaml").read_text(encoding="utf-8"))
    data = Path(source["path"]).parts[2]
    if name != "digits" and not (DATASETS / data).is_dir():
        pytest.skip(f"data/external/{data} is absent")
    monkeypatch.chdir(folder)
    Path("conf").symlink_to(ROOT / "conf")
    Path("data/external").mkdir(parents=True)
    if name != "digits":
        Path(f"data/external/{data}").symlink_to(DATASETS / data)
    paths.PRODUCTION.mkdir(parents=True)


def run_pipeline(name, choices):
    """Runs all stages of a task."""
    from records.ingest import ingest
    from retrain.configuration import validate
    from retrain.configuration.compose import compose_text
    from retrain.pipeline import adapt, evaluate, featurize, filter, split, train

    configuration = validate(yaml.safe_load(compose_text([f"task={name}", *choices])))
    ingest(configuration.source, Path(), paths.RAW_RECORDS.parent, paths.INGEST_REPORT)
    for work, sections in (
        (adapt.adapt_records, stages.AdaptSections),
        (filter.filter_adapted, stages.FilterSections),
        (split.split_filtered, stages.SplitSections),
        (featurize.featurize, stages.FeaturizeSections),
        (train.train_network, stages.TrainSections),
        (evaluate.evaluate, stages.EvaluateSections),
    ):
        work(sections(**{field: getattr(configuration, field) for field in sections.model_fields}))


EXAMPLES = [pytest.param(name, marks=() if name == "digits" else pytest.mark.long) for name in QUICK]


@pytest.mark.parametrize("example", EXAMPLES, indirect=True)
def test_an_example_task_trains_a_model_that_predicts_raw_records(example):
    least, rows = WANTED[example]
    raw = pd.read_csv(paths.RAW_RECORDS, dtype=str, keep_default_na=False)
    assert len(raw) >= rows
    predictions = Classifier.load(paths.RETRAINED).predict(TableColumns(raw.sample(600, random_state=1)))
    adapted = pd.read_csv(paths.ADAPTED, dtype=str, keep_default_na=False).sample(600, random_state=1)
    has_known_label = adapted["label"].isin(predictions.labels).to_numpy()
    assert (predictions.prediction[has_known_label] == adapted["label"].to_numpy()[has_known_label]).mean() > least


@pytest.mark.long
@pytest.mark.parametrize("example", ["clinc150"], indirect=True)
def test_the_abstention_threshold_finds_out_of_scope_requests(example):
    rows = pd.read_csv(paths.split_file(Split.SEALED), dtype=str, keep_default_na=False)
    truth, classifier = rows["label"].to_numpy(dtype=object), Classifier.load(paths.RETRAINED)
    records = TableColumns(rows)
    with_it = classifier.predict_adapted(records).prediction
    without = replace(classifier, threshold=0.0).predict_adapted(records).prediction
    beyond = truth == "oos"
    assert (with_it[beyond] == "oos").mean() > (without[beyond] == "oos").mean() + 0.2
    assert classification_scores(truth, with_it)["macro_f1"] > classification_scores(truth, without)["macro_f1"] + 0.02


@pytest.mark.long
def test_training_on_recent_years_is_more_accurate_than_on_all_years(tmp_path, monkeypatch):
    prepare("fueleconomy", tmp_path, monkeypatch)
    right = []
    for choices in ([], ["split.window.months=null", "training.half_life=null"]):
        run_pipeline("fueleconomy", choices)
        raw = pd.read_csv(paths.RAW_RECORDS, dtype=str, keep_default_na=False)
        later = raw[raw["year"] >= "2010"].reset_index(drop=True)
        predictions = Classifier.load(paths.RETRAINED).predict(TableColumns(later)).prediction
        right.append((predictions == later["class"].to_numpy()).mean())
    assert len(later) == 5995
    assert right[0] > 0.645 > right[1]
