"""What the environment says to the service: `SERVE_PORT=9000 retrain serve`."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AliasChoices, BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _split(value: object) -> object:
    return [part for part in value.replace(",", " ").split() if part] if isinstance(value, str) else value


class Settings(BaseSettings):
    """Read from variables that begin with `SERVE_`.

    Attributes:
        model: the folder that serves.
        model_digest: `MODEL_DIGEST`: the only model that may serve, or the beginning of its digest.
        host: to listen on.
        port: to listen on.
        api_keys: `SERVE_API_KEYS`, with commas; where there is one, every route but /health and
            /ready asks for one.
        detail: of an answer: the label alone, its five best labels, or all probabilities.
        max_body: bytes of a JSON body.
        max_csv: bytes of a CSV.
        max_batch: records of a JSON body.
        max_cell: characters of one cell.
        timeout: seconds until a request is given up.
        poll: seconds between two looks at the model's folder.
        log_requests: one line of JSON a request on standard output.
        answer_log: folder that receives the answers as Parquet; none without it.
        commit: of the repository that the model comes from, told at /model.
        log_texts: whether the answer log holds the cells of text columns too.
    """

    model_config = SettingsConfigDict(env_prefix="SERVE_", frozen=True, extra="ignore")

    model: Path = Path("models/production")
    model_digest: Annotated[str, Field(validation_alias=AliasChoices("MODEL_DIGEST", "model_digest"))] = ""
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 8000
    api_keys: Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(_split)] = ()
    detail: Literal["label", "top", "full"] = "top"
    max_body: Annotated[int, Field(ge=1)] = 2**20
    max_csv: Annotated[int, Field(ge=1)] = 2**30
    max_batch: Annotated[int, Field(ge=1)] = 1000
    max_cell: Annotated[int, Field(ge=1)] = 100_000
    timeout: Annotated[float, Field(gt=0)] = 30.0
    poll: Annotated[float, Field(gt=0)] = 1.0
    log_requests: bool = True
    answer_log: Path | None = None
    log_texts: bool = False
    commit: str = ""
