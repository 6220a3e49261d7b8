"""The drift report names the columns in which the demo's letters of 2025 and 2024 differ."""


def test_letters_newer_than_the_legacy_model_drifted_in_channel_label_and_words(trained):
    drift = trained.json("reports/drift.json")
    assert {column["column"] for column in drift["columns"] if column["drifted"]} == {
        "channel",
        "label",
    }
    assert drift["classifier"]["drifted"]
    assert drift["classifier"]["auc"] > 0.7
    assert drift["summary"].startswith("2 of 6 columns drifted since the legacy model was trained (channel, label)")


def test_every_training_row_is_compared_or_counted(trained):
    drift = trained.json("reports/drift.json")
    counted = sum(drift["rows"].values()) + sum(drift["left_out"].values())
    assert counted == trained.json("reports/split.json")["rows"]["train"]


def test_the_page_shows_the_drift_and_the_comment_shows_only_the_decision(trained):
    summary = trained.json("reports/drift.json")["summary"]
    assert summary in trained.text("reports/index.html")
    assert "drifted" not in trained.text("reports/comment.md")


def test_drift_is_no_part_of_the_decision(trained):
    assert "drift" not in trained.text("reports/decision.json")
