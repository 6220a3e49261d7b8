"""What the court decided, as it is written to `decision.json`."""

from typing import Literal

from pydantic import Field

from retrain.decision.reason import Reason
from retrain.ml_configuration.enums import Outcome, Split
from retrain.ml_configuration.frozen import Frozen


class ModelRecord(Frozen):
    """Which model was judged."""

    digest: str
    task: str


class HoldoutRecord(Frozen):
    """Which rows it was judged on, and how many were left out beforehand, by reason."""

    digest: str
    rows: int
    left_out: dict[str, int]


class Decision(Frozen):
    """The outcome with its reasons.

    Attributes:
        schema_number: of this layout; written as `schema`.
        outcome: what to do.
        summary: the outcome and why, in one English sentence.
        retrained: the candidate.
        legacy: the model that served; None where there was none.
        holdouts: the rows, by split.
        policy: sha256 of the policy's canonical JSON.
        seed: of the policy.
        looks: how many distinct retrained models have been judged on this seal, this one included.
        reasons: what each check found, the court's own findings first.
    """

    schema_number: Literal[1] = Field(default=1, alias="schema")
    outcome: Outcome
    summary: str
    retrained: ModelRecord
    legacy: ModelRecord | None
    holdouts: dict[Split, HoldoutRecord]
    policy: str
    seed: int
    looks: int
    reasons: tuple[Reason, ...]

    def to_json(self) -> str:
        """The decision as JSON: fields in their declared order, indented by 2, with a newline at the end."""
        return self.model_dump_json(indent=2, by_alias=True) + "\n"
