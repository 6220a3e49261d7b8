"""The ledger of a search: one folder a trial, each file whole or absent, whatever is killed."""

import json
from dataclasses import dataclass
from pathlib import Path

from retrain.ml_configuration.errors import InputError
from retrain.ml_configuration.search import Mutations, SearchSections
from retrain.search import Record
from retrain.workspace.atomic import replace_document
from retrain.workspace.json_files import read_document
from retrain.workspace.work_dir import work_folder


@dataclass(frozen=True)
class LedgerFolder:
    """`study.json`, what the search was made of, and `trials/00000/{spec.json, newest.ckpt, result.json}`."""

    folder: Path

    def mutations(self, number: int) -> Mutations | None:
        """What a trial was asked to try; None before it was."""
        file = self.trial(number) / "spec.json"
        return dict(read_document(file)) if file.is_file() else None

    def keep_mutations(self, number: int, mutations: Mutations) -> None:
        """Keeps what a trial is asked to try."""
        replace_document(dict(mutations), self.trial(number) / "spec.json")

    def record(self, number: int) -> Record | None:
        """A trial that has ended; None before."""
        file = self.trial(number) / "result.json"
        return Record.model_validate(read_document(file)) if file.is_file() else None

    def keep_record(self, record: Record) -> None:
        """Keeps a trial that has ended."""
        replace_document(record.model_dump(mode="json"), self.trial(record.number) / "result.json")

    def ended_at(self, number: int) -> float:
        """When a trial ended, in seconds; the clock is not part of its record, which equals that of any other run."""
        return (self.trial(number) / "result.json").stat().st_mtime

    def records(self) -> list[Record]:
        """Every trial that has ended, by number."""
        numbers = sorted(int(folder.name) for folder in (self.folder / "trials").glob("[0-9]*"))
        found = [self.record(number) for number in numbers]
        return [record for record in found if record is not None]

    def trial(self, number: int) -> Path:
        """The folder of a trial."""
        return self.folder / "trials" / f"{number:05d}"

    def check_made_of(self, parts: dict[str, object]) -> None:
        """Keeps what the search is made of; passes where that is what it was made of before.

        Raises:
            InputError: something differs, and every difference is named.
        """
        file = self.folder / "study.json"
        if not file.is_file():
            replace_document(parts, file)
        kept, now = read_document(file), json.loads(json.dumps(parts))
        changed = [
            f"  {key}: {kept.get(key, 'absent')} -> {now.get(key, 'absent')}"
            for key in sorted({*kept, *now})
            if kept.get(key) != now.get(key)
        ]
        if changed:
            problem = "the search was begun with something else, so that it would not go on as it began:"
            remedy = "put it back, or start afresh with `retrain search run --new-study`"
            raise InputError("\n".join([f"{file}: {problem}", *changed, remedy]))


def ledger_folder(sections: SearchSections) -> Path:
    """Where this search of this task is kept."""
    return work_folder() / "search" / f"{sections.task.name}_{sections.search.name}"
