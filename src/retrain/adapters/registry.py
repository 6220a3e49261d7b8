"""Which class stands behind each adapter kind."""

from pydantic import ValidationError

from retrain.adapters.adapter import Adapter
from retrain.adapters.map_labels import MapLabels
from retrain.adapters.parse_date import ParseDate
from retrain.adapters.parse_number import ParseNumber
from retrain.adapters.rename_columns import RenameColumns
from retrain.ml_configuration.adapters import Adapters, AdapterStep
from retrain.ml_configuration.enums import AdapterKind
from retrain.ml_configuration.problems import InvalidOptions

REGISTRY: dict[AdapterKind, type[Adapter]] = {
    AdapterKind.MAP_LABELS: MapLabels,
    AdapterKind.PARSE_DATE: ParseDate,
    AdapterKind.PARSE_NUMBER: ParseNumber,
    AdapterKind.RENAME: RenameColumns,
}


def build_adapters(adapters: Adapters) -> tuple[Adapter, ...]:
    """The adapters of the configuration, in its order.

    Raises:
        InvalidOptions: a class refused the options of its step.
    """
    return tuple(_built(position, step) for position, step in enumerate(adapters.steps))


def _built(position: int, step: AdapterStep) -> Adapter:
    adapter = REGISTRY[step.kind]
    try:
        return adapter.model_validate(step.options)
    except ValidationError as error:
        raise InvalidOptions(("adapters", "steps", position), error, tuple(adapter.model_fields)) from error
