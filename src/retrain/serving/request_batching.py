"""Records that are asked in the same moment are answered in one go, which costs each of them less."""

import asyncio
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple, TypeAlias

from retrain.serving.model_watcher import ServedAnswer, ServedModel
from retrain.serving.online_predictor import Record

MOST = 32
Answer: TypeAlias = Callable[[ServedModel, Sequence[Record]], list[ServedAnswer]]


class Waiting(NamedTuple):
    """A record that waits for its answer."""

    model: ServedModel
    record: Record
    answer: asyncio.Future[ServedAnswer]


class Together:
    """Collects what the requests of one turn of the event loop ask; who asks alone is answered at once."""

    def __init__(self, answer: Answer) -> None:
        """Collects nothing yet.

        Args:
            answer: from a model and raw records to their answers; it raises where one of them
                cannot be answered.
        """
        self._answer = answer
        self._waiting: list[Waiting] = []
        self._asked_in_this_turn = self._several = False

    async def ask(self, model: ServedModel, record: Record) -> ServedAnswer:
        """The answer for a raw record; raises what answering it raises."""
        loop = asyncio.get_running_loop()
        if not self._asked_in_this_turn and not self._several:
            self._asked_in_this_turn = True
            loop.call_soon(self._turn_ends)
            return self._answer(model, [record])[0]
        if not self._waiting:
            loop.call_soon(self._answer_all, loop, 0)
        waiting = Waiting(model, record, loop.create_future())
        self._waiting.append(waiting)
        return await waiting.answer

    def _turn_ends(self) -> None:
        self._asked_in_this_turn = False

    def _answer_all(self, loop: asyncio.AbstractEventLoop, seen: int) -> None:
        """Answers all, or looks again where the last turn brought more."""
        if seen < len(self._waiting) < MOST:
            loop.call_soon(self._answer_all, loop, len(self._waiting))
            return
        waiting = [one for one in self._waiting if not one.answer.done()]
        self._waiting, self._several = [], len(waiting) > 1
        for model, group in groupby(waiting, key=lambda one: one.model):
            self._answer_group(model, list(group))

    def _answer_group(self, model: ServedModel, group: list[Waiting]) -> None:
        """Answers records together, or each by itself where one of them cannot be answered."""
        try:
            answers = self._answer(model, [one.record for one in group])
        except Exception as error:
            if len(group) == 1:
                group[0].answer.set_exception(error)
                return
            for one in group:
                self._answer_group(model, [one])
            return
        for one, answer in zip(group, answers, strict=True):
            one.answer.set_result(answer)
