"""What the service counts, in the format of Prometheus: requests, labels, abstentions, drift of what it is asked."""

from collections import Counter as Counts
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from retrain.pipeline.profile import Profile, stability
from retrain.pipeline.serving import ServedAnswer, ServedModel

WINDOW = 10_000
LEAST = 100
SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Watch:
    """The counters of one service."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()

        def counter(name: str, told: str, labels: Sequence[str]) -> Callable[..., Counter]:
            return cache(Counter(name, told, labels, registry=self._registry).labels)

        self._requests = counter("retrain_requests", "Requests.", ["route", "status"])
        self._labels = counter("retrain_predictions", "Answers by label.", ["model", "label"])
        self._sources = counter("retrain_sources", "Answers by who decided.", ["model", "source"])
        self._abstained = counter("retrain_abstentions", "Answers not to act on.", ["model"])
        self._swaps = counter("retrain_model_swaps", "Models taken up.", ["model"])
        seconds = Histogram(
            "retrain_request_seconds", "Duration of requests.", ["route"], buckets=SECONDS, registry=self._registry
        )
        self._seconds: Callable[..., Histogram] = cache(seconds.labels)
        self._drift = Gauge(
            "retrain_drift",
            f"Population stability index of the last {WINDOW} records against the training rows; above 0.25: look.",
            ["model", "column"],
            registry=self._registry,
        )
        self._window: deque[tuple[str, tuple[str, ...]]] = deque(maxlen=WINDOW)
        self._of = ""

    def requested(self, route: str, status: int, seconds: float) -> None:
        """Counts a request."""
        self._requests(route, status).inc()
        self._seconds(route).observe(seconds)

    def answered(self, model: ServedModel, given: ServedAnswer) -> None:
        """Counts an answer."""
        digest = model.classifier.digest
        self._labels(digest, given.answer.label).inc()
        self._sources(digest, given.answer.source).inc()
        if given.abstained:
            self._abstained(digest).inc()
        if model.profile is None:
            return
        if digest != self._of:
            self._window.clear()
            self._of = digest
        parts = tuple(column.part(given.record[name]) for name, column in model.profile.columns.items())
        self._window.append((given.answer.label, parts))

    def swapped(self, model: ServedModel) -> None:
        """Counts a model that was taken up."""
        self._swaps(model.classifier.digest).inc()

    def text(self, model: ServedModel | None) -> bytes:
        """Everything, in the text format of Prometheus."""
        self._drift.clear()
        if model is not None and model.profile is not None and model.classifier.digest == self._of:
            for column, figure in self.drift(model.profile).items():
                self._drift.labels(self._of, column).set(figure)
        return generate_latest(self._registry)

    def drift(self, profile: Profile) -> Mapping[str, float]:
        """The figure of each column, and of the labels under `(labels)`; none before 100 records were answered."""
        if len(self._window) < LEAST:
            return {}
        counts: dict[str, Counts[str]] = defaultdict(Counts)
        for label, parts in self._window:
            counts["(labels)"][label] += 1
            for name, part in zip(profile.columns, parts, strict=True):
                counts[name][part] += 1
        expected = {"(labels)": profile.labels} | {name: column.shares for name, column in profile.columns.items()}
        return {name: stability(expected[name], counts[name]) for name in expected}
