"""Settings of the service from environment variables: `SERVE_PORT=9000 retrain serve`."""

import os
import sys
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AliasChoices, BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _split(value: object) -> object:
    return value.replace(",", " ").split() if isinstance(value, str) else value


OLD_LOG = "SERVE_ANSWER_LOG"


class Settings(BaseSettings):
    """Settings from environment variables that begin with `SERVE_`.

    Attributes:
        model: the model folder that serves.
        model_digest: `MODEL_DIGEST`: the only model that may serve, or the beginning of its digest.
        host: to listen on.
        port: to listen on.
        api_keys: `SERVE_API_KEYS`, with commas; where there is one, every route but /health and
            /ready requires one.
        detail: of a response: the label alone, its five best labels, or all probabilities.
        max_body: bytes of a JSON body.
        max_csv: bytes of a CSV.
        max_batch: records of a JSON body.
        max_cell: characters of one cell.
        timeout: seconds until a request fails.
        poll: seconds between two checks of the model folder.
        log_requests: one line of JSON a request on standard output.
        prediction_log: folder that receives the predictions as Parquet; None writes none.
        log_texts: whether the prediction log has the cells of text columns too.
        commit: of the repository that the model comes from, shown at /model.
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
    prediction_log: Annotated[
        Path | None,
        Field(validation_alias=AliasChoices("SERVE_PREDICTION_LOG", OLD_LOG, "prediction_log")),
    ] = None
    log_texts: bool = False
    commit: str = ""

    @model_validator(mode="after")
    def _report_old_names(self) -> Self:
        """Writes a notice to stderr where the environment has the old name of a variable."""
        if OLD_LOG in os.environ:
            notice = f"{OLD_LOG} is now SERVE_PREDICTION_LOG; the old name works until the next release"
            sys.stderr.write(notice + "\n")
        return self
