"""What is asked in the same moment is answered in one go, and nobody pays for another's mistake."""

import asyncio

import pytest

from retrain.ml_configuration import InputError
from retrain.serving.request_batching import MOST, Together

ONE, OTHER = object(), object()


class Model:
    """Answers a record with its text in capitals, refuses an empty one, and writes down what it is asked."""

    def __init__(self) -> None:
        self.asked = []

    def answer(self, model, records):
        self.asked.append((model, [record["text"] for record in records]))
        if not all(record["text"] for record in records):
            raise InputError("no text")
        return [record["text"].upper() for record in records]


async def told(together, *texts, model=ONE):
    return await asyncio.gather(*(together.ask(model, {"text": text}) for text in texts), return_exceptions=True)


def answered(*moments):
    """What is answered to the texts of each moment, and the texts of each go."""
    model = Model()
    together = Together(model.answer)

    async def moment_after_moment():
        return [await told(together, *texts) for texts in moments]

    return asyncio.run(moment_after_moment()), [texts for _, texts in model.asked]


def test_who_asks_alone_is_answered_alone():
    assert answered("a", "b") == ([["A"], ["B"]], [["a"], ["b"]])


def test_the_others_of_a_moment_are_answered_in_one_go_and_so_are_all_of_the_next():
    assert answered("abc", "de", "f", "g") == (
        [["A", "B", "C"], ["D", "E"], ["F"], ["G"]],
        [["a"], ["b", "c"], ["d", "e"], ["f"], ["g"]],
    )


def test_who_cannot_be_answered_hears_why_and_the_others_are_answered():
    for texts in (["a", "", "c"], ["", "b", "c"]):
        given, _ = answered(["x", "y", "z"], texts)
        assert [type(answer) for answer in given[1]] == [str if text else InputError for text in texts]


def test_no_go_mixes_two_models():
    async def both():
        model = Model()
        together = Together(model.answer)
        await told(together, "x", "y", "z")
        answers = await asyncio.gather(told(together, "a", "b"), told(together, "c", model=OTHER))
        return answers, model.asked[2:]

    answers, asked = asyncio.run(both())
    assert answers == [["A", "B"], ["C"]]
    assert asked == [(ONE, ["a", "b"]), (OTHER, ["c"])]


def test_who_has_gone_is_not_answered():
    async def one_goes():
        model = Model()
        together = Together(model.answer)
        await told(together, "x", "y", "z")
        gone, stays = (asyncio.ensure_future(together.ask(ONE, {"text": text})) for text in "ab")
        await asyncio.sleep(0)
        gone.cancel()
        return await stays, model.asked[-1]

    assert asyncio.run(one_goes()) == ("B", (ONE, ["b"]))


def test_under_load_a_turn_that_brings_more_is_waited_for():
    async def one_after_another():
        model = Model()
        together = Together(model.answer)
        await told(together, "x", "y", "z")
        first = asyncio.ensure_future(together.ask(ONE, {"text": "a"}))
        await asyncio.sleep(0)
        await asyncio.gather(first, together.ask(ONE, {"text": "b"}))
        return model.asked[-1]

    assert asyncio.run(one_after_another()) == (ONE, ["a", "b"])


@pytest.mark.parametrize("number", [1, MOST, 3 * MOST])
def test_however_many_ask_all_are_answered(number):
    texts = [f"t{place}" for place in range(number)]
    assert answered(texts)[0] == [[text.upper() for text in texts]]
