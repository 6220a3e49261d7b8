"""Which class stands behind each filterer kind."""

from pydantic import ValidationError

from retrain.filterers.duplicate_rows import DuplicateRows
from retrain.filterers.empty_text import EmptyText
from retrain.filterers.filterer import Filterer
from retrain.filterers.missing_label import MissingLabel
from retrain.filterers.rare_label import RareLabel
from retrain.ml_configuration.enums import FiltererKind
from retrain.ml_configuration.filterers import Filterers, FiltererStep
from retrain.ml_configuration.problems import InvalidOptions

REGISTRY: dict[FiltererKind, type[Filterer]] = {
    FiltererKind.DUPLICATE: DuplicateRows,
    FiltererKind.EMPTY_TEXT: EmptyText,
    FiltererKind.MISSING_LABEL: MissingLabel,
    FiltererKind.RARE_LABEL: RareLabel,
}


def build_filterers(filterers: Filterers) -> tuple[Filterer, ...]:
    """The filterers of the configuration, in its order.

    Raises:
        InvalidOptions: a class refused the options of its step.
    """
    return tuple(_built(position, step) for position, step in enumerate(filterers.steps))


def _built(position: int, step: FiltererStep) -> Filterer:
    filterer = REGISTRY[step.kind]
    try:
        return filterer.model_validate(step.options)
    except ValidationError as error:
        raise InvalidOptions(("filterers", "steps", position), error, tuple(filterer.model_fields)) from error
