"""`retrain decision explain` splits the gain of a real run between data and recipe."""

import shutil

import pytest


def test_the_refitted_legacy_recipe_scores_as_the_pipeline_would_train_it(trained, repository):
    one_word = "featurizers.blocks.words.max_ngram=1"
    repository.run("retrain", "params", "compose", "-S", one_word, "-S", "training.epochs=3")
    repository.run("dvc", "repro", "--quiet", "evaluate")
    for holdout in ("sealed", "recent"):
        (repository.folder / f"data/splits/{holdout}.csv").unlink()
    before = repository.status()
    assert "Macro F1: +" in repository.run("retrain", "decision", "explain")
    gain, validation = (
        repository.json("reports/gain.json"),
        repository.json("reports/metrics.json")["validation"],
    )
    assert gain["scores"]["legacy"] == pytest.approx(validation["legacy"])
    assert gain["scores"]["retrained"] == pytest.approx(validation["retrained"])
    demo = trained.json("reports/metrics.json")["validation"]
    without_rules = demo["retrained"]["macro_f1"] - demo["taggers"]["retrained"]
    assert gain["scores"]["refitted"]["macro_f1"] == pytest.approx(without_rules, abs=2e-6)
    assert gain["steps"]["data"]["macro_f1"]["low"] > 0 > gain["steps"]["recipe"]["macro_f1"]["value"]
    assert repository.status() == before + "?? reports/gain.json\n"


def test_a_dry_run_prints_the_commands_and_bad_input_ends_with_2(repository):
    printed = repository.run("retrain", "decision", "explain", "--dry-run")
    assert printed.splitlines() == [
        f"$ (cd .work/refit && python {repository.folder}/src/{stage}.py)" for stage in ("featurize", "train")
    ]
    shutil.rmtree(repository.folder / "models/production")
    assert "models/production.dvc tracks a model that is not here" in repository.run(
        "retrain", "decision", "explain", code=2
    )
