"""The next seal is drawn, composed and split as announced."""


def test_the_next_seal_is_drawn_composed_and_split_as_announced(repository):
    said = repository.run("retrain", "decision", "seal", "--until", "2025-12-31")
    announced = int(said.split("The seal s2, ")[1].split()[0])
    waiting = repository.json("reports/split.json")["rows"]["waiting"]
    assert "is the composition of conf/" in repository.run("retrain", "params", "check")
    assert set(repository.status().split()) == {"M", "conf/split/default.yaml", "params.yaml"}
    repository.run("dvc", "repro", "--quiet", "split")
    report = repository.json("reports/split.json")
    assert report["seal"] == {"name": "s2", "until": "2025-12-31"}
    assert report["rows"]["sealed"] == announced == waiting
