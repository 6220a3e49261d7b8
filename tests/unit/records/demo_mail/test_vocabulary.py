"""The phrases are unique, and the labels consistent."""

from itertools import permutations

from records.demo_mail.distributions import LABELS
from records.demo_mail.vocabulary import AMOUNTS, ATTACHMENTS, DETAILS, REQUESTS, SIBLINGS, TOPICS


def test_every_string_of_a_slot_is_unique():
    nouns = [topic.noun for topic in TOPICS]
    for strings in ([ask.text for ask in REQUESTS], [detail.text for detail in DETAILS], nouns):
        assert len(set(strings)) == len(strings)
        pairs = permutations(map(str.lower, strings), 2)
        assert not any(first in second for first, second in pairs)


def test_twenty_labels_in_five_categories_with_siblings_that_exist():
    assert len({topic.label for topic in TOPICS}) == LABELS == 20
    assert len({topic.category for topic in TOPICS}) == 5
    assert all(sibling != label for label, sibling in enumerate(SIBLINGS))
    assert {topic.attachment for topic in TOPICS} <= set(ATTACHMENTS)
    assert max(topic.amount for topic in TOPICS) < len(AMOUNTS)
