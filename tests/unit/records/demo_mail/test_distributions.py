"""The distributions are normalised and drift as declared."""

import numpy as np
import pytest

from records.demo_mail.distributions import LABELS, Slot, channels, drift_steps, priors, tables
from records.demo_mail.random_draws import SCALE
from records.demo_mail.vocabulary import REQUESTS, SIBLINGS, TOPICS


def test_drift_ramps_from_the_twelfth_to_the_eighteenth_month():
    assert drift_steps(np.array([0, 11, 12, 16, 17, 23])).tolist() == [0, 0, 1, 5, 6, 6]


def test_no_letter_has_a_label_before_it_exists():
    unborn = [label for label, prior in enumerate(priors()[0].tolist()) if not prior]
    assert [TOPICS[label].label for label in unborn] == ["solar_feed_in"]
    assert unborn == [LABELS - 1]
    assert not set(unborn) & set(SIBLINGS)


@pytest.mark.parametrize("table", [priors(), channels(), *tables().values()])
def test_every_table_is_normalised(table):
    assert (table.sum(axis=1) == SCALE).all()
    assert (table >= 0).all()


def test_new_wording_takes_over_with_the_drift():
    requests = tables()[Slot.REQUEST].reshape(7, LABELS, -1)
    new = np.array([ask.new for ask in REQUESTS])
    shares = requests[:, :, new].sum(axis=2) / SCALE
    assert (shares[0] == 0).all()
    assert shares[6] == pytest.approx(0.7 * 0.82, abs=1e-4)
