"""The configuration of a source of images."""

from typing import Annotated, Literal

from pydantic import Field

from records.configuration import LocatedSource


class ImageSource(LocatedSource):
    """Images, one record each: `id` and `folder` from the path, `image` the grey pixels row by row.

    Attributes:
        size: pixels a side, to which every image is scaled.
    """

    kind: Literal["images"]
    id: Literal["id"] = "id"
    size: Annotated[int, Field(ge=4, le=256)]
