"""The configuration of the launcher, which runs tasks in parallel."""

from typing import Annotated, Literal

from pydantic import Field

from retrain.ml_configuration.base import FrozenModel


class _Workers(FrozenModel):
    """A number of workers.

    Attributes:
        workers: tasks that run at a time.
        attempts: attempts at a task whose worker process dies, before the run fails.
    """

    workers: Annotated[int, Field(ge=1, le=4096)]
    attempts: Annotated[int, Field(ge=1)]


class LocalLauncher(_Workers):
    """Processes on this machine; a single worker runs in the current process."""

    name: Literal["local"]


class RayLauncher(_Workers):
    """Tasks on a Ray cluster; all its machines need this folder at the same path.

    Attributes:
        address: of a running cluster; `auto` for the cluster of this machine; null starts one with
            this number of workers on this machine.
    """

    name: Literal["ray"]
    address: str | None


Launcher = Annotated[LocalLauncher | RayLauncher, Field(discriminator="name")]
