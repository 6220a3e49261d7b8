"""Base classes of the configuration."""

from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from retrain.ml_configuration.errors import InvalidOptionsError

Options = TypeVar("Options", bound=BaseModel)


class FrozenModel(BaseModel):
    """A configuration object that cannot be changed and refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


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
