"""The base of every configuration class."""

from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from retrain.ml_configuration.errors import InvalidOptionsError

Brick = TypeVar("Brick", bound=BaseModel)


class FrozenModel(BaseModel):
    """A configuration object that nothing can change and that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class OptionsModel(BaseModel):
    """A step whose further keys are the options of the brick class that `kind` names; that class validates them."""

    model_config = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False)

    @property
    def options(self) -> dict[str, object]:
        """The keys beyond the declared ones, as the brick's class will receive them."""
        return dict(self.model_extra or {})

    def built(self, brick: type[Brick], location: tuple[str | int, ...], **given: object) -> Brick:
        """An object of the brick's class: of the options, of the declared keys that it has too, and of what is given.

        Raises:
            InvalidOptionsError: the class refused them; `location` is the step's in the
                configuration.
        """
        shared = {name: getattr(self, name) for name in type(self).model_fields if name in brick.model_fields}
        try:
            return brick.model_validate({**self.options, **shared, **given})
        except ValidationError as error:
            known = tuple(name for name in brick.model_fields if name not in given)
            raise InvalidOptionsError(location, error, known) from error
