"""Holdouts with newer labels need no retraining, and can be stored on a separate remote."""

import yaml


def digest_of(lock, path):
    """The MD5 under which DVC keeps an output."""
    outputs = [out for stage in lock["stages"].values() for out in stage["outs"]]
    return next(out["md5"] for out in outputs if out["path"].endswith(path))


def test_a_new_recent_window_judges_the_same_model_again_without_retraining(repository):
    model, judged = (
        repository.text("models/retrained/manifest.json"),
        repository.json("reports/split.json"),
    )
    same_split = ("-S", f"split.recent.since={judged['recent_from']}")
    printed = repository.run("dvc", "exp", "run", "-S", "source.as_of=2025-11-30", *same_split)
    assert "Stage 'train' didn't change, skipping" in printed
    assert repository.text("models/retrained/manifest.json") == model
    rows = repository.json("reports/split.json")["rows"]
    assert {**rows, "recent": 0, "waiting": 0} == {**judged["rows"], "recent": 0, "waiting": 0}
    assert rows["recent"] < judged["rows"]["recent"]
    repository.run("retrain", "decision", "judge")
    counted = repository.json("reports/decision.json")["evaluations"]
    assert (counted["window"], counted["candidate"], counted["sealed"]) == (2, 1, 1)


def test_the_sealed_rows_can_be_pushed_to_a_separate_remote(repository):
    for path, out in {
        "dvc.yaml": "data/splits/sealed.csv",
        "judge/dvc.yaml": "judge/predictions",
    }.items():
        whole = (
            f"    outs:\n      - {out}\n" if path != "dvc.yaml" else f"      - {out}\n      - data/splits/recent.csv\n"
        )
        repository.replace(
            path,
            whole,
            whole.replace(f"- {out}\n", f"- {out}:\n          remote: sealed\n"),
        )
    repository.run("dvc", "remote", "add", "--default", "open", "../open")
    repository.run("dvc", "remote", "add", "sealed", "../sealed")
    assert "up to date" in repository.run("dvc", "status", "dvc.yaml")
    repository.run("dvc", "push", "--quiet")
    pushed = {
        name: {"".join(path.parts[-2:]) for path in (repository.folder.parent / name).rglob("*") if path.is_file()}
        for name in ("open", "sealed")
    }
    training, judging = (yaml.safe_load(repository.text(path)) for path in ("dvc.lock", "judge/dvc.lock"))
    secret = {
        digest_of(training, "data/splits/sealed.csv"),
        digest_of(judging, "judge/predictions"),
    }
    assert secret <= pushed["sealed"]
    assert not secret & pushed["open"]
    assert digest_of(training, "data/splits/train.csv") in pushed["open"] - pushed["sealed"]
