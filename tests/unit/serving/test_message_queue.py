"""Messages get their predictions over a real RabbitMQ; what cannot be predicted goes to the poison queue."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from retrain.ml_configuration import InputError, paths
from retrain.serving import Settings
from retrain.serving.message_queue import QueueSettings, consume
from retrain.serving.service import Service

pika = pytest.importorskip("pika")
SERVER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
LETTER = {"id": "L1", "text": "hello bill payment", "channel": "mail", "amount": 12.5}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def broker(tmp_path_factory) -> Iterator[str]:
    """The URL of a RabbitMQ server of its own, on the loopback."""
    if not SERVER.exists():
        pytest.skip("RabbitMQ is not installed: Debian's package rabbitmq-server")
    home, port, distribution = tmp_path_factory.mktemp("rabbit"), free_port(), free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "RABBITMQ_NODENAME": f"test{port}@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_DIST_PORT": str(distribution),
        "RABBITMQ_MNESIA_BASE": str(home / "mnesia"),
        "RABBITMQ_LOG_BASE": str(home / "log"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(home / "plugins"),
        "RABBITMQ_CONFIG_FILE": str(home / "none"),
        "ERL_EPMD_PORT": str(free_port()),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
    }
    process = subprocess.Popen(
        [SERVER], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    url = f"amqp://guest:guest@127.0.0.1:{port}"
    for _ in range(600):
        try:
            pika.BlockingConnection(pika.URLParameters(url)).close()
            break
        except Exception:
            time.sleep(0.1)
    else:
        pytest.fail("RabbitMQ did not start within a minute")
    yield url
    os.killpg(process.pid, 15)
    process.wait()
    subprocess.run(["epmd", "-kill"], env=environment, check=False, capture_output=True)


def fetched(channel, queue: str) -> tuple[dict | list, object]:
    for _ in range(200):
        method, properties, body = channel.basic_get(queue, auto_ack=True)
        if method:
            return json.loads(body) if queue != "retrain.poison" else body, properties
        time.sleep(0.05)
    raise AssertionError(f"no message in {queue}")


def test_messages_get_a_response_or_go_to_the_poison_queue(broker, workplace):
    service = Service(Settings(model=paths.RETRAINED, log_requests=False))
    settings = QueueSettings(url=broker)
    Thread(target=consume, args=(settings, service), daemon=True).start()
    with pika.BlockingConnection(pika.URLParameters(broker)) as connection:
        channel = connection.channel()
        for queue in ("retrain.asks", "retrain.answers", "retrain.poison", "mine"):
            channel.queue_declare(queue, durable=True)
        request = pika.BasicProperties(correlation_id="1")
        channel.basic_publish("", "retrain.asks", json.dumps(LETTER).encode(), request)
        response, properties = fetched(channel, "retrain.answers")
        assert (response["label"], response["id"], properties.correlation_id) == ("invoice", "L1", "1")
        channel.basic_publish(
            "", "retrain.asks", json.dumps([LETTER] * 3).encode(), pika.BasicProperties(reply_to="mine")
        )
        assert [response["label"] for response in fetched(channel, "mine")[0]] == ["invoice"] * 3
        for poison in (b"\xff", json.dumps(LETTER | {"amount": "much"}).encode()):
            channel.basic_publish("", "retrain.asks", poison, pika.BasicProperties())
            body, properties = fetched(channel, "retrain.poison")
            assert body == poison
            assert properties.headers["reason"]
        time.sleep(0.2)
        assert channel.queue_declare("retrain.asks", passive=True).method.message_count == 0


def test_without_a_model_nothing_is_taken_from_the_queue(workplace):
    shutil.rmtree(paths.PRODUCTION)
    with pytest.raises(InputError, match="no model can be loaded"):
        consume(QueueSettings(url="amqp://nowhere"), Service(Settings(model=paths.PRODUCTION)))
