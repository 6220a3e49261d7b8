"""Prometheus metrics of the service: requests, labels, abstentions, reloads, drift."""

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from threading import Lock
from typing import TypeAlias

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from retrain.model.training_profile import Profile, population_stability_index
from retrain.serving.online_predictor import OnlinePredictor, ServedPrediction

WINDOW = 10_000
MIN_RECORDS = 100
SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
BOUNDS = (*map(str, SECONDS), "+Inf")
LABELS = "(labels)"
Seen: TypeAlias = tuple[str, list[str]]
Key: TypeAlias = tuple[object, ...]


class Metrics(Collector):
    """The counters of one service, plain numbers until they are collected."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._requests: Counter[Key] = Counter()
        self._durations: dict[str, list[int]] = defaultdict(lambda: [0] * len(BOUNDS))
        self._seconds: dict[str, float] = defaultdict(float)
        self._predictions: Counter[Key] = Counter()
        self._reloads: Counter[Key] = Counter()
        self._window: deque[Seen] = deque(maxlen=WINDOW)
        self._predictor: OnlinePredictor | None = None

    def record_request(self, route: str, status: int, seconds: float) -> None:
        """Counts a request."""
        self._requests[route, status] += 1
        self._durations[route][bisect_left(SECONDS, seconds)] += 1
        self._seconds[route] += seconds

    def record_predictions(self, predictor: OnlinePredictor, predictions: Sequence[ServedPrediction]) -> None:
        """Counts predictions; several threads may do so at once."""
        digest = predictor.classifier.digest
        profile = predictor.profile
        with self._lock:
            if predictor is not self._predictor:
                self._window.clear()
                self._predictor = predictor
            for served in predictions:
                label, _, source, *_ = served.prediction
                self._predictions[digest, label, source, served.abstained] += 1
                bins = profile.bins_of(served.prediction.record) if profile else []
                self._window.append((label, bins))

    def record_reload(self, predictor: OnlinePredictor) -> None:
        """Counts a model that was loaded in the place of another."""
        self._reloads[(predictor.classifier.digest,)] += 1

    def render(self) -> bytes:
        """Everything, in the text format of Prometheus."""
        registry = CollectorRegistry()
        registry.register(self)
        return generate_latest(registry)

    def collect(self) -> Iterator[Metric]:
        """The figures of this moment."""
        requests = self._requests.copy()
        with self._lock:
            predictions = self._predictions.copy()
            predictor = self._predictor
            window = list(self._window)
        abstained = Counter({key: number for key, number in predictions.items() if key[3]})
        by_label = _sums(predictions, 0, 1)
        by_source = _sums(predictions, 0, 2)
        yield _counter("retrain_requests", "Requests.", ("route", "status"), requests)
        yield _counter("retrain_predictions", "Predictions by label.", ("model", "label"), by_label)
        yield _counter("retrain_sources", "Predictions by source.", ("model", "source"), by_source)
        yield _counter("retrain_abstentions", "Abstentions.", ("model",), _sums(abstained, 0))
        yield _counter("retrain_model_swaps", "Models loaded.", ("model",), self._reloads.copy())
        yield self._durations_family()
        yield _drift_family(predictor, window)

    def _durations_family(self) -> Metric:
        seconds = self._seconds.copy()
        name = "retrain_request_seconds"
        family = HistogramMetricFamily(name, "Duration of requests.", labels=["route"])
        for route, counts in dict(self._durations).items():
            totals = map(float, accumulate(counts))
            family.add_metric([route], list(zip(BOUNDS, totals, strict=True)), seconds[route])
        return family


def _drift_family(predictor: OnlinePredictor | None, window: Sequence[Seen]) -> Metric:
    family = GaugeMetricFamily(
        "retrain_drift",
        f"Population stability index of the last {WINDOW} records; above 0.25: investigate.",
        labels=["model", "column"],
    )
    if predictor and predictor.profile:
        for column, index in _stability_indices(predictor.profile, window).items():
            family.add_metric([predictor.classifier.digest, column], index)
    return family


def _stability_indices(profile: Profile, window: Sequence[Seen]) -> Mapping[str, float]:
    """The index of each column, and of the labels under `(labels)`; none before 100 records."""
    if len(window) < MIN_RECORDS:
        return {}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for label, bins in window:
        counts[LABELS][label] += 1
        for name, bin_name in zip(profile.columns, bins, strict=True):
            counts[name][bin_name] += 1
    expected = {LABELS: profile.labels}
    expected |= {name: column.shares for name, column in profile.columns.items()}
    return {name: population_stability_index(expected[name], counts[name]) for name in expected}


def _counter(name: str, help_text: str, labels: tuple[str, ...], counts: Mapping[Key, int]) -> Metric:
    """A counter with one number for each combination of its labels' values."""
    family = CounterMetricFamily(name, help_text, labels=labels)
    for values, number in counts.items():
        family.add_metric([*map(str, values)], number)
    return family


def _sums(counts: Mapping[Key, int], *positions: int) -> Mapping[Key, int]:
    """The counts summed over all parts of the keys but those at `positions`."""
    sums: Counter[Key] = Counter()
    for key, number in counts.items():
        sums[tuple(key[position] for position in positions)] += number
    return sums
