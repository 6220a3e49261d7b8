"""What is asked in the same moment is answered in one go, and nobody pays for another's mistake."""

import asyncio

import pytest

from retrain.ml_configuration import InputProblem
from retrain.routes.together import MOST, Together

ONE, OTHER = object(), object()


class Model:
    """Answers a record with its text in capitals, refuses an empty one, and writes down what it is asked."""

    def __init__(self) -> None:
        self.asked = []

    def answer(self, model, records):
        self.asked.append((model, [record["text"] for record in records]))
        if not all(record["text"] for record in records):
            raise InputProblem("no text")
        return [record["text"].upper() for record in records]


async def told(together, *asked, model=ONE):
    answers = [together.ask(model, {"text": text}) for text in asked]
    return await asyncio.gather(*answers, return_exceptions=True)


def test_records_of_one_moment_are_answered_in_one_go_each_with_its_own():
    model = Model()
    assert asyncio.run(told(Together(model.answer), "a", "b", "c")) == ["A", "B", "C"]
    assert model.asked == [(ONE, ["a", "b", "c"])]


def test_who_cannot_be_answered_hears_why_and_the_others_are_answered():
    model = Model()
    first, refused, last = asyncio.run(told(Together(model.answer), "a", "", "c"))
    assert (first, last) == ("A", "C")
    assert isinstance(refused, InputProblem)


def test_no_go_mixes_two_models():
    async def both():
        model = Model()
        together = Together(model.answer)
        answers = await asyncio.gather(told(together, "a", "b"), told(together, "c", model=OTHER))
        return answers, model.asked

    answers, asked = asyncio.run(both())
    assert answers == [["A", "B"], ["C"]]
    assert asked == [(ONE, ["a", "b"]), (OTHER, ["c"])]


def test_who_has_gone_is_not_answered():
    async def one_goes():
        model = Model()
        together = Together(model.answer)
        gone, stays = together.ask(ONE, {"text": "a"}), together.ask(ONE, {"text": "b"})
        gone.cancel()
        return await stays, model.asked

    assert asyncio.run(one_goes()) == ("B", [(ONE, ["b"])])


def test_after_several_at_once_a_turn_that_brings_more_is_waited_for_and_no_other():
    async def one_after_another():
        model = Model()
        together = Together(model.answer)
        await told(together, "a", "b")
        first = together.ask(ONE, {"text": "c"})
        await asyncio.sleep(0)
        second = together.ask(ONE, {"text": "d"})
        await asyncio.gather(first, second)
        await told(together, "e")
        return model.asked

    asked = asyncio.run(one_after_another())
    assert [texts for _, texts in asked] == [["a", "b"], ["c", "d"], ["e"]]


@pytest.mark.parametrize("number", [1, MOST, 3 * MOST])
def test_however_many_ask_all_are_answered(number):
    texts = [f"t{place}" for place in range(number)]
    assert asyncio.run(told(Together(Model().answer), *texts)) == [text.upper() for text in texts]
