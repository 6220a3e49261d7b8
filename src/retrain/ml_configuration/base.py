"""Base classes of the configuration and of the JSON documents."""

from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from retrain.ml_configuration.errors import InvalidOptionsError

Options = TypeVar("Options", bound=BaseModel)


def _rounded(value: float) -> float:
    """The value with 6 decimals, never a negative zero, so that every machine writes the same."""
    return round(value, 6) + 0.0


Rounded = Annotated[float, AfterValidator(_rounded)]


class FrozenModel(BaseModel):
    """A configuration object that cannot be changed and refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class JsonDocument(FrozenModel):
    """A frozen model that is written to a JSON file."""

    def to_json(self) -> str:
        """JSON: fields in their declared order, indented by 2, with a newline at the end."""
        return self.model_dump_json(indent=2, by_alias=True) + "\n"


class OptionsModel(BaseModel):
    """A step with options: additional keys, validated by the class that `kind` selects."""

    model_config = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False)

    @property
    def options(self) -> dict[str, object]:
        """The keys beyond the declared ones."""
        return dict(self.model_extra or {})

    def build(self, options_class: type[Options], location: tuple[str | int, ...], **values: object) -> Options:
        """An object of the class that validates the options.

        Args:
            options_class: the class, such as a featurizer.
            location: path of the step in the configuration, for the message.
            **values: fields that the configuration may not set.

        Returns:
            The object, made of the options, of the declared keys that the class has too, and of
            the values.

        Raises:
            InvalidOptionsError: the class refused the options.
        """
        fields = options_class.model_fields
        declared = {name: getattr(self, name) for name in type(self).model_fields if name in fields}
        try:
            return options_class.model_validate({**self.options, **declared, **values})
        except ValidationError as error:
            settable = tuple(name for name in fields if name not in values)
            raise InvalidOptionsError(location, error, settable) from error
