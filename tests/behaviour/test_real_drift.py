"""On real data that drifted over the years, the decision follows from the scores."""

import pandas as pd
import pytest
from training_pipeline import (
    DATASETS,
    TrainingPipeline,
    promote_trained,
    sealed_slice,
    write_raw_records,
)

from retrain.configuration.compose import compose_values
from retrain.ml_configuration import paths

RULES = {
    "painting": "(?i)oil paint|oil on|acrylic",
    "on paper, print": "(?i)etching|lithograph|screenprint|engraving|woodcut",
    "on paper, unique": "(?i)graphite|watercolour|gouache|chalk|ink on paper|drawing",
    "sculpture": "(?i)bronze|marble|plaster|wood",
}
QUICK = ("training.epochs=3", "training.patience=3")


def columns(**roles):
    return [{"name": name, "role": role} for name, role in {"id": "id", **roles, "label": "label"}.items()]


def dataset(file):
    if not (DATASETS / file).is_file():
        pytest.skip(f"{file} is not beside the repository")
    return pd.read_csv(DATASETS / file, dtype=str, keep_default_na=False)


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()


def reasons(decision):
    return {reason["check"]: reason for reason in decision["reasons"]}


def test_tate_is_promoted_and_its_rules_of_1980_are_reported_as_harmful():
    raw = dataset("tate/tate_artworks.csv")
    raw = raw.assign(text=raw["title"] + " / " + raw["medium"], label=raw["classification"])
    works = write_raw_records(
        raw[(raw["label"] != "") & (raw["acquisition_year"] != "")][["text", "label", "acquisition_year"]]
    )
    year, sealed = works["acquisition_year"].str[:4].astype(int), sealed_slice(works)
    rules = [
        {
            "id": label.replace(", ", "-").replace(" ", "-"),
            "kind": "regex",
            "label": label,
            "column": "text",
            "pattern": pattern,
        }
        for label, pattern in RULES.items()
    ]
    added = {"label_changes": {"added": ["supporting material"]}}
    pipeline = TrainingPipeline.of(
        {"name": "tate", "columns": columns(text="text"), **added}, "featurizers=text", *QUICK
    )
    pipeline.train(works[(year <= 1980) & ~sealed], rules)
    promote_trained()
    pipeline.train(works[(year <= 1999) & ~sealed], rules)
    decision, comparison = pipeline.judge(works[(year <= 1999) & sealed], works[year >= 2000])
    assert decision["outcome"] == "promote"
    assert comparison["macro_f1"]["delta"] > 0.03
    assert reasons(decision)["rules"]["code"] == "rules_hurt"
    hurting = {effect["rule"] for effect in comparison["rules"] if effect["model"] == "retrained" and effect["hurts"]}
    assert hurting
    without = sum(
        effect["broken"] - effect["fixed"] for effect in comparison["rules"] if effect["model"] == "retrained"
    )
    assert without > 0


@pytest.mark.long
def test_fueleconomy_is_reviewed_for_new_classes_and_for_those_that_got_worse():
    raw = dataset("fueleconomy/vehicles.csv").rename(columns={"class": "label", "model": "text"}).drop(columns="id")
    cars = write_raw_records(raw.assign(text=raw["make"] + " " + raw["text"] + " " + raw["year"]))
    year, sealed = cars["year"].astype(int), sealed_slice(cars)
    task = {
        "name": "cars",
        "columns": columns(make="category", trans="category", drive="category", text="text"),
    }
    pipeline = TrainingPipeline.of(task, *QUICK)
    pipeline.train(cars[(year <= 1997) & ~sealed])
    promote_trained()
    pipeline.train(cars[(year <= 2009) & ~sealed])
    decision, comparison = pipeline.judge(cars[(year <= 2009) & sealed], cars[year >= 2010])
    assert (decision["outcome"], reasons(decision)["labels"]["code"]) == (
        "review",
        "labels_undeclared",
    )
    assert comparison["accuracy"]["delta"] > 0.2
    detail = reasons(decision)["labels"]["detail"]
    changes = {"added": detail["added"], "removed": detail["removed"]}
    declared = TrainingPipeline({**pipeline.values, "task": {**pipeline.values["task"], "label_changes": changes}})
    again, _ = declared.judge(cars[(year <= 2009) & sealed], cars[year >= 2010])
    assert again["outcome"] == "review"
    worse = reasons(again)["no-label-worse"]["detail"]["worse"]
    assert any(text.startswith("Standard Pickup Trucks 2WD (false positives") for text in worse)
    lenient = TrainingPipeline({**declared.values, "decision": compose_values(["decision=lenient"])["decision"]})
    assert lenient.judge(cars[(year <= 2009) & sealed], cars[year >= 2010])[0]["outcome"] == "promote"


@pytest.mark.long
def test_clinc150_of_all_rows_replaces_clinc150_of_half_of_them():
    full = dataset("clinc150/clinc150_full.csv")
    small = dataset("clinc150/clinc150_small.csv")
    rows = write_raw_records(full.rename(columns={"intent": "label"}))
    tested, trained = rows["split"] == "test", rows["split"].isin(["train", "val"])
    pipeline = TrainingPipeline.of({"name": "clinc150", "columns": columns(text="text")}, *QUICK)
    pipeline.train(rows[trained & rows["text"].isin(small["text"])])
    promote_trained()
    pipeline.train(rows[trained])
    half = sealed_slice(rows) | rows["id"].str.endswith(("0", "2", "4"))
    decision, comparison = pipeline.judge(rows[tested & half], rows[tested & ~half])
    assert comparison["accuracy"]["delta"] > 0.005
    assert decision["outcome"] == "promote"
    assert paths.FLIPS.is_file()
