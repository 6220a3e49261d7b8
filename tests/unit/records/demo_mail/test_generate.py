"""The generated mail: the same bytes everywhere, with drift, noise and a calibrated oracle."""

import hashlib

import numpy as np
import pytest

from records.csv_writer import csv_chunks
from records.demo_mail.distributions import LABELS, Slot, tables
from records.demo_mail.generate import generate_mail, most_likely, posterior
from records.demo_mail.latent_variables import draw_latent_variables
from records.demo_mail.random_draws import CounterRandom

COLUMNS = [
    "id",
    "received",
    "customer",
    "channel",
    "product",
    "amount",
    "attachment",
    "text",
    "category",
    "label",
]


def digest(table):
    return hashlib.sha256("".join(csv_chunks(table)).encode()).hexdigest()[:16]


def test_the_bytes_are_the_same_everywhere(mail_source):
    mail = generate_mail(mail_source())
    assert digest(mail.records) == "6ff2dfeaec60b2f4"
    assert digest(mail.oracle) == "8c7f456016012d6c"


@pytest.mark.parametrize("as_of", ["2024-01-01", "2024-06-17", "2025-09-30"])
def test_a_longer_snapshot_begins_with_the_shorter_one(mail_source, as_of):
    short, whole = (generate_mail(mail_source(as_of=day)) for day in (as_of, "2025-12-31"))
    assert "".join(csv_chunks(whole.records)).startswith("".join(csv_chunks(short.records)))
    assert "".join(csv_chunks(whole.oracle)).startswith("".join(csv_chunks(short.oracle)))
    assert short.records["received"].max() == as_of


def test_another_seed_writes_other_letters(mail_source):
    sources = (mail_source(seed=seed, as_of="2024-01-31") for seed in (1, 2))
    first, second = (generate_mail(source).records for source in sources)
    assert not set(first["text"]) & set(second["text"])


def test_letters_have_their_columns_and_days_in_order(mail):
    assert list(mail.records.columns) == COLUMNS
    assert mail.records["received"].is_monotonic_increasing
    assert mail.records["id"].is_unique
    assert mail.rows_read == 6000


def test_some_cells_are_missing_and_the_others_are_well_formed(mail):
    missing = (mail.records == "").mean()
    assert 0.02 < missing["product"] < 0.12
    assert 0.2 < missing["amount"] < 0.5
    assert not missing[["id", "received", "customer", "channel", "text", "category", "label"]].any()
    assert mail.records["amount"].str.fullmatch(r"([0-9]+[.][0-9]{2})?").all()


def test_known_noise_is_about_three_per_cent(mail):
    assert 0.02 < (mail.records["label"] != mail.oracle["truth"]).mean() < 0.04


def test_drift_brings_a_channel_a_label_and_other_frequencies(mail):
    days = mail.records["received"]
    old = mail.records[days.str.startswith("2024")]
    new = mail.records[days.str.startswith("2025-1")]
    assert "app" not in set(old["channel"])
    assert (new["channel"] == "app").mean() > 0.25
    assert "solar_feed_in" not in set(old["label"])
    assert (new["label"] == "solar_feed_in").mean() > 0.04
    assert (old["label"] == "meter_reading").mean() > 1.3 * (new["label"] == "meter_reading").mean()


def test_rare_labels_are_rare_but_there(mail):
    counts = mail.records["label"].value_counts()
    assert len(counts) == 20
    assert 1 <= counts["legal_notice"] < 60


def test_a_near_duplicate_repeats_a_letter_of_the_same_month_and_customer(mail):
    records = mail.records
    repeats = records[records["text"].str.startswith("Reminder: ")]
    assert 0.01 < len(repeats) / len(records) < 0.04
    months = records["received"].str.slice(0, 7)
    twins = records.groupby([months, records["customer"]])["id"].transform("size")
    assert (twins[repeats.index] > 1).all()
    assert records["text"].is_unique


def test_the_oracle_is_calibrated(mail):
    right = (mail.oracle["label"] == mail.oracle["truth"]).mean()
    assert right == pytest.approx(mail.oracle["probability"].astype(float).mean(), abs=0.012)
    assert mail.oracle["probability"].str.fullmatch(r"[01][.][0-9]{6}").all()


def test_the_optimum_against_the_given_labels_is_about_885_permille(mail):
    assert (mail.oracle["label"] == mail.records["label"]).mean() == pytest.approx(0.885, abs=0.015)


def test_a_product_that_cannot_be_seen_is_no_evidence():
    latents = draw_latent_variables(CounterRandom(3), 50, 1)
    unseen, seen = (posterior(latents, np.full(50, is_seen)) for is_seen in (False, True))
    weights = tables()[Slot.PRODUCT][:LABELS, latents.slots[Slot.PRODUCT]].T
    assert (seen == unseen * weights.astype(object)).all()
    assert not (seen == unseen * weights[:, :1].astype(object)).all()


def test_the_probability_of_the_best_label_is_rounded_half_up_in_integers():
    weights = np.array([[1, 2, 0], [10**40, 1, 1], [1, 1, 0]], dtype=object)
    labels, probabilities = most_likely(weights)
    assert labels.tolist() == [1, 0, 0]
    assert probabilities == ["0.666667", "1.000000", "0.500000"]
