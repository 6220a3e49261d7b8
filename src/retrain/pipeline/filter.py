"""Removes the adapted records that are not to be trained on, each with a reason."""

import numpy as np
import pandas as pd

from retrain.filterers import filter_records
from retrain.ml_configuration import InputError, Task, paths
from retrain.ml_configuration.recipe import Filterers
from retrain.ml_configuration.stages import FilterSections
from retrain.workspace.csv_tables import TableColumns, read_table, write_table
from retrain.workspace.json_files import write_json


def filter_adapted(sections: FilterSections) -> None:
    """Writes the kept records, the removed ones with a reason each, and their counts.

    Raises:
        InputError: no record is left.
    """
    records = read_table(paths.ADAPTED)
    kept, removed = apply_filterers(sections.filterers, records, sections.task)
    counts = removed["filterer"].value_counts()
    if kept.empty:
        file = f"conf/filterers/{sections.filterers.name}.yaml"
        raise InputError(f"{file}: no record is left of {len(records)}: {counts.to_dict()}")
    write_table(kept, paths.FILTERED)
    write_table(removed, paths.REMOVED)
    rows = {"read": len(records), "kept": len(kept), "removed": len(removed)}
    write_json({"rows": rows, "reasons": counts.sort_index().to_dict()}, paths.FILTER_REPORT)


def apply_filterers(filterers: Filterers, records: pd.DataFrame, task: Task) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The kept records, and the removed ones with their reasons.

    Args:
        filterers: applied in this order, each to the records that are left.
        records: adapted records; not changed.
        task: the roles of the columns.

    Returns:
        Two new frames, index 0 to n - 1: `kept` with the columns of the records; `removed` with two
        more, `filterer` (its kind) and `reason`, ordered by filterer, then by row.

    Raises:
        InvalidOptionsError: a class refuses the options of its step.
        InputError: a column of the records has the name of one of the two more.
    """
    for name in ("filterer", "reason"):
        if name in records:
            raise InputError(
                f"column {name!r} has the name under which removed records are explained; "
                "give it another name with the adapter rename in conf/adapters"
            )
    removals = filter_records(filterers, TableColumns(records), task)
    removed = [(removal, row) for row, removal in enumerate(removals) if removal is not None]
    removed.sort(key=lambda pair: pair[0].step)
    table = records.iloc[[row for _, row in removed]].reset_index(drop=True)
    table["filterer"] = pd.Series([removal.filterer for removal, _ in removed], dtype="str")
    table["reason"] = pd.Series([removal.reason for removal, _ in removed], dtype="str")
    is_kept = np.array([removal is None for removal in removals], dtype=bool)
    return records[is_kept].reset_index(drop=True), table
