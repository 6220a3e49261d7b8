"""Latent variables of earlier rows never change, and repeats go back to an original."""

import numpy as np

from records.demo_mail.latent_variables import draw_latent_variables
from records.demo_mail.random_draws import CounterRandom


def test_more_months_leave_earlier_rows_unchanged():
    short, long = (draw_latent_variables(CounterRandom(3), 50, months) for months in (2, 5))
    assert (long.observed_label[:100] == short.observed_label).all()
    assert all((long.slots[slot][:100] == values).all() for slot, values in short.slots.items())


def test_a_repeat_goes_back_to_an_original_of_its_month():
    latents = draw_latent_variables(CounterRandom(3), 200, 6)
    repeats = latents.original != latents.rows
    originals = latents.original[repeats]
    assert repeats.any()
    assert (latents.original[originals] == originals).all()
    assert (originals // 200 == latents.rows[repeats] // 200).all()
    assert (latents.true_label[repeats] == latents.true_label[originals]).all()


def test_a_few_labels_are_noise():
    latents = draw_latent_variables(CounterRandom(3), 500, 6)
    assert 0.01 < np.mean(latents.observed_label != latents.true_label) < 0.05
