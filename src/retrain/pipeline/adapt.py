"""Raw records to the records of the task."""

from retrain.adapters import adapt, build_adapters
from retrain.ml_configuration import paths
from retrain.ml_configuration.stages import AdaptSections
from retrain.pipeline.given_labels import with_given_labels
from retrain.pipeline.tables import read_table, write_table


def adapt_records(sections: AdaptSections) -> None:
    """Writes the adapted records: the task's columns and no others."""
    records = adapt(build_adapters(sections.adapters), read_table(paths.RAW_RECORDS), sections.task, need_label=True)
    records = with_given_labels(records, sections.task)
    write_table(records, paths.ADAPTED)
