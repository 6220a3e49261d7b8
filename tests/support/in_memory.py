"""Checkpoints for tests."""

from dataclasses import dataclass, field


@dataclass
class InMemory:
    """Keeps every checkpoint; raises at the save of a given number."""

    saved: list[bytes] = field(default_factory=list)
    fail_at: int | None = None

    def newest(self) -> bytes | None:
        return self.saved[-1] if self.saved else None

    def save(self, content: bytes) -> None:
        if self.fail_at == len(self.saved):
            raise OSError(28, "No space left on device")
        self.saved.append(content)
