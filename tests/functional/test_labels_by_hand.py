"""Labels from a labelling tool are trained on, and an erased record disappears from the data."""

import json

MODEL = "models/retrained/manifest.json"


def test_imported_labels_are_trained_on_and_an_erased_record_disappears(repository):
    export = (
        "retrain",
        "labels",
        "export",
        "--to",
        "label-studio",
        "--rows",
        "20",
        "--out",
        "rows.json",
    )
    assert "2 random" in repository.run(*export)
    tasks = repository.json("rows.json")
    (labelled, erased) = [task["data"] for task in tasks if task["data"]["why"] == "doubtful"][:2]
    for task in tasks[:1]:
        task["annotations"] = [{"completed_by": {"email": "ann"}, "result": task["predictions"][0]["result"]}]
    label = tasks[0]["predictions"][0]["result"][0]["value"]["choices"][0]
    repository.write("labelled.json", json.dumps(tasks[:1]))
    import_ = ("retrain", "labels", "import", "labelled.json", "--from", "label-studio")
    assert "1 set aside in data/labels/disagreements.jsonl" in repository.run(*import_)
    assert "1 labels imported\n  1 by ann" in repository.run(*import_, "--overrule")
    repository.run("retrain", "labels", "erase", erased["record_id"])
    assert repository.status().count("data/labels/") == 3
    before = {path: repository.text(path) for path in (MODEL, "data/splits/sealed.csv", "data/splits/recent.csv")}
    repository.run("dvc", "repro", "--quiet")
    rows = repository.text("data/splits/train.csv") + repository.text("data/splits/validation.csv")
    (row,) = [line for line in rows.splitlines() if line.startswith(f"{labelled['record_id']},")]
    assert row.endswith(f",{label}")
    assert f"\n{erased['record_id']}," not in rows
    assert repository.json("reports/ingest.json")["rows"]["erased"] == 1
    assert {path for path, text in before.items() if repository.text(path) != text} == {MODEL}
