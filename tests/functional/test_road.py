"""From records to a verdict."""

import re


def test_the_road_ends_with_a_verdict_and_its_reasons(road):
    decision = road.json("reports/decision.json")
    assert decision["outcome"] == "promote"
    own, policy = (
        ["labels", "rules"],
        ["recent-better", "sealed-not-worse", "best-not-worse", "no-label-worse", "one-hand"],
    )
    assert [reason["check"] for reason in decision["reasons"]] == [*own, *policy]
    said = road.run("retrain", "decision", "show")
    assert said.startswith("Verdict: promote. ")
    assert said.rstrip().endswith("Report: reports/index.html")


def test_sealed_rows_yield_a_verdict_and_a_bound_only(road):
    sealed = next(
        reason for reason in road.json("reports/decision.json")["reasons"] if reason["check"] == "sealed-not-worse"
    )
    assert sealed["bound"] is not None
    assert [sealed[key] for key in ("legacy", "retrained", "delta", "p_value")] == [None] * 4


def test_both_models_and_the_best_possible_are_scored_on_validation(road):
    validation = road.json("reports/metrics.json")["validation"]
    assert validation["legacy"]["macro_f1"] < validation["retrained"]["macro_f1"] < validation["bayes"]["macro_f1"]
    assert set(validation["taggers"]) == {"legacy", "retrained"}
    assert validation["rows"] == road.json("reports/split.json")["rows"]["validation"]


def test_the_page_opens_offline_and_the_comment_is_short(road):
    page = road.text("reports/index.html")
    assert "default-src 'none'" in page
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=[\"']?(?:https?:)?//", page)
    assert "Promote the retrained model" in page
    assert len(road.text("reports/comment.md")) < 60_000


def test_no_row_is_lost_between_source_and_splits(road):
    ingest, filtering, splits = (road.json(f"reports/{name}.json")["rows"] for name in ("ingest", "filter", "split"))
    assert ingest["read"] == ingest["kept"] + ingest["quarantined"] + ingest["after_as_of"]
    assert ingest["kept"] == filtering["read"] == filtering["kept"] + filtering["removed"]
    assert filtering["kept"] == sum(splits.values())


def test_nothing_is_done_twice(road):
    assert "Data and pipelines are up to date" in road.run("dvc", "repro")
    assert "up to date" in road.run("dvc", "status", "dvc.yaml")
    assert road.status() == ""


def test_a_look_that_was_not_registered_is_for_a_person_to_judge(repository):
    (look,) = (repository.folder / "decisions/uses/s1").glob("*.json")
    assert look.stem == repository.json("reports/decision.json")["retrained"]["digest"]
    look.unlink()
    repository.run("dvc", "repro", "--quiet", "judge/dvc.yaml")
    decision = repository.json("reports/decision.json")
    assert (decision["outcome"], decision["reasons"][0]["code"]) == ("review", "look_unregistered")
