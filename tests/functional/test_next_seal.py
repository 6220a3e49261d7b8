"""The next sealed test set has the announced rows after `dvc repro`."""


def test_the_next_sealed_test_set_has_the_announced_rows(repository):
    printed = repository.run("retrain", "decision", "seal", "--until", "2025-12-31")
    announced = int(printed.split("The sealed test set s2, ")[1].split()[0])
    waiting = repository.json("reports/split.json")["rows"]["waiting"]
    assert "is the composition of conf/" in repository.run("retrain", "params", "check")
    assert set(repository.status().split()) == {"M", "conf/split/default.yaml", "params.yaml"}
    repository.run("dvc", "repro", "--quiet", "split")
    report = repository.json("reports/split.json")
    assert report["seal"] == {"name": "s2", "until": "2025-12-31"}
    assert report["rows"]["sealed"] == announced == waiting
