"""A letter contains the phrases of its latent variables."""

import numpy as np

from records.demo_mail.distributions import Slot
from records.demo_mail.latent_variables import draw_latent_variables
from records.demo_mail.letter_text import names_product, write_letters
from records.demo_mail.random_draws import CounterRandom
from records.demo_mail.structured_fields import draw_fields
from records.demo_mail.vocabulary import DETAILS, REQUESTS


def test_a_letter_contains_the_phrases_of_its_latent_variables():
    rng = CounterRandom(3)
    latents = draw_latent_variables(rng, 50, 24)
    fields = draw_fields(rng, latents, 50)
    texts = [text.lower() for text in write_letters(rng, latents, fields)]
    for slot, phrases in ((Slot.REQUEST, REQUESTS), (Slot.DETAIL, DETAILS)):
        expected = [phrases[number].text.lower() for number in latents.slots[slot]]
        assert np.mean([phrase in text for phrase, text in zip(expected, texts, strict=True)]) > 0.9


def test_a_text_names_the_product_where_it_says_so():
    rng = CounterRandom(3)
    latents = draw_latent_variables(rng, 50, 24)
    fields = draw_fields(rng, latents, 50)
    texts = write_letters(rng, latents, fields)
    pairs = zip(fields["product"], texts, strict=True)
    named = np.array([product.lower() in text.lower() for product, text in pairs])
    assert not named[~names_product(rng, latents)].any()
    assert named[names_product(rng, latents)].mean() > 0.9
