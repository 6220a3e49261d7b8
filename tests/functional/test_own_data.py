"""A user's own CSV runs from `task init` to a promoted model with the commands of the README."""

import csv
import random
import re
import shlex
from datetime import date

import pytest
import yaml

WORDS = {
    "invoice": ["bill", "charge", "amount"],
    "moving": ["flat", "keys", "tenant"],
    "leak": ["water", "gas", "pipe"],
}


@pytest.fixture
def own(repository):
    """The repository with a CSV of letters, one of which has a bad amount."""
    draws = random.Random(1)
    with (repository.folder / "mine.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["received", "text", "amount", "label"])
        for number in range(1800):
            label = draws.choice(sorted(WORDS))
            text = " ".join(draws.choices([*WORDS[label], "the", "my", "please", "today", "now"], k=8))
            amount = "" if number % 7 else f"{draws.randrange(1000)}.5"
            table.writerow([f"2026-{1 + number // 200:02d}-{1 + number % 28:02d}", text, amount, label])
        table.writerow(["2026-09-09", "a row, whose amount is bad", "12x", "leak"])
    return repository


def commands_of(readme: str) -> list[list[str]]:
    """The words of the commands in the README's section."""
    block = re.search(r"## Your own records\n\n```bash\n(.*?)```", readme, re.DOTALL)[1]
    return [shlex.split(line, comments=True) for line in block.splitlines()]


def outcome(repository) -> tuple[str, str]:
    decision = repository.json("reports/decision.json")
    return decision["outcome"], decision["reasons"][0]["code"]


def test_an_own_csv_is_trained_judged_and_promoted_as_the_first_model(own):
    for command in commands_of(own.text("README.md")):
        own.run(*command)
    assert {"seal": {"until": date(2026, 8, 31)}, "recent": {"months": 1}} == yaml.safe_load(
        own.text("conf/task/mine.yaml")
    )["split"]
    counts = {"read": 1801, "kept": 1800, "quarantined": 1, "after_as_of": 0, "erased": 0}
    assert own.json("reports/ingest.json")["rows"] == counts
    assert "1802,amount,12x" in own.text("data/raw/quarantine.csv")
    assert own.json("reports/metrics.json")["validation"]["retrained"]["accuracy"] > 0.9
    own.run("retrain", "decision", "judge")
    assert outcome(own) == ("promote", "legacy_other_task")
    own.run("git", "rm", "--quiet", "--cached", "models/production.dvc")
    (own.folder / "models/production.dvc").unlink()
    own.run("rm", "-r", "models/production")
    own.run("retrain", "promote", "--restore")
    own.run("dvc", "repro", "--quiet")
    own.run("retrain", "decision", "judge")
    assert outcome(own) == ("promote", "no_legacy")
    assert "legacy" not in own.json("reports/metrics.json")["validation"]
    own.run("retrain", "promote")
    assert outcome(own) == ("identical", "identical")
