"""The base of every configuration class."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A configuration object that nothing can change and that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Open(BaseModel):
    """A step whose further keys are the options of the brick class that `kind` names; that class validates them."""

    model_config = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False)

    @property
    def options(self) -> dict[str, object]:
        """The keys beyond the declared ones, as the brick's class will receive them."""
        return dict(self.model_extra or {})
