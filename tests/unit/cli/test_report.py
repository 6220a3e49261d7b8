"""`retrain report` prints the last run, its cost and earlier decisions."""

from retrain.workspace.stage_costs import record_stage_cost


def test_the_cost_of_the_last_run_of_each_stage_is_printed(workplace, retrain):
    code, _, err = retrain("report", "cost")
    assert (code, "no stage has run in this workspace yet" in err) == (2, True)
    for stage in ("filter", "split", "filter"):
        with record_stage_cost(stage):
            pass
    code, out, _ = retrain("report", "cost", "--markdown")
    names = [line.split(" | ")[0] for line in out.splitlines()]
    assert (code, sorted(names)) == (0, sorted(["| Stage", "| ---", "| split", "| filter", "| total"]))
    assert "Processor seconds" in retrain("report", "cost")[1]


def test_the_last_decision_is_shown_with_its_checks_and_the_scores(judged, retrain):
    code, _, err = retrain("report", "show")
    assert (code, "`make repro`" in err) == (2, True)
    judged()
    code, out, _ = retrain("report", "show")
    assert code == 0
    expected = ("Every check", "Scores of both models", "look_unregistered")
    assert [part for part in expected if part not in out] == [], out
