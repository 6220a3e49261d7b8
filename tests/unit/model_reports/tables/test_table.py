import pytest

from retrain.ml_configuration.checks import CheckKind
from retrain.ml_configuration.decision_document import Code
from retrain.ml_configuration.enums import FEATURE_ROLES, Outcome, Role, Verdict
from retrain.model_reports.charts.confusion import appeared_table, changed, confusion_chart, disappeared_table, mistakes
from retrain.model_reports.charts.labels import labels_table, largest_changes
from retrain.model_reports.charts.scores import scores_table, tiles
from retrain.model_reports.tables.checks import SIGNS, checks_table
from retrain.model_reports.tables.drift import COMPARED, drift_table
from retrain.model_reports.tables.provenance import provenance_table, reasons_table, rows_table
from retrain.model_reports.tables.table import Data

LABELS = ["lion", "tiger", "bee"]


def small(documents, legacy: bool = True):
    """Documents with counts that a reader can check by eye."""
    made = documents(LABELS, legacy=legacy)
    made["comparison"]["confusion"]["retrained"] = [[9, 1, 0], [2, 8, 0], [0, 0, 5]]
    if legacy:
        made["comparison"]["confusion"]["legacy"] = [[6, 1, 3], [0, 10, 0], [0, 0, 5]]
    return made


def test_every_check_stands_with_its_verdict_and_numbers(documents, model_of) -> None:
    table = checks_table(model_of(documents(LABELS)).decision)
    assert table.tones == ("pass", "pass", "blind", "undecided", "fail")
    assert table.rows[0][5:] == ("0.742", "0.842", "+0.100", "+0.0811", "0.0000")
    assert table.rows[1][5:] == ("—", "—", "—", "\u22120.0041", "\u22120.0100")
    assert table.rows[3][3:5] == ("The two models do not know the same labels, as the task declares.", "added a, b")
    assert table.rows[0][4] == "p 0.0001; method swap"
    assert table.rows[1][4] == "—"


def test_every_outcome_and_verdict_has_a_sign_of_its_own() -> None:
    assert len({SIGNS[outcome] for outcome in Outcome}) == len(Outcome)
    assert len({SIGNS[verdict] for verdict in Verdict}) == len(Verdict)


@pytest.mark.parametrize("names", [CheckKind, Code, Outcome])
def test_every_outcome_code_and_kind_has_words_of_its_own(names) -> None:
    assert all(name.words for name in names)
    assert len({name.words for name in names}) == len(names)


def test_scores_have_intervals_the_optimum_and_the_effect_of_the_taggers(documents, model_of) -> None:
    rows = {row[0]: row[1:] for row in scores_table(model_of(documents(LABELS))).rows}
    assert rows["Macro F1, recent"][1] == "0.842 (0.832 to 0.852)"
    assert rows["Macro F1, validation"] == ("0.760", "0.851", "+0.091", "0.913")
    assert rows["Taggers add to macro F1, validation"][:2] == ("+0.009", "+0.012")


def test_scores_without_taggers_have_no_row_for_them(documents, model_of) -> None:
    made = documents(LABELS)
    del made["metrics"]["validation"]["taggers"]
    assert len(scores_table(model_of(made)).rows) == 4


def test_labels_stand_with_the_largest_loss_first(documents, model_of) -> None:
    made = documents(LABELS)
    for entry, before, after in zip(made["comparison"]["per_label"], (0.5, 0.9, 0.7), (0.6, 0.8, 0.7), strict=True):
        entry.update(legacy_f1=before, retrained_f1=after)
    comparison = model_of(made).comparison
    assert [row[0] for row in labels_table(comparison).rows] == ["tiger", "bee", "lion"]
    assert [row[0] for row in largest_changes(comparison).rows] == ["tiger", "lion"]


def test_no_label_changes_where_there_is_no_legacy(documents, model_of) -> None:
    assert largest_changes(model_of(documents(LABELS, legacy=False)).comparison).rows == ()


