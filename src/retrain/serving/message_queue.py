"""Predictions over RabbitMQ: `python -m retrain.serving.message_queue`."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from retrain.ml_configuration import InputError
from retrain.serving.schema import validation_details
from retrain.serving.service import Service
from retrain.serving.settings import Settings

if TYPE_CHECKING:
    from pika.adapters.blocking_connection import BlockingChannel
    from pika.spec import Basic, BasicProperties


class QueueSettings(BaseSettings):
    """Settings from environment variables that begin with `QUEUE_`.

    Attributes:
        url: of the server, with user and password.
        asks: the queue of the requests.
        answers: the queue of the responses, where a message names none in `reply_to`.
        poison: the queue of messages that cannot be processed, with the reason in the header
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
    """Processes messages, each a record or a list of records, until it is interrupted.

    A message is acknowledged after its response is confirmed.

    A message whose response was published but not acknowledged, because the process was killed, is
    processed again; both responses have its `correlation_id`.

    Raises:
        InputError: pika is not installed, or no model can be loaded.
    """
    try:
        import pika
    except ModuleNotFoundError as error:
        raise InputError("the queue needs pika; run `pip install '.[queue]'`") from error
    if service.watcher.predictor is None:
        raise InputError(f"no model can be loaded: {service.watcher.refused}")
    with pika.BlockingConnection(pika.URLParameters(settings.url.get_secret_value())) as connection:
        channel = connection.channel()
        for queue in (settings.asks, settings.answers, settings.poison):
            channel.queue_declare(queue, durable=True)
        channel.confirm_delivery()
        channel.basic_qos(prefetch_count=settings.prefetch)
        channel.basic_consume(settings.asks, partial(_respond, settings, service))
        try:
            channel.start_consuming()
        except KeyboardInterrupt:
            channel.stop_consuming()


def _respond(
    settings: QueueSettings,
    service: Service,
    channel: BlockingChannel,
    method: Basic.Deliver,
    request: BasicProperties,
    body: bytes,
) -> None:
    """Publishes the response, or moves the message to the poison queue, then acknowledges it."""
    from pika import BasicProperties

    service.watcher.reload_if_changed()
    properties: dict[str, Any] = {"correlation_id": request.correlation_id, "delivery_mode": 2}
    queue = settings.poison
    content = body
    try:
        content = _response(service, body)
        queue = request.reply_to or settings.answers
    except ValidationError as error:
        properties["headers"] = {"reason": json.dumps(validation_details(error))}
    except InputError as error:
        properties["headers"] = {"reason": str(error)}
    channel.basic_publish("", queue, content, BasicProperties(**properties))
    channel.basic_ack(method.delivery_tag)


def _response(service: Service, body: bytes) -> bytes:
    predictor = service.predictor
    raw = service.request_body(predictor).parse(body)
    if isinstance(raw, list):
        return json.dumps(service.predict(predictor, raw)).encode()
    return json.dumps(service.predict(predictor, [raw])[0]).encode()


if __name__ == "__main__":
    consume(QueueSettings(), Service(Settings()))
