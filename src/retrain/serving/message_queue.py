"""Predictions over RabbitMQ, a record or a list of records a message: `python -m retrain.serving.message_queue`."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from retrain.ml_configuration import InputError
from retrain.serving.schema import faults
from retrain.serving.service import Service
from retrain.serving.settings import Settings

if TYPE_CHECKING:
    from pika.adapters.blocking_connection import BlockingChannel
    from pika.spec import Basic, BasicProperties


class QueueSettings(BaseSettings):
    """Read from variables that begin with `QUEUE_`.

    Attributes:
        url: of the server, with user and password.
        asks: the queue of the records.
        answers: the queue of the answers, where a message names none in `reply_to`.
        poison: the queue for messages that cannot be answered, with the reason in the header
            `reason`.
        prefetch: messages taken before the first is acknowledged.
    """

    model_config = SettingsConfigDict(env_prefix="QUEUE_", frozen=True, extra="ignore")

    url: SecretStr
    asks: str = "retrain.asks"
    answers: str = "retrain.answers"
    poison: str = "retrain.poison"
    prefetch: int = Field(default=16, ge=1)


def consume(settings: QueueSettings, service: Service) -> None:
    """Answers messages until it is interrupted; each is acknowledged after its answer was published and confirmed.

    A message whose answer was published but not acknowledged, because the process was killed, is
    answered again: its `correlation_id` tells that it is the same.

    Raises:
        InputError: pika is not installed, or no model can be loaded.
    """
    try:
        import pika
    except ModuleNotFoundError as error:
        raise InputError("the queue needs pika; run `pip install '.[queue]'`") from error
    _ = service.served
    with pika.BlockingConnection(pika.URLParameters(settings.url.get_secret_value())) as connection:
        channel = connection.channel()
        for queue in (settings.asks, settings.answers, settings.poison):
            channel.queue_declare(queue, durable=True)
        channel.confirm_delivery()
        channel.basic_qos(prefetch_count=settings.prefetch)
        channel.basic_consume(settings.asks, partial(_answer, settings, service))
        try:
            channel.start_consuming()
        except KeyboardInterrupt:
            channel.stop_consuming()


def _answer(
    settings: QueueSettings,
    service: Service,
    channel: BlockingChannel,
    method: Basic.Deliver,
    asked: BasicProperties,
    body: bytes,
) -> None:
    """Publishes the answer of one message, or sets the message aside, then acknowledges it."""
    from pika import BasicProperties

    service.keeper.look()
    model = service.served
    properties: dict[str, Any] = {"correlation_id": asked.correlation_id, "delivery_mode": 2}
    try:
        records = service.body(model).validate_json(body)
        several = isinstance(records, list)
        answers = service.answered(model, records if several else [records])
        queue, sent = asked.reply_to or settings.answers, json.dumps(answers if several else answers[0]).encode()
    except ValidationError as error:
        queue, sent, properties["headers"] = settings.poison, body, {"reason": json.dumps(faults(error))}
    except InputError as problem:
        queue, sent, properties["headers"] = settings.poison, body, {"reason": str(problem)}
    channel.basic_publish("", queue, sent, BasicProperties(**properties))
    channel.basic_ack(method.delivery_tag)


if __name__ == "__main__":
    consume(QueueSettings(), Service(Settings()))
