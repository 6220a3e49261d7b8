"""Where work runs that can run side by side."""

from typing import Annotated, Literal

from pydantic import Field

from retrain.ml_configuration.base import FrozenModel


class _Workers(FrozenModel):
    """Some workers.

    Attributes:
        workers: how many pieces of work run at a time.
        attempts: a piece of work whose worker died so often is given up.
    """

    workers: Annotated[int, Field(ge=1, le=4096)]
    attempts: Annotated[int, Field(ge=1)]


class LocalLauncher(_Workers):
    """Processes of this machine; a single worker is the process itself."""

    name: Literal["local"]


class RayLauncher(_Workers):
    """Tasks on a Ray cluster, whose machines see this folder under the same path.

    Attributes:
        address: of a running cluster, `auto` for the one that this machine belongs to; null starts
            one of so many workers on this machine.
    """

    name: Literal["ray"]
    address: str | None


Launcher = Annotated[LocalLauncher | RayLauncher, Field(discriminator="name")]
