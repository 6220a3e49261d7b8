"""What the demo's letters of 2025 have that those of 2024 had not."""


def test_the_letters_since_the_legacy_model_differ_in_channel_label_and_words(road):
    found = road.json("reports/drift.json")
    assert {each["column"] for each in found["columns"] if each["drifted"]} == {"channel", "label"}
    assert found["classifier"]["drifted"]
    assert found["classifier"]["auc"] > 0.7
    assert found["summary"].startswith("2 of 6 columns drifted since the legacy model was trained (channel, label)")


def test_every_training_row_is_compared_or_counted(road):
    found = road.json("reports/drift.json")
    counted = sum(found["rows"].values()) + sum(found["left_out"].values())
    assert counted == road.json("reports/split.json")["rows"]["train"]


def test_the_page_tells_of_the_drift_and_the_comment_keeps_to_the_verdict(road):
    summary = road.json("reports/drift.json")["summary"]
    assert summary in road.text("reports/index.html")
    assert "drifted" not in road.text("reports/comment.md")


def test_drift_decides_nothing(road):
    assert "drift" not in road.text("reports/decision.json")
