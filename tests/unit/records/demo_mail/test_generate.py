"""The default data as a whole."""

import hashlib
import time

import numpy as np
import pytest

from records.csv_writer import csv_text
from records.demo_mail.distributions import LABELS, Slot, tables
from records.demo_mail.generate import best, gather_mail, posterior
from records.demo_mail.latent_variables import draw_latents
from records.demo_mail.letter_text import names_product, write_letters
from records.demo_mail.random_draws import Dice
from records.demo_mail.structured_fields import draw_fields
from records.demo_mail.vocabulary import ASKS, DETAILS

COLUMNS = ["id", "received", "customer", "channel", "product", "amount", "attachment", "text", "category", "label"]


def test_the_bytes_are_the_same_everywhere(mail_source):
    mail = gather_mail(mail_source())
    digests = [hashlib.sha256(csv_text(table).encode()).hexdigest()[:16] for table in (mail.records, mail.oracle)]
    assert digests == ["6ff2dfeaec60b2f4", "8c7f456016012d6c"]


@pytest.mark.parametrize("as_of", ["2024-01-01", "2024-06-17", "2025-09-30"])
def test_a_longer_snapshot_begins_with_the_shorter_one(mail_source, as_of):
    short, whole = (gather_mail(mail_source(as_of=day)) for day in (as_of, "2025-12-31"))
    assert csv_text(whole.records).startswith(csv_text(short.records))
    assert csv_text(whole.oracle).startswith(csv_text(short.oracle))
    assert short.records["received"].max() == as_of


def test_another_seed_writes_other_letters(mail_source):
    one, other = (gather_mail(mail_source(seed=seed, as_of="2024-01-31")).records for seed in (1, 2))
    assert not set(one["text"]) & set(other["text"])


def test_twelve_thousand_letters_take_under_three_seconds(mail_source):
    begin = time.perf_counter()
    assert len(gather_mail(mail_source(rows_per_month=500)).records) == 12_000
    assert time.perf_counter() - begin < 3


def test_letters_have_their_columns_and_days_in_order(mail):
    assert list(mail.records.columns) == COLUMNS
    assert mail.records["received"].is_monotonic_increasing
    assert mail.records["id"].is_unique
    assert mail.read == 6000


def test_some_cells_are_missing_and_the_others_are_well_formed(mail):
    missing = (mail.records == "").mean()
    assert 0.02 < missing["product"] < 0.12
    assert 0.2 < missing["amount"] < 0.5
    assert not missing[["id", "received", "customer", "channel", "text", "category", "label"]].any()
    assert mail.records["amount"].str.fullmatch(r"([0-9]+[.][0-9]{2})?").all()


def test_known_noise_is_about_three_per_cent(mail):
    assert 0.02 < (mail.records["label"] != mail.oracle["truth"]).mean() < 0.04


def test_drift_brings_a_channel_a_label_and_other_frequencies(mail):
    old, new = (mail.records[mail.records["received"].str.startswith(day)] for day in ("2024", "2025-1"))
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


def test_a_letter_holds_what_its_latents_say():
    dice = Dice(3)
    latents = draw_latents(dice, 50, 24)
    fields = draw_fields(dice, latents, 50)
    texts = [text.lower() for text in write_letters(dice, latents, fields)]
    asked = [ASKS[ask].text.lower() in text for ask, text in zip(latents.slots[Slot.ASK], texts, strict=True)]
    told = [
        DETAILS[detail].text.lower() in text for detail, text in zip(latents.slots[Slot.DETAIL], texts, strict=True)
    ]
    named = np.array([product.lower() in text for product, text in zip(fields["product"], texts, strict=True)])
    assert np.mean(asked) > 0.9
    assert np.mean(told) > 0.9
    assert not named[~names_product(dice, latents)].any()
    assert named[names_product(dice, latents)].mean() > 0.9


def test_a_product_that_cannot_be_seen_says_nothing():
    latents = draw_latents(Dice(3), 50, 1)
    blind, seeing = (posterior(latents, np.full(50, seen)) for seen in (False, True))
    weights = tables()[Slot.PRODUCT][:LABELS, latents.slots[Slot.PRODUCT]].T
    assert (seeing == blind * weights.astype(object)).all()
    assert not (seeing == blind * weights[:, :1].astype(object)).all()


def test_the_probability_of_the_best_label_is_rounded_half_up_in_whole_numbers():
    weights = np.array([[1, 2, 0], [10**40, 1, 1], [1, 1, 0]], dtype=object)
    labels, probabilities = best(weights)
    assert labels.tolist() == [1, 0, 0]
    assert probabilities == ["0.666667", "1.000000", "0.500000"]
