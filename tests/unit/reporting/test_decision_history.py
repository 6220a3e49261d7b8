"""The history reads the decisions of every schema version, and names what to do without one."""

from retrain.ml_configuration import paths
from retrain.workspace.json_files import write_json


def test_the_history_reads_documents_of_every_age(workplace, repository, retrain):
    assert retrain("report", "history")[0] == 2
    paths.DECISION.parent.mkdir(exist_ok=True)
    paths.METRICS.unlink(missing_ok=True)
    ages = (
        ({"schema": 1, "verdict": "promote"}, {"macro_f1": 0.5}),
        (
            {"outcome": "review", "retrained": {"digest": "0123456789abcdef"}, "later": 1},
            {"validation": {"legacy": {"macro_f1": 0.25}, "retrained": {"macro_f1": 0.75, "later": 1}}},
        ),
        ({"outcome": "reject", "retrained": {"digest": "fedcba9876543210"}}, ["no document"]),
    )
    for decision, metrics in ages:
        write_json(decision, paths.DECISION)
        write_json(metrics, paths.METRICS)
        repository.commit_all("judged")
    code, out, _ = retrain("report", "history", "--markdown")
    cells = [line.strip("| ").split(" | ")[1:] for line in out.splitlines()[2:]]
    assert code == 0
    assert [row[:4] for row in cells] == [
        ["—", "—", "—", "—"],
        ["`01234567`", "`review`", "0.250", "0.750"],
        ["`fedcba98`", "`reject`", "—", "—"],
    ]
    assert "01234567" in retrain("report", "history")[1]
