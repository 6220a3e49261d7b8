"""The drift report names what the demo's letters of 2025 have and those of 2024 had not."""


def test_the_letters_since_the_legacy_model_differ_in_channel_label_and_words(trained):
    found = trained.json("reports/drift.json")
    assert {each["column"] for each in found["columns"] if each["drifted"]} == {"channel", "label"}
    assert found["classifier"]["drifted"]
    assert found["classifier"]["auc"] > 0.7
    assert found["summary"].startswith("2 of 6 columns drifted since the legacy model was trained (channel, label)")


def test_every_training_row_is_compared_or_counted(trained):
    found = trained.json("reports/drift.json")
    counted = sum(found["rows"].values()) + sum(found["left_out"].values())
    assert counted == trained.json("reports/split.json")["rows"]["train"]


def test_the_page_tells_of_the_drift_and_the_comment_keeps_to_the_verdict(trained):
    summary = trained.json("reports/drift.json")["summary"]
    assert summary in trained.text("reports/index.html")
    assert "drifted" not in trained.text("reports/comment.md")


def test_drift_decides_nothing(trained):
    assert "drift" not in trained.text("reports/decision.json")
