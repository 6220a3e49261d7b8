"""How each metric is estimated and tested."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from retrain.decision.accuracy import accuracy, mcnemar_test
from retrain.decision.macro_f1 import macro_f1
from retrain.decision.paired_counts import PairedCounts
from retrain.decision.paired_estimate import Method, PairedEstimate
from retrain.decision.resampling import Resampling
from retrain.decision.swap_test import swap_test
from retrain.ml_configuration.decision import Metric


@dataclass(frozen=True)
class MetricStatistics:
    """The statistics of one metric.

    Attributes:
        estimate: yields both scores and their difference, with bounds.
        test: yields the one-sided p-value that the retrained model is better.
        test_method: the name of that test.
    """

    estimate: Callable[[PairedCounts, Resampling], PairedEstimate]
    test: Callable[[PairedCounts, Resampling], float]
    test_method: Method


STATISTICS: Mapping[Metric, MetricStatistics] = MappingProxyType(
    {
        Metric.MACRO_F1: MetricStatistics(macro_f1, swap_test, Method.SWAP_TEST),
        Metric.ACCURACY: MetricStatistics(
            lambda counts, _resampling: accuracy(counts),
            lambda counts, _resampling: mcnemar_test(counts),
            Method.EXACT_MCNEMAR,
        ),
    }
)
