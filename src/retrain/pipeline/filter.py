"""Adapted records to those worth learning from."""

from retrain.filterers import filter_records
from retrain.ml_configuration import InputError, paths
from retrain.ml_configuration.stages import FilterSections
from retrain.workspace.csv_tables import read_table, write_table
from retrain.workspace.json_files import write_document


def filter_adapted(sections: FilterSections) -> None:
    """Writes the records that stay, those that go with a reason each, and their counts.

    Raises:
        InputError: no record is left.
    """
    records = read_table(paths.ADAPTED)
    kept, removed = filter_records(sections.filterers, records, sections.task)
    counts = removed["filterer"].value_counts()
    if kept.empty:
        place = f"conf/filterers/{sections.filterers.name}.yaml"
        raise InputError(f"{place}: no record is left of {len(records)}: {counts.to_dict()}")
    write_table(kept, paths.FILTERED)
    write_table(removed, paths.REMOVED)
    rows = {"read": len(records), "kept": len(kept), "removed": len(removed)}
    write_document({"rows": rows, "reasons": counts.sort_index().to_dict()}, paths.FILTER_REPORT)
