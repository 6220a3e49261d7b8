"""What the service counts, in the format of Prometheus: requests, labels, abstentions, drift of what it is asked."""

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from threading import Lock
from typing import TypeAlias

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from retrain.model.training_profile import Profile, stability
from retrain.serving.model_watcher import ServedAnswer, ServedModel

WINDOW = 10_000
LEAST = 100
SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
BOUNDS = (*map(str, SECONDS), "+Inf")
Asked: TypeAlias = tuple[str, list[str]]
Key: TypeAlias = tuple[object, ...]


class Watch(Collector):
    """The counters of one service, plain numbers until somebody asks for them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._requests: Counter[Key] = Counter()
        self._durations: dict[str, list[int]] = defaultdict(lambda: [0] * len(BOUNDS))
        self._seconds: dict[str, float] = defaultdict(float)
        self._answers: Counter[Key] = Counter()
        self._swaps: Counter[Key] = Counter()
        self._window: deque[Asked] = deque(maxlen=WINDOW)
        self._model: ServedModel | None = None
        self._parts: list[tuple[str, Callable[[str], str]]] = []

    def requested(self, route: str, status: int, seconds: float) -> None:
        """Counts a request."""
        self._requests[route, status] += 1
        self._durations[route][bisect_left(SECONDS, seconds)] += 1
        self._seconds[route] += seconds

    def answered(self, model: ServedModel, given: ServedAnswer) -> None:
        """Counts an answer; several threads may do so at once."""
        answer, record = given.answer, given.record
        with self._lock:
            if model is not self._model:
                self._watch(model)
            self._answers[model.classifier.digest, answer.label, answer.source, given.abstained] += 1
            self._window.append((answer.label, [part(record[name]) for name, part in self._parts]))

    def swapped(self, model: ServedModel) -> None:
        """Counts a model that was taken up."""
        self._swaps[(model.classifier.digest,)] += 1

    def text(self) -> bytes:
        """Everything, in the text format of Prometheus."""
        registry = CollectorRegistry()
        registry.register(self)
        return generate_latest(registry)

    def collect(self) -> Iterator[Metric]:
        """The figures of this moment."""
        requests, durations, seconds = self._requests.copy(), dict(self._durations), self._seconds.copy()
        with self._lock:
            answers, model, window = self._answers.copy(), self._model, list(self._window)
        yield _counted("retrain_requests", "Requests.", ("route", "status"), requests)
        yield _counted("retrain_predictions", "Answers by label.", ("model", "label"), _summed(answers, 0, 1))
        yield _counted("retrain_sources", "Answers by who decided.", ("model", "source"), _summed(answers, 0, 2))
        abstained = Counter({key: number for key, number in answers.items() if key[3]})
        yield _counted("retrain_abstentions", "Answers not to act on.", ("model",), _summed(abstained, 0))
        yield _counted("retrain_model_swaps", "Models taken up.", ("model",), self._swaps.copy())
        duration = HistogramMetricFamily("retrain_request_seconds", "Duration of requests.", labels=["route"])
        for route, counts in durations.items():
            buckets = [(bound, float(total)) for bound, total in zip(BOUNDS, accumulate(counts), strict=True)]
            duration.add_metric([route], buckets, seconds[route])
        yield duration
        told = f"Population stability index of the last {WINDOW} records against the training rows; above 0.25: look."
        drift = GaugeMetricFamily("retrain_drift", told, labels=["model", "column"])
        if model and model.profile:
            for column, figure in drifted(model.profile, window).items():
                drift.add_metric([model.classifier.digest, column], figure)
        yield drift

    def _watch(self, model: ServedModel) -> None:
        self._window.clear()
        self._model = model
        columns = model.profile.columns if model.profile else {}
        self._parts = [(name, column.part) for name, column in columns.items()]


def drifted(profile: Profile, window: Sequence[Asked]) -> Mapping[str, float]:
    """The figure of each column, and of the labels under `(labels)`; none before 100 records were answered."""
    if len(window) < LEAST:
        return {}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for label, parts in window:
        counts["(labels)"][label] += 1
        for name, part in zip(profile.columns, parts, strict=True):
            counts[name][part] += 1
    expected = {"(labels)": profile.labels} | {name: column.shares for name, column in profile.columns.items()}
    return {name: stability(expected[name], counts[name]) for name in expected}


def _counted(name: str, told: str, labels: tuple[str, ...], counts: Mapping[Key, int]) -> Metric:
    """A counter with one number for each value of its labels."""
    family = CounterMetricFamily(name, told, labels=labels)
    for values, number in counts.items():
        family.add_metric([*map(str, values)], number)
    return family


def _summed(counts: Mapping[Key, int], *places: int) -> Mapping[Key, int]:
    """The counts of those parts of the keys."""
    summed: Counter[Key] = Counter()
    for key, number in counts.items():
        summed[tuple(key[place] for place in places)] += number
    return summed
