"""The optional parts of docs/extend.md: the files and the lines that are removed with each."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from repository_files import ROOT

SECTION = re.compile(r"^### (.+?)\n(.*?)(?=^### |^## |\Z)", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^```bash\n(git rm -r .*?)^```", re.MULTILINE | re.DOTALL)
FIRST = re.compile(r"^Remove (\*.+\*) first\b", re.MULTILINE)
LINES = re.compile(r"^```diff\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Part:
    """An optional part.

    Attributes:
        name: its heading.
        command: the `git rm -r` line.
        lines: pairs of a file and a block of whole lines that leaves it.
        first: the names of the parts that use this one, to be removed before it.
    """

    name: str
    command: str
    lines: tuple[tuple[str, str], ...]
    first: tuple[str, ...] = ()

    def files(self) -> set[Path]:
        """The tracked files that the command removes."""
        listing = self.command.replace("git rm -r", "git ls-files --", 1)
        listed = subprocess.run(
            ["bash", "-c", listing],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        return {Path(line) for line in listed.stdout.splitlines()}

    def leave(self, checkout: Path, *, alone: bool = True) -> None:
        """Removes the part from a checkout: runs the command, deletes the lines from remaining files.

        Args:
            checkout: a git repository.
            alone: whether no other part has left before it, which may have taken some of its lines.

        Raises:
            AssertionError: a block of lines does not occur exactly once.
        """
        command = self.command.replace("git rm -r", "git rm -r --quiet --force --ignore-unmatch", 1)
        subprocess.run(["bash", "-c", command], cwd=checkout, check=True)
        for name, block in self.lines:
            if not (checkout / name).exists():
                continue
            text = "\n" + (checkout / name).read_text()
            count = text.count(f"\n{block}")
            assert count == 1 or (not count and not alone), f"{self.name}: {name} has {count} times\n{block}"
            (checkout / name).write_text(text.replace(f"\n{block}", "\n", 1)[1:])


def optional_parts() -> list[Part]:
    """The parts in the order of the document."""
    document = (ROOT / "docs/extend.md").read_text(encoding="utf-8")
    sections = SECTION.findall(document.split("\n## Remove")[1])
    return [
        Part(
            name,
            " ".join(command[1].replace("\\\n", " ").split()),
            tuple(_blocks(text)),
            _first(text),
        )
        for name, text in sections
        if (command := COMMAND.search(text))
    ]


def _first(section: str) -> tuple[str, ...]:
    """The names in the sentence `Remove *A* and *B* first`."""
    sentence = FIRST.search(section)
    return tuple(re.findall(r"\*(.+?)\*", sentence[1])) if sentence else ()


def _blocks(section: str) -> list[tuple[str, str]]:
    """Each run of lines that begin with `-`, with the file that the `---` line before it names."""
    blocks: list[tuple[str, str]] = []
    file, block = "", ""
    for line in "\n".join([*LINES.findall(section), "---"]).splitlines():
        if line.startswith("-") and not line.startswith("---"):
            block += f"{line[1:]}\n"
            continue
        if block:
            blocks.append((file, block))
        block = ""
        if line.startswith("--- "):
            file = line.removeprefix("--- ")
    return blocks
