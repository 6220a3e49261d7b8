"""What a letter can be about."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:  # pylint: disable=too-many-instance-attributes
    """One label and how people write about it.

    Attributes:
        category: the label's parent.
        label: its name.
        sibling: the label that it is confused with.
        before: relative frequency before the drift, a whole number.
        after: relative frequency after the drift.
        noun: what it is called in a sentence that tells two topics apart.
        asks: what people ask, from the beginning.
        new_asks: what they ask once the drift has begun.
        details: what they add.
        attachment: what they like to attach.
        amount: the bracket in which the amount mostly lies; 0 for no amount.
    """

    category: str
    label: str
    sibling: str
    before: int
    after: int
    noun: str
    asks: tuple[str, ...]
    new_asks: tuple[str, ...]
    details: tuple[str, ...]
    attachment: str = ""
    amount: int = 0
