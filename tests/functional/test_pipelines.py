"""The pipelines run from records to a decision, and lose no row."""

import re


def test_the_pipelines_end_with_a_decision_and_its_reasons(trained):
    decision = trained.json("reports/decision.json")
    assert decision["outcome"] == "promote"
    assert [reason["check"] for reason in decision["reasons"]] == [
        "labels",
        "rules",
        "recent-better",
        "sealed-not-worse",
        "best-not-worse",
        "no-label-worse",
        "annotator-share",
    ]
    shown = trained.run("retrain", "decision", "show")
    assert shown.startswith("✓ Promote the retrained model\n")
    assert shown.rstrip().endswith("Report: reports/index.html")


def test_checks_on_sealed_rows_report_a_verdict_and_a_bound_only(trained):
    sealed = next(
        reason for reason in trained.json("reports/decision.json")["reasons"] if reason["check"] == "sealed-not-worse"
    )
    assert sealed["bound"] is not None
    assert [sealed[key] for key in ("legacy", "retrained", "delta", "p_value")] == [None] * 4


def test_both_models_and_the_best_possible_are_scored_on_validation(trained):
    validation = trained.json("reports/metrics.json")["validation"]
    assert validation["legacy"]["macro_f1"] < validation["retrained"]["macro_f1"] < validation["bayes"]["macro_f1"]
    assert set(validation["taggers"]) == {"legacy", "retrained"}
    assert validation["rows"] == trained.json("reports/split.json")["rows"]["validation"]


def test_the_page_opens_offline_and_the_comment_is_short(trained):
    page = trained.text("reports/index.html")
    assert "default-src 'none'" in page
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=[\"']?(?:https?:)?//", page)
    assert "Promote the retrained model" in page
    assert len(trained.text("reports/comment.md")) < 60_000


def test_no_row_is_lost_between_source_and_splits(trained):
    ingest, filtering, splits = (trained.json(f"reports/{name}.json")["rows"] for name in ("ingest", "filter", "split"))
    assert ingest["read"] == ingest["kept"] + ingest["quarantined"] + ingest["after_as_of"]
    assert ingest["kept"] == filtering["read"] == filtering["kept"] + filtering["removed"]
    assert filtering["kept"] == sum(splits.values())


def test_a_second_run_does_nothing(trained):
    assert "Data and pipelines are up to date" in trained.run("dvc", "repro")
    assert "up to date" in trained.run("dvc", "status", "dvc.yaml")
    assert trained.status() == ""


def test_an_unregistered_evaluation_is_reviewed(repository):
    (evaluation,) = (repository.folder / "decisions/uses/s1").glob("*.json")
    assert evaluation.stem == repository.json("reports/decision.json")["retrained"]["digest"]
    evaluation.unlink()
    repository.run("dvc", "repro", "--quiet", "judge/dvc.yaml")
    decision = repository.json("reports/decision.json")
    assert (decision["outcome"], decision["reasons"][0]["code"]) == ("review", "look_unregistered")
