"""Real data that changed over the years get the verdict that their numbers call for."""

import pandas as pd
import pytest
from road import DATASETS, Road, keep, sealed_slice, serve

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


def test_tate_is_promoted_and_its_rules_of_1980_are_told_to_hurt():
    raw = dataset("tate/tate_artworks.csv")
    raw = raw.assign(text=raw["title"] + " / " + raw["medium"], label=raw["classification"])
    works = keep(raw[(raw["label"] != "") & (raw["acquisition_year"] != "")][["text", "label", "acquisition_year"]])
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
    road = Road.of({"name": "tate", "columns": columns(text="text"), **added}, "featurizers=text", *QUICK)
    road.train(works[(year <= 1980) & ~sealed], rules)
    serve()
    road.train(works[(year <= 1999) & ~sealed], rules)
    decision, comparison = road.judge(works[(year <= 1999) & sealed], works[year >= 2000])
    assert decision["outcome"] == "promote"
    assert comparison["macro_f1"]["delta"] > 0.03
    assert reasons(decision)["rules"]["code"] == "rules_hurt"
    hurting = {effect["rule"] for effect in comparison["rules"] if effect["model"] == "retrained" and effect["hurts"]}
    assert hurting
    without = sum(
        effect["broken"] - effect["fixed"] for effect in comparison["rules"] if effect["model"] == "retrained"
    )
    assert without > 0


def test_fueleconomy_asks_a_person_about_new_classes_and_about_those_that_the_gain_costs():
    raw = dataset("fueleconomy/vehicles.csv").rename(columns={"class": "label", "model": "text"}).drop(columns="id")
    cars = keep(raw.assign(text=raw["make"] + " " + raw["text"] + " " + raw["year"]))
    year, sealed = cars["year"].astype(int), sealed_slice(cars)
    task = {"name": "cars", "columns": columns(make="category", trans="category", drive="category", text="text")}
    road = Road.of(task, *QUICK)
    road.train(cars[(year <= 1997) & ~sealed])
    serve()
    road.train(cars[(year <= 2009) & ~sealed])
    decision, comparison = road.judge(cars[(year <= 2009) & sealed], cars[year >= 2010])
    assert (decision["outcome"], reasons(decision)["labels"]["code"]) == ("review", "labels_undeclared")
    assert comparison["accuracy"]["delta"] > 0.2
    found = reasons(decision)["labels"]["detail"]
    changes = {"added": found["added"], "removed": found["removed"]}
    declared = Road({**road.values, "task": {**road.values["task"], "label_changes": changes}})
    again, _ = declared.judge(cars[(year <= 2009) & sealed], cars[year >= 2010])
    assert again["outcome"] == "review"
    worse = reasons(again)["no-label-worse"]["detail"]["worse"]
    assert any(text.startswith("Standard Pickup Trucks 2WD (false positives") for text in worse)
    lenient = Road({**declared.values, "decision": compose_values(["decision=lenient"])["decision"]})
    assert lenient.judge(cars[(year <= 2009) & sealed], cars[year >= 2010])[0]["outcome"] == "promote"


def test_clinc150_of_all_rows_replaces_clinc150_of_half_of_them():
    full = dataset("clinc150/clinc150_full.csv")
    small = dataset("clinc150/clinc150_small.csv")
    rows = keep(full.rename(columns={"intent": "label"}))
    tested, trained = rows["split"] == "test", rows["split"].isin(["train", "val"])
    road = Road.of({"name": "clinc150", "columns": columns(text="text")}, *QUICK)
    road.train(rows[trained & rows["text"].isin(small["text"])])
    serve()
    road.train(rows[trained])
    half = sealed_slice(rows) | rows["id"].str.endswith(("0", "2", "4"))
    decision, comparison = road.judge(rows[tested & half], rows[tested & ~half])
    assert comparison["accuracy"]["delta"] > 0.005
    assert decision["outcome"] == "promote"
    assert paths.FLIPS.is_file()