def test_right_answers_are_no_mistakes(documents, model_of) -> None:
    found = mistakes(model_of(small(documents)).comparison)
    assert [(each.truth, each.answer, each.change, each.support) for each in found] == [
        ("lion", "tiger", 0, 10),
        ("lion", "bee", -3, 10),
        ("tiger", "lion", 2, 10),
    ]


def test_mistakes_are_told_apart_by_their_direction(documents, model_of) -> None:
    comparison = model_of(small(documents)).comparison
    assert appeared_table(comparison).rows == (("tiger", "lion", "0", "2", "+2"),)
    assert disappeared_table(comparison).rows == (("lion", "bee", "3", "0", "\u22123"),)
    assert [row[-1] for row in confusion_chart(model_of(small(documents))).table.rows] == ["\u22123", "+2"]
    assert changed(comparison)[0].change == -3


def test_without_a_legacy_model_mistakes_are_counted_alone(documents, model_of) -> None:
    table = appeared_table(model_of(small(documents, legacy=False)).comparison)
    assert table.columns == ("Truth", "Answer", "Rows")
    assert table.rows == (("tiger", "lion", "2"), ("lion", "tiger", "1"))


def test_every_row_of_the_data_is_counted_with_its_reason(documents, model_of) -> None:
    model = model_of(documents(LABELS))
    assert ("Read from the source", "12,345") in rows_table(model).rows
    assert reasons_table(model).rows == (
        ("quarantined", "bad date", "40"),
        ("quarantined", "too few cells", "5"),
        ("removed", "duplicate", "290"),
        ("left out of sealed", "trained_on", "4"),
        ("left out of recent", "group_trained_on", "31"),
    )


def test_provenance_names_licence_digests_and_seed(documents, model_of) -> None:
    facts = dict(provenance_table(model_of(documents(LABELS, legacy=False))).rows)
    assert facts["Licence of the data"] == "CC0-1.0"
    assert facts["Legacy model"] == "none yet"
    assert facts["Retrained model"] == "9f2c41d07a55 (task support_tickets)"
    assert facts["Seed of the statistics"] == "20"
    assert all(isinstance(value, Data) for value in facts.values())


def test_tiles_tell_the_flips_only_where_there_are_two_models(documents, model_of) -> None:
    both = tiles(model_of(documents(LABELS)))
    alone = tiles(model_of(documents(LABELS, legacy=False)))
    assert [value for _, value, _ in both[:3]] == ["0.842", "0.861", "211 / 64"]
    assert len(alone) == 3
    assert alone[0][2] == "95 % interval 0.832 to 0.852"


def test_a_score_that_stands_alone_without_an_interval_says_so(documents, model_of) -> None:
    made = documents(LABELS, legacy=False)
    made["comparison"]["macro_f1"]["retrained_interval"] = None
    assert tiles(model_of(made))[0] == ("Macro F1, recent", "0.842", "no legacy model")


def test_drift_stands_column_by_column_with_the_classifier_last(documents, model_of) -> None:
    table = drift_table(model_of(documents(LABELS)).drift)
    assert table.caption == "2,100 training rows of then against 812 since then"
    assert table.rows[0] == ("channel", "counts of its values", "no drift shown", "0.050", "0.400", "0.400")
    assert table.rows[4] == ("label", "counts of the labels", "drift", "0.221", "< 0.001", "< 0.001")
    assert table.rows[5][:4] == ("All features", "AUC of a classifier", "drift", "0.797")
    assert isinstance(table.rows[0][0], Data)


def test_where_nothing_was_compared_there_is_no_drift_to_list(documents, model_of) -> None:
    assert drift_table(model_of(documents(LABELS, legacy=False)).drift).rows == ()


def test_every_role_that_is_compared_has_words() -> None:
    assert set(COMPARED) == FEATURE_ROLES | {Role.LABEL}
