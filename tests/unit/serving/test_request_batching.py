"""Records that arrive in one tick are predicted together, and a record that cannot be predicted harms no other."""

import asyncio

import pytest

from retrain.ml_configuration import InputError
from retrain.serving.request_batching import MAX_BATCH, RequestBatcher


class UpperCase:
    """Predicts the text of a record in capitals, refuses an empty one, and records its batches."""

    def __init__(self) -> None:
        self.batches = []

    def predict(self, records):
        self.batches.append([record["text"] for record in records])
        if not all(record["text"] for record in records):
            raise InputError("no text")
        return [record["text"].upper() for record in records]


async def predict_all(batcher, predictor, *texts):
    requests = (batcher.predict(predictor, {"text": text}) for text in texts)
    return await asyncio.gather(*requests, return_exceptions=True)


def predicted(*ticks):
    """The predictions for the texts of each tick, and the texts of each batch."""
    predictor = UpperCase()
    batcher = RequestBatcher()

    async def tick_after_tick():
        return [await predict_all(batcher, predictor, *texts) for texts in ticks]

    return asyncio.run(tick_after_tick()), predictor.batches


def test_a_lone_request_is_predicted_at_once():
    assert predicted("a", "b") == ([["A"], ["B"]], [["a"], ["b"]])


def test_the_other_requests_of_a_tick_are_one_batch_and_so_are_all_of_the_next():
    assert predicted("abc", "de", "f", "g") == (
        [["A", "B", "C"], ["D", "E"], ["F"], ["G"]],
        [["a"], ["b", "c"], ["d", "e"], ["f"], ["g"]],
    )


def test_a_record_that_cannot_be_predicted_gets_its_error_and_the_others_their_predictions():
    for texts in (["a", "", "c"], ["", "b", "c"]):
        predictions, _ = predicted(["x", "y", "z"], texts)
        assert [type(prediction) for prediction in predictions[1]] == [str if text else InputError for text in texts]


def test_no_batch_mixes_two_models():
    async def both():
        first, second = UpperCase(), UpperCase()
        batcher = RequestBatcher()
        await predict_all(batcher, first, "x", "y", "z")
        predictions = await asyncio.gather(predict_all(batcher, first, "a", "b"), predict_all(batcher, second, "c"))
        return predictions, first.batches[2:], second.batches

    assert asyncio.run(both()) == ([["A", "B"], ["C"]], [["a", "b"]], [["c"]])


def test_a_cancelled_request_is_not_predicted():
    async def one_is_cancelled():
        predictor = UpperCase()
        batcher = RequestBatcher()
        await predict_all(batcher, predictor, "x", "y", "z")
        cancelled, other = (asyncio.ensure_future(batcher.predict(predictor, {"text": text})) for text in "ab")
        await asyncio.sleep(0)
        cancelled.cancel()
        return await other, predictor.batches[-1]

    assert asyncio.run(one_is_cancelled()) == ("B", ["b"])


def test_under_load_a_tick_that_brings_more_requests_is_waited_for():
    async def one_after_another():
        predictor = UpperCase()
        batcher = RequestBatcher()
        await predict_all(batcher, predictor, "x", "y", "z")
        first = asyncio.ensure_future(batcher.predict(predictor, {"text": "a"}))
        await asyncio.sleep(0)
        await asyncio.gather(first, batcher.predict(predictor, {"text": "b"}))
        return predictor.batches[-1]

    assert asyncio.run(one_after_another()) == ["a", "b"]


@pytest.mark.parametrize("number", [1, MAX_BATCH, 3 * MAX_BATCH])
def test_any_number_of_requests_is_predicted(number):
    texts = [f"t{position}" for position in range(number)]
    assert predicted(texts)[0] == [[text.upper() for text in texts]]
